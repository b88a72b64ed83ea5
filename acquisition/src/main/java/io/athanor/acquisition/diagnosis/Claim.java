package io.athanor.acquisition.diagnosis;

import java.util.Optional;

/**
 * What a worker's own word for a failure says of its cause: probability of the word under each
 * cause, in the order of {@link Cause}. Assumptions: workers see where it went wrong, not why.
 */
enum Claim {
  /** Nothing usable came out of the synthesis. */
  SYNTHESIS("synthesis", 0.7, 0.75, 0.75, 0.45, 0.3, 0.5, 0.1, 0.3),
  /** The measurement gave no usable number. */
  MEASUREMENT("measurement", 0.15, 0.15, 0.12, 0.4, 0.15, 0.2, 0.75, 0.3),
  /** The sample is gone. */
  LOST("lost", 0.03, 0.02, 0.03, 0.03, 0.4, 0.2, 0.03, 0.1),
  /** The worker would not begin. */
  REJECTED("rejected", 0.03, 0.02, 0.02, 0.03, 0.05, 0.02, 0.02, 0.1),
  /** Beyond what the instrument may do. */
  OUT_OF_ENVELOPE("out-of-envelope", 0.01, 0.01, 0.05, 0.05, 0.03, 0.01, 0.05, 0.05);

  private final String word;
  private final double[] probability;

  Claim(String word, double... probability) {
    this.word = word;
    this.probability = probability;
  }

  static Optional<Claim> of(String word) {
    for (Claim claim : values()) {
      if (claim.word.equals(word)) {
        return Optional.of(claim);
      }
    }
    return Optional.empty();
  }

  String word() {
    return word;
  }

  double logLikelihood(Cause cause) {
    return StrictMath.log(probability[cause.ordinal()]);
  }
}
