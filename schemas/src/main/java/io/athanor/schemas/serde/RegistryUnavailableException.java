package io.athanor.schemas.serde;

import org.apache.kafka.common.errors.RetriableException;

/** No registry answered: try again later, drop nothing. */
public final class RegistryUnavailableException extends RetriableException {
  private static final long serialVersionUID = 1L;

  /** With what was tried and the last cause. */
  public RegistryUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
