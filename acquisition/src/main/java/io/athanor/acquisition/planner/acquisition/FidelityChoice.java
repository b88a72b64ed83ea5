package io.athanor.acquisition.planner.acquisition;

import java.util.List;

/**
 * Which fidelity to measure a candidate at: the one that takes away most variance of the target
 * fidelity per cost, c^2 / (s^2 + noise^2) / cost, c being its covariance with the target.
 *
 * @param fidelity index of the best; of equal ones the first
 * @param reduction variance of the target that it takes away, in the squared unit
 * @param perCost the same per unit of cost
 */
public record FidelityChoice(int fidelity, double reduction, double perCost) {
  /**
   * A way to measure the candidate.
   *
   * @param covariance posterior covariance of its noise-free value with the target's there
   * @param deviation posterior standard deviation of its noise-free value
   * @param noise standard deviation of its noise
   * @param cost of one measurement, positive
   */
  public record Fidelity(double covariance, double deviation, double noise, double cost) {
    /** Checks. */
    public Fidelity {
      if (!Double.isFinite(covariance) || !(deviation >= 0) || !(noise >= 0)) {
        throw new IllegalArgumentException(
            "fidelity must have a finite covariance and no negative deviation or noise");
      }
      if (!(cost > 0) || Double.isInfinite(cost)) {
        throw new IllegalArgumentException(
            "fidelity.cost must be positive and finite, was " + cost);
      }
    }

    /** Variance of the target that one measurement takes away. */
    public double reduction() {
      double variance = deviation * deviation + noise * noise;
      return variance > 0 ? covariance * covariance / variance : 0;
    }
  }

  /** The best of several. */
  public static FidelityChoice of(List<Fidelity> fidelities) {
    if (fidelities.isEmpty()) {
      throw new IllegalArgumentException("fidelities must not be empty");
    }
    int best = 0;
    for (int i = 1; i < fidelities.size(); i++) {
      if (perCost(fidelities.get(i)) > perCost(fidelities.get(best))) {
        best = i;
      }
    }
    Fidelity chosen = fidelities.get(best);
    return new FidelityChoice(best, chosen.reduction(), perCost(chosen));
  }

  private static double perCost(Fidelity fidelity) {
    return fidelity.reduction() / fidelity.cost();
  }
}
