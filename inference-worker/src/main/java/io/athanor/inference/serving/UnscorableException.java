package io.athanor.inference.serving;

/** A material that cannot be scored, now or ever: which field, and why. */
public final class UnscorableException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String field;

  UnscorableException(String field, String reason) {
    super(reason);
    this.field = field;
  }

  /** The field concerned, e.g. {@code crystal.species}; empty where it is the whole. */
  public String field() {
    return field;
  }
}
