package io.athanor.schemas.serde;

import org.apache.kafka.common.errors.SerializationException;

/** The registry answered no; trying again gives the same answer. */
public final class RegistryRefusedException extends SerializationException {
  private static final long serialVersionUID = 1L;

  /** Confluent error code of an unknown schema id. */
  public static final int SCHEMA_NOT_FOUND = 40403;

  private static final int NOT_FOUND = 404;

  private final int code;

  /** With the registry's error code (HTTP status, or Confluent's five digits). */
  public RegistryRefusedException(int code, String message) {
    super(message);
    this.code = code;
  }

  /** Whether it said that there is no such thing. */
  public boolean isNotFound() {
    return code == NOT_FOUND || code / 100 == NOT_FOUND;
  }

  /** The registry's error code. */
  public int code() {
    return code;
  }
}
