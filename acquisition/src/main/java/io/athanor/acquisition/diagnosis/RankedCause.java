package io.athanor.acquisition.diagnosis;

import java.util.List;

/**
 * One cause with its probability.
 *
 * @param cause which
 * @param probability posterior (dimensionless), in [0, 1]
 * @param evidence what spoke for it, strongest first
 */
public record RankedCause(Cause cause, double probability, List<String> evidence) {
  /** Checks the probability and copies. */
  public RankedCause {
    if (!(probability >= 0 && probability <= 1)) {
      throw new IllegalArgumentException(
          "cause.probability must be in [0, 1] but is " + probability);
    }
    evidence = List.copyOf(evidence);
  }
}
