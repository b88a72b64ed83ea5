package io.athanor.formats.optimade;

/** An entry that cannot be used; the message is {@code field reason}. */
final class OptimadeEntryException extends Exception {
  private static final long serialVersionUID = 1L;

  OptimadeEntryException(String field, String reason) {
    super(field + " " + reason);
  }
}
