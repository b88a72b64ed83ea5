package io.athanor.schemas.serde;

import org.apache.kafka.common.errors.SerializationException;

/** Bytes that are not the event they should be. */
public final class UndecodableException extends SerializationException {
  private static final long serialVersionUID = 1L;

  private final String code;

  /** With a dead-letter code: 'undecodable', 'unknown-schema' or 'wrong-schema'. */
  public UndecodableException(String code, String message, Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  /** The dead-letter code. */
  public String code() {
    return code;
  }
}
