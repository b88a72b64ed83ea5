package io.athanor.acquisition.conformal;

import io.athanor.acquisition.planner.numeric.NormalMath;
import java.util.ArrayList;
import java.util.List;

/**
 * Adaptive conformal inference (Gibbs and Candès 2021, "Adaptive conformal inference under
 * distribution shift", equation 2): the level aimed at follows a_(t+1) = a_t + g (a - err_t), and
 * the interval is the quantile 1 - a_t of the last scores. A score is an outcome's distance from
 * the middle of the predicted interval in half-widths, so the quantile is what half-widths are to
 * be multiplied by.
 *
 * <p>For any sequence of outcomes whatever, the share of misses among the first T differs from a by
 * at most (max(a, 1 - a) + g) / (g T) (their proposition 4.1), because an interval without bounds
 * is served where a_t is not above 0 and the empty set where it is not below 1. Where up to d
 * outcomes are awaited while more intervals are served, the bound is (max(a, 1 - a) + g (d + 1)) /
 * (g T).
 *
 * <p>Before there are scores the quantiles of the absolute standard normal stand in for them: the
 * first intervals are served as they were claimed, and as outcomes arrive these stand-ins leave
 * first. The guarantee does not depend on which scores the quantile is taken from. Immutable.
 *
 * @param claimed coverage wanted, 1 - a, between {@value #LEAST_CLAIM} and {@value #LARGEST_CLAIM}
 * @param miscoverage a_t
 * @param scores the last scores, oldest first; zero or more each, may be infinite
 */
public record AdaptiveConformal(double claimed, double miscoverage, List<Double> scores) {
  /** Intervals that claim less are not repaired. */
  public static final double LEAST_CLAIM = 0.5;

  /** Intervals that claim more are not repaired: the quantile would need thousands of scores. */
  public static final double LARGEST_CLAIM = 0.99;

  /** Step g of the level. */
  public static final double RATE = 0.02;

  /** A factor that leaves no bound: whatever comes is covered. */
  public static final double UNBOUNDED = Double.POSITIVE_INFINITY;

  /** A factor for the empty set: nothing is covered. */
  public static final double EMPTY = -1;

  // expected scores beyond the quantile: with 5 it moves within tens of outcomes and still is one
  private static final int TAIL = 5;
  private static final int STAND_IN_TAIL = 2;
  private static final double ROUNDING = 1e-9;

  /** Copies and checks. */
  public AdaptiveConformal {
    scores = List.copyOf(scores);
    if (!isRepairable(claimed)) {
      throw new IllegalArgumentException(
          "claimed must be in [%s, %s], was %s".formatted(LEAST_CLAIM, LARGEST_CLAIM, claimed));
    }
    if (!Double.isFinite(miscoverage)) {
      throw new IllegalArgumentException("miscoverage must be finite, was " + miscoverage);
    }
    scores.forEach(AdaptiveConformal::requireScore);
  }

  /** Whether intervals with this claim can be repaired. */
  public static boolean isRepairable(double claimed) {
    return claimed >= LEAST_CLAIM && claimed <= LARGEST_CLAIM;
  }

  /** Before any outcome: intervals are served as claimed. */
  public static AdaptiveConformal begin(double claimed) {
    if (!isRepairable(claimed)) {
      throw new IllegalArgumentException(
          "claimed must be in [%s, %s], was %s".formatted(LEAST_CLAIM, LARGEST_CLAIM, claimed));
    }
    int parts = (int) Math.ceil(STAND_IN_TAIL / (1 - claimed) - ROUNDING);
    double end = NormalMath.quantile((1 + claimed) / 2);
    List<Double> standIns = new ArrayList<>();
    for (int i = 1; i < parts; i++) {
      standIns.add(NormalMath.quantile((1 + i / (double) parts) / 2) / end);
    }
    return new AdaptiveConformal(claimed, 1 - claimed, standIns);
  }

  /**
   * What the next interval's half-width is to be multiplied by: zero or more, {@link #UNBOUNDED} or
   * {@link #EMPTY}.
   */
  public double factor() {
    if (miscoverage <= 0) {
      return UNBOUNDED;
    }
    if (miscoverage >= 1) {
      return EMPTY;
    }
    int n = scores.size();
    int rank = Math.max(1, (int) Math.ceil((n + 1) * (1 - miscoverage) - ROUNDING));
    if (rank > n) {
      return UNBOUNDED;
    }
    double[] sorted = scores.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return sorted[rank - 1];
  }

  /**
   * After an outcome.
   *
   * @param score its score, zero or more, may be infinite
   * @param served the factor of the interval that was served for it
   */
  public AdaptiveConformal after(double score, double served) {
    requireScore(score);
    double error = covers(served, score) ? 0 : 1;
    int window = (int) Math.ceil(TAIL / (1 - claimed) - ROUNDING);
    List<Double> next = new ArrayList<>(scores);
    next.add(score);
    return new AdaptiveConformal(
        claimed,
        miscoverage + RATE * (1 - claimed - error),
        next.subList(Math.max(0, next.size() - window), next.size()));
  }

  /** Whether an interval with this factor covers an outcome with this score. */
  public static boolean covers(double factor, double score) {
    return score <= factor;
  }

  private static void requireScore(double score) {
    if (!(score >= 0)) {
      throw new IllegalArgumentException("a score must be zero or more, was " + score);
    }
  }
}
