package io.athanor.acquisition.diagnosis;

import java.util.Comparator;
import java.util.List;

/**
 * Why an experiment probably failed.
 *
 * @param experimentId which experiment
 * @param causes all causes, most probable first; their probabilities sum to one
 */
public record Diagnosis(String experimentId, List<RankedCause> causes) {
  private static final double ROUNDING = 1e-9;

  /** Sorts by probability, then by cause, and checks the sum. */
  public Diagnosis {
    causes =
        causes.stream()
            .sorted(
                Comparator.comparingDouble(RankedCause::probability)
                    .reversed()
                    .thenComparing(RankedCause::cause))
            .toList();
    double sum = causes.stream().mapToDouble(RankedCause::probability).sum();
    if (causes.size() != Cause.values().length || Math.abs(sum - 1) > ROUNDING) {
      throw new IllegalArgumentException(
          "diagnosis.causes: %d causes sum to %s".formatted(causes.size(), sum));
    }
  }

  /** The most probable cause. */
  public Cause first() {
    return causes.get(0).cause();
  }

  /** Posterior of one cause (dimensionless). */
  public double probability(Cause cause) {
    return causes.stream()
        .filter(each -> each.cause() == cause)
        .mapToDouble(RankedCause::probability)
        .sum();
  }

  /**
   * Whether the recipe itself is at fault, so that its neighbourhood counts as unsuitable:
   * conditions and competing phases together are at least as probable as what has nothing to do
   * with where the recipe lies (instrument, robot and handling together), as the precursor, and as
   * a model asked beyond what it knows. With no evidence at all the recipe is at fault: that is
   * what the planner took every failure for before failures were explained.
   */
  public boolean infeasible() {
    double recipe = probability(Cause.SYNTHESIS_CONDITION) + probability(Cause.PHASE_IMPURITY);
    double hardware =
        probability(Cause.INSTRUMENT)
            + probability(Cause.ROBOT)
            + probability(Cause.SAMPLE_HANDLING);
    return recipe >= hardware
        && recipe >= probability(Cause.PRECURSOR)
        && recipe >= probability(Cause.OUT_OF_DOMAIN);
  }
}
