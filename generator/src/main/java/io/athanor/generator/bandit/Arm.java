package io.athanor.generator.bandit;

/**
 * What a generator's inventions brought so far.
 *
 * @param count rewards seen
 * @param sum of rewards, in units of the spread of outcomes
 * @param squares sum of squared rewards
 */
public record Arm(int count, double sum, double squares) {
  // two pseudo-rewards of half a spread with unit variance: an arm nobody pulled looks promising
  private static final double PRIOR_COUNT = 2;
  private static final double PRIOR_MEAN = 0.5;
  private static final double PRIOR_VARIANCE = 1;

  /** Checks that there can be such rewards. */
  public Arm {
    if (count < 0 || !Double.isFinite(sum) || !(squares >= 0) || Double.isInfinite(squares)) {
      throw new IllegalArgumentException(
          "arm.count, sum and squares must be finite and not negative, are %d, %s and %s"
              .formatted(count, sum, squares));
    }
  }

  /** Nothing was seen yet. */
  public static Arm fresh() {
    return new Arm(0, 0, 0);
  }

  /** One more reward. */
  public Arm rewarded(double reward) {
    return new Arm(count + 1, sum + reward, squares + reward * reward);
  }

  /** Mean reward; 0 where none was seen. */
  public double mean() {
    return count == 0 ? 0 : sum / count;
  }

  /** Posterior mean of the expected reward. */
  double expected() {
    return (PRIOR_COUNT * PRIOR_MEAN + sum) / (PRIOR_COUNT + count);
  }

  /** Posterior standard deviation of the expected reward, normal approximation. */
  double doubt() {
    double around = squares - 2 * expected() * sum + count * expected() * expected();
    double prior = PRIOR_COUNT * (PRIOR_VARIANCE + Math.pow(PRIOR_MEAN - expected(), 2));
    double variance = (prior + Math.max(0, around)) / (PRIOR_COUNT + count);
    return Math.sqrt(variance / (PRIOR_COUNT + count));
  }
}
