package io.athanor.inference.continual;

/** A refresh that made no usable model; the champion serves on. */
public final class RefreshException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public RefreshException(String message) {
    super(message);
  }
}
