package io.athanor.allinone.fleet;

import java.util.Map;

/** What a step at an instrument gives. */
sealed interface Sample {
  /** It went well; {@code value} counts at the last step (own scale, unit 1). */
  record Good(double value) implements Sample {}

  /**
   * It went wrong.
   *
   * @param kind in the words of the contract
   * @param cause the hidden truth, one of those that a diagnosis may name
   * @param retryable whether the same may be tried again
   * @param evidence what the instrument saw of it, as {@code phase_purity}
   */
  record Bad(String kind, String cause, boolean retryable, Map<String, Double> evidence)
      implements Sample {
    public Bad {
      evidence = Map.copyOf(evidence);
    }
  }
}
