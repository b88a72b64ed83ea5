package io.athanor.allinone.client;

/** The door refused, or did not answer in time. */
public final class DoorException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;

  /**
   * The door's refusal.
   *
   * @param status HTTP status; 0 where there was no answer
   */
  public DoorException(int status, String message) {
    super(message);
    this.status = status;
  }

  /** No answer. */
  public DoorException(String message, Throwable cause) {
    super(message, cause);
    this.status = 0;
  }

  /** HTTP status; 0 where there was no answer. */
  public int status() {
    return status;
  }

  /** Whether the step was refused because the experiment stands elsewhere. */
  public boolean isConflict() {
    return status == 409;
  }

  /** Whether trying again later may help. */
  public boolean isTransient() {
    return status == 0 || status == 429 || status == 502 || status == 503 || status == 504;
  }
}
