package io.athanor.allinone.bench;

import io.athanor.acquisition.conformal.AdaptiveConformal;
import java.util.Arrays;

/** Ways to serve intervals that claim 90 %: what half-widths are multiplied by, event by event. */
enum IntervalRepair {
  /** As the engine serves them: adaptive conformal inference. */
  ONLINE("repaired online") {
    @Override
    double[] factors(double[] scores) {
      AdaptiveConformal state = AdaptiveConformal.begin(CLAIMED);
      double[] factors = new double[scores.length];
      for (int t = 0; t < scores.length; t++) {
        factors[t] = state.factor();
        state = state.after(scores[t], factors[t]);
      }
      return factors;
    }
  },
  /** Static split conformal (Papadopoulos et al. 2002): the first outcomes settle it for good. */
  SPLIT("static split conformal") {
    @Override
    double[] factors(double[] scores) {
      int calibration = Math.min(CALIBRATION, scores.length);
      double[] sorted = Arrays.copyOf(scores, calibration);
      Arrays.sort(sorted);
      int rank = (int) Math.ceil((calibration + 1) * CLAIMED - 1e-9);
      double[] factors = new double[scores.length];
      Arrays.fill(factors, 1);
      Arrays.fill(
          factors,
          calibration,
          scores.length,
          rank > calibration ? AdaptiveConformal.UNBOUNDED : sorted[rank - 1]);
      return factors;
    }
  },
  /** As the model claims them. */
  CLAIMED_ONLY("as claimed") {
    @Override
    double[] factors(double[] scores) {
      double[] factors = new double[scores.length];
      Arrays.fill(factors, 1);
      return factors;
    }
  };

  /** What the intervals claim to cover (dimensionless). */
  static final double CLAIMED = 0.9;

  private static final int CALIBRATION = 100;

  private final String words;

  IntervalRepair(String words) {
    this.words = words;
  }

  /** For people. */
  String words() {
    return words;
  }

  /**
   * Factors by event, each chosen before its score is known.
   *
   * @param scores errors in half-widths of the claimed interval
   */
  abstract double[] factors(double[] scores);
}
