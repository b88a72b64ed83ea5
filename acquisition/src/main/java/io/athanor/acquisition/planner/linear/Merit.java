package io.athanor.acquisition.planner.linear;

import io.athanor.acquisition.planner.numeric.NormalMath;

/**
 * What a candidate is worth, more being better. Never falls when the mean or the deviation grows:
 * that is what makes a stale value an upper bound once pending experiments have narrowed the
 * deviation, and what lets most candidates be passed over unevaluated.
 */
public interface Merit {
  /**
   * Value of one candidate.
   *
   * @param mean of the noise-free objective, more is better
   * @param deviation its standard deviation, not negative
   */
  double of(double mean, double deviation);

  /**
   * mu + kappa sigma.
   *
   * @param kappa not negative
   */
  record UpperConfidenceBound(double kappa) implements Merit {
    /** Refuses what would not be monotone. */
    public UpperConfidenceBound {
      if (!(kappa >= 0)) {
        throw new IllegalArgumentException("kappa must not be negative, was " + kappa);
      }
    }

    @Override
    public double of(double mean, double deviation) {
      return mean + kappa * deviation;
    }
  }

  /**
   * log E max(0, y - best).
   *
   * @param best what is to be improved on
   */
  record LogExpectedImprovement(double best) implements Merit {
    @Override
    public double of(double mean, double deviation) {
      if (deviation > 0) {
        return StrictMath.log(deviation) + NormalMath.logImprovement((mean - best) / deviation);
      }
      return mean > best ? StrictMath.log(mean - best) : Double.NEGATIVE_INFINITY;
    }
  }

  /** sigma alone: what teaches most about the candidate itself. */
  record Deviation() implements Merit {
    @Override
    public double of(double mean, double deviation) {
      return deviation;
    }
  }
}
