package io.athanor.generator;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The merit that a goal has by itself: the log probability that every limited property lies in its
 * range, as if they were independent and normal, plus for each objective what is expected of it in
 * units of its scale.
 *
 * @param goal limits and objectives
 */
public record GoalMerit(Goal goal) implements Merit {
  private static final double CERTAIN = 1e-3;

  @Override
  public double[] of(List<Assessment> assessments) {
    return assessments.stream().mapToDouble(this::of).toArray();
  }

  private double of(Assessment assessment) {
    if (assessment.refused().isPresent()) {
      return Double.NEGATIVE_INFINITY;
    }
    double merit = 0;
    for (PropertyRange range : goal.limits()) {
      Estimate estimate = assessment.properties().get(range.property());
      if (estimate == null) {
        return Double.NEGATIVE_INFINITY;
      }
      merit += logProbability(range, estimate);
    }
    for (Objective objective : goal.objectives()) {
      Estimate estimate = assessment.properties().get(objective.property());
      if (estimate == null) {
        return Double.NEGATIVE_INFINITY;
      }
      double sign = objective.maximise() ? 1 : -1;
      merit += sign * estimate.mean() / objective.scale();
    }
    return merit;
  }

  /** Probability of each limit by property. */
  public static Map<String, Double> probabilities(Goal goal, Assessment assessment) {
    Map<String, Double> probabilities = new TreeMap<>();
    for (PropertyRange range : goal.limits()) {
      Estimate estimate = assessment.properties().get(range.property());
      if (estimate != null) {
        probabilities.put(range.property(), Math.exp(logProbability(range, estimate)));
      }
    }
    return probabilities;
  }

  private static double logProbability(PropertyRange range, Estimate estimate) {
    double deviation = Math.max(CERTAIN * Math.abs(estimate.mean()) + 1e-9, estimate.deviation());
    return Normal.logInterval(
        (range.low() - estimate.mean()) / deviation, (range.high() - estimate.mean()) / deviation);
  }
}
