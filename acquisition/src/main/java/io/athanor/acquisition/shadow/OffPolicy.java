package io.athanor.acquisition.shadow;

import io.athanor.acquisition.planner.numeric.NormalMath;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a policy's choices would have been worth, from the log of another one that chose at random
 * with known odds. Inverse propensities: Horvitz and Thompson 1952; self-normalised: Hajek 1971;
 * doubly robust: Dudik, Langford and Li, ICML 2011.
 */
public final class OffPolicy {
  private OffPolicy() {}

  /**
   * One decision, at which the policy under judgement would have chosen a certain candidate.
   *
   * @param expected what a model, before the outcome, expected of that candidate
   * @param deviation standard deviation of a measurement of it by that model, noise included
   * @param propensity probability with which the logged policy would have chosen the same, in (0,
   *     1]
   * @param matched whether it did
   * @param outcome what the logged choice gave; of no concern unless it matched
   */
  public record Step(
      double expected, double deviation, double propensity, boolean matched, double outcome) {
    /** Checks the numbers. */
    public Step {
      if (!Double.isFinite(expected) || !Double.isFinite(outcome)) {
        throw new IllegalArgumentException(
            "step.expected and step.outcome must be finite, were %s and %s"
                .formatted(expected, outcome));
      }
      if (!(deviation >= 0) || Double.isInfinite(deviation)) {
        throw new IllegalArgumentException(
            "step.deviation must be finite and not negative, was " + deviation);
      }
      if (!(propensity > 0) || propensity > 1) {
        throw new IllegalArgumentException("step.propensity must be in (0, 1], was " + propensity);
      }
    }

    private double weight() {
      return matched ? 1 / propensity : 0;
    }
  }

  /**
   * Average outcome of the choices.
   *
   * @param doublyRobust unbiased whatever the model, and the better the model the narrower
   * @param lower lower end of the interval of {@code doublyRobust}
   * @param upper upper end
   * @param level claimed coverage, in (0, 1)
   * @param inversePropensity unbiased without a model
   * @param selfNormalised the same divided by the sum of weights; empty where nothing matched
   * @param decisions behind it
   * @param matched of these, those in which the logged policy chose the same
   */
  public record Estimate(
      double doublyRobust,
      double lower,
      double upper,
      double level,
      double inversePropensity,
      OptionalDouble selfNormalised,
      int decisions,
      int matched) {}

  /**
   * The estimate of what these choices would have given in these decisions, noise included; empty
   * without steps. The interval is normal, with the variance that the draws have by the model: (1 -
   * p)/p times the mean squared difference between outcome and expectation. An empirical variance
   * would be zero, and the interval a point, as long as no choice with small odds has been drawn.
   * Steps may depend on the outcomes before them: the errors are martingale differences, whose
   * variances add.
   *
   * @param inflation squared deviations are multiplied by this, at least 1: how much larger the
   *     model's squared errors were than it had said
   * @param level coverage to claim, in (0, 1)
   */
  public static Optional<Estimate> estimate(List<Step> steps, double inflation, double level) {
    if (!(inflation >= 1) || Double.isInfinite(inflation)) {
      throw new IllegalArgumentException(
          "inflation must be finite and at least 1, was " + inflation);
    }
    if (!(level > 0) || level >= 1) {
      throw new IllegalArgumentException("level must be in (0, 1), was " + level);
    }
    if (steps.isEmpty()) {
      return Optional.empty();
    }
    double robust = 0;
    double inverse = 0;
    double weights = 0;
    double variance = 0;
    int matched = 0;
    for (Step step : steps) {
      double weight = step.weight();
      robust += step.expected() + weight * (step.outcome() - step.expected());
      inverse += weight * step.outcome();
      weights += weight;
      variance +=
          (1 - step.propensity())
              / step.propensity()
              * inflation
              * step.deviation()
              * step.deviation();
      matched += step.matched() ? 1 : 0;
    }
    int n = steps.size();
    double value = robust / n;
    double reach = NormalMath.quantile((1 + level) / 2) * Math.sqrt(variance) / n;
    return Optional.of(
        new Estimate(
            value,
            value - reach,
            value + reach,
            level,
            inverse / n,
            weights > 0 ? OptionalDouble.of(inverse / weights) : OptionalDouble.empty(),
            n,
            matched));
  }

  /**
   * What a model expected and what came.
   *
   * @param error outcome minus expectation
   * @param deviation that the model had said
   */
  public record Surprise(double error, double deviation) {}

  /**
   * By how much a model's squared errors were larger than it had said, all together; at least 1.
   * The ratio of the sums, as a single one without a deviation to speak of would make any mean of
   * ratios.
   */
  public static double inflation(List<Surprise> surprises) {
    double squares = 0;
    double said = 0;
    for (Surprise each : surprises) {
      squares += each.error() * each.error();
      said += each.deviation() * each.deviation();
    }
    return said > 0 ? Math.max(1, squares / said) : 1;
  }
}
