package io.athanor.allinone.optimade;

/** An import that cannot go on, said so that a person can act on it. */
final class ImportException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean wrongCall;

  private ImportException(String message, boolean wrongCall) {
    super(message);
    this.wrongCall = wrongCall;
  }

  /** The provider does not answer as it must; later it may. */
  static ImportException provider(String message) {
    return new ImportException(message, false);
  }

  /** What was asked for cannot be. */
  static ImportException call(String message) {
    return new ImportException(message, true);
  }

  /** Whether the call was wrong, not the provider. */
  boolean isWrongCall() {
    return wrongCall;
  }
}
