package io.athanor.federation.round;

/** A round that gives no sum, with the reason. */
public final class RoundException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With a reason that names sites and counts, never content. */
  public RoundException(String message) {
    super(message);
  }
}
