package io.athanor.bridge.door;

/** The door did not answer, or not as agreed. */
public final class DoorException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With what was said. */
  public DoorException(String message) {
    super(message);
  }

  /** With its cause. */
  public DoorException(String message, Throwable cause) {
    super(message, cause);
  }
}
