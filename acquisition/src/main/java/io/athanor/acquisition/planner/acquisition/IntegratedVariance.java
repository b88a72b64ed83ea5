package io.athanor.acquisition.planner.acquisition;

import java.util.List;
import java.util.SplittableRandom;

/**
 * Share of the summed posterior variance of all rows that one noisy measurement at a row takes
 * away: sum_j c_ij^2 / (s_i^2 + noise^2) / sum_j s_j^2 (active learning after Cohn 1996), averaged
 * over objectives. Costs O(rows x observations) per candidate: candidates are cut to the most
 * uncertain.
 *
 * @param candidates most rows that are judged
 */
public record IntegratedVariance(int candidates) implements AcquisitionFunction {
  /** Checks the number. */
  public IntegratedVariance {
    if (candidates < 1) {
      throw new IllegalArgumentException("candidates must be at least 1, were " + candidates);
    }
  }

  /** 256 candidates. */
  public static IntegratedVariance standard() {
    return new IntegratedVariance(256);
  }

  @Override
  public double[] values(View view, SplittableRandom random) {
    double[] uncertainty = new MaximumVariance().values(view, random);
    int[] judged = Shortlist.best(view.selectable(), candidates, row -> uncertainty[row]);
    List<Outcome> objectives = view.objectives();
    double[] before = objectives.stream().mapToDouble(IntegratedVariance::total).toArray();
    return view.selecting(judged)
        .scores(
            row -> {
              double sum = 0;
              for (int k = 0; k < before.length; k++) {
                sum += share(objectives.get(k), row, before[k]);
              }
              return sum / before.length;
            });
  }

  private static double total(Outcome outcome) {
    double total = 0;
    for (double deviation : outcome.deviations()) {
      total += deviation * deviation;
    }
    return total;
  }

  private static double share(Outcome outcome, int row, double before) {
    double deviation = outcome.deviations()[row];
    double measured = deviation * deviation + outcome.noise() * outcome.noise();
    if (measured == 0 || before == 0) {
      return 0;
    }
    double taken = 0;
    for (double covariance : outcome.requireJoint().covarianceWith(row)) {
      taken += covariance * covariance;
    }
    return taken / measured / before;
  }
}
