package io.athanor.allinone.embedded;

/** A part that could not start, with a reason a person can act on. */
public final class StartException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With the reason. */
  public StartException(String message) {
    super(message);
  }

  /** With the reason and what lies below it. */
  public StartException(String message, Throwable cause) {
    super(message, cause);
  }
}
