package io.athanor.acquisition.planner.acquisition;

import io.athanor.acquisition.planner.numeric.NormalMath;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Expected rise of the best posterior mean by one noisy measurement at a row, in the objective's
 * unit: E max_j (m_j + z c_ij / sqrt(s_i^2 + noise^2)) - max_j m_j (Frazier, Powell and Dayanik
 * 2009). Exact over the alternatives j, the rows with the highest mean + 3 deviations, observed or
 * not; a lower bound where there are more rows than these. With a target value the expectation over
 * z is the mean over 129 equally likely strata, and may be negative, since a distance is concave.
 * Costs O(rows x observations) per candidate: candidates are cut to a shortlist by the same bound.
 *
 * @param candidates most rows that are judged
 * @param alternatives most rows that may hold the best mean
 */
public record KnowledgeGradient(int candidates, int alternatives) implements AcquisitionFunction {
  private static final int STRATA = 129;
  private static final double[] STRATUM =
      IntStream.range(0, STRATA)
          .mapToDouble(k -> NormalMath.quantile((k + 0.5) / STRATA))
          .toArray();

  /** Checks the numbers. */
  public KnowledgeGradient {
    if (candidates < 1 || alternatives < 1) {
      throw new IllegalArgumentException(
          "candidates and alternatives must be at least 1, were %d and %d"
              .formatted(candidates, alternatives));
    }
  }

  /** 256 candidates, 1024 alternatives. */
  public static KnowledgeGradient standard() {
    return new KnowledgeGradient(256, 1024);
  }

  @Override
  public double[] values(View view, SplittableRandom random) {
    Outcome objective = view.objective();
    Joint joint = objective.requireJoint();
    int[] all = IntStream.range(0, view.rows()).toArray();
    int[] others = Shortlist.optimistic(objective, all, alternatives);
    int[] judged = Shortlist.optimistic(objective, view.selectable(), candidates);
    return view.selecting(judged)
        .scores(
            row -> {
              double variance = objective.deviations()[row] * objective.deviations()[row];
              double total = Math.sqrt(variance + objective.noise() * objective.noise());
              if (total == 0) {
                return 0;
              }
              double[] covariance = joint.covarianceWith(row);
              double[] slopes =
                  Arrays.stream(others).mapToDouble(j -> covariance[j] / total).toArray();
              return rise(objective, others, slopes);
            });
  }

  private static double rise(Outcome objective, int[] others, double[] slopes) {
    if (Window.wanted(objective.goal()).isPresent()) {
      double now = Arrays.stream(others).mapToDouble(objective::merit).max().orElseThrow();
      double sum = 0;
      for (double z : STRATUM) {
        double best = Double.NEGATIVE_INFINITY;
        for (int j = 0; j < others.length; j++) {
          double mean = objective.means()[others[j]] + z * slopes[j];
          best = Math.max(best, objective.goal().merit(mean));
        }
        sum += best - now;
      }
      return sum / STRATA;
    }
    // the sign of the slopes is that of z, which is symmetric
    double[] merits = Arrays.stream(others).mapToDouble(objective::merit).toArray();
    return UpperEnvelope.expectedRise(merits, slopes);
  }
}
