package io.athanor.streams.derive;

import io.athanor.streams.validate.Refusal;

/** Ends a derivation that cannot be completed; never leaves this package. */
final class UnderivableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Refusal refusal;

  UnderivableException(Refusal refusal) {
    super(refusal.reason(), null, false, false);
    this.refusal = refusal;
  }

  Refusal refusal() {
    return refusal;
  }
}
