package io.athanor.inference.training.config;

/** A training configuration that cannot be used; names the field and the reason. */
public final class ConfigException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final String field;
  private final String reason;

  public ConfigException(String field, String reason) {
    super(field.isEmpty() ? reason : field + ": " + reason);
    this.field = field;
    this.reason = reason;
  }

  /** Where, as a path of fields. */
  public String field() {
    return field;
  }

  /** What is wrong there. */
  public String reason() {
    return reason;
  }
}
