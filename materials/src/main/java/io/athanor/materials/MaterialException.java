package io.athanor.materials;

/**
 * Bad input, said so that an HTTP problem or a dead letter can repeat it: which field is wrong, and
 * why. The message is {@code field: reason}.
 */
public abstract class MaterialException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final String field;
  private final String reason;

  /** Names the wrong field and says what is wrong with it. */
  protected MaterialException(String field, String reason) {
    super(field + ": " + reason);
    this.field = field;
    this.reason = reason;
  }

  /** Name of the wrong field. */
  public final String field() {
    return field;
  }

  /** What is wrong with it, in words for a person. */
  public final String reason() {
    return reason;
  }
}
