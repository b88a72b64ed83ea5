package io.athanor.acquisition.planner.acquisition;

import io.athanor.acquisition.planner.numeric.NormalMath;
import java.util.Arrays;
import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Expected rise of the best posterior mean by one noisy measurement at a row, in the objective's
 * unit: E max_j (m_j + z c_ij / sqrt(s_i^2 + noise^2)) - max_j m_j (Frazier, Powell and Dayanik
 * 2009). Exact over the alternatives j, the rows with the highest mean + 3 deviations, observed or
 * not; a lower bound where there are more rows than these. Where a window or a target is wanted,
 * m_j is the mean of the merit given what will then be known, and the expectation over z a
 * trapezoidal sum in steps of 1/8. Costs O(rows x observations) per candidate: candidates are cut
 * to a shortlist by the same bound.
 *
 * @param candidates most rows that are judged
 * @param alternatives most rows that may hold the best mean
 */
public record KnowledgeGradient(int candidates, int alternatives) implements AcquisitionFunction {
  private static final int NODES = 48;
  private static final double STEP = 0.125;

  /** Checks the numbers. */
  public KnowledgeGradient {
    if (candidates < 1 || alternatives < 1) {
      throw new IllegalArgumentException(
          "candidates and alternatives must be at least 1, were %d and %d"
              .formatted(candidates, alternatives));
    }
  }

  /** 128 candidates, 512 alternatives. */
  public static KnowledgeGradient standard() {
    return new KnowledgeGradient(128, 512);
  }

  @Override
  public double[] values(View view, SplittableRandom random) {
    Outcome objective = view.objective();
    Joint joint = objective.requireJoint();
    int[] all = IntStream.range(0, view.rows()).toArray();
    int[] others = byMerit(objective, Shortlist.optimistic(objective, all, alternatives));
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

  private static int[] byMerit(Outcome objective, int[] rows) {
    double[] merits = new double[objective.means().length];
    for (int row : rows) {
      merits[row] = objective.expectedMerit(row);
    }
    return Arrays.stream(rows)
        .boxed()
        .sorted(Comparator.<Integer>comparingDouble(row -> -merits[row]).thenComparing(row -> row))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private static double rise(Outcome objective, int[] others, double[] slopes) {
    if (Window.wanted(objective.goal()).isPresent()) {
      return riseByNodes(objective, others, slopes);
    }
    // the sign of the slopes is that of z, which is symmetric
    double[] merits = Arrays.stream(others).mapToDouble(objective::merit).toArray();
    return UpperEnvelope.expectedRise(merits, slopes);
  }

  private static double riseByNodes(Outcome objective, int[] others, double[] slopes) {
    double[] left = new double[others.length];
    for (int j = 0; j < others.length; j++) {
      double deviation = objective.deviations()[others[j]];
      left[j] = Math.sqrt(Math.max(0, deviation * deviation - slopes[j] * slopes[j]));
    }
    double now = objective.expectedMerit(others[0]);
    double sum = 0;
    double weights = 0;
    for (int node = -NODES; node <= NODES; node++) {
      double z = node * STEP;
      double best = Double.NEGATIVE_INFINITY;
      for (int j = 0; j < others.length; j++) {
        double mean = objective.means()[others[j]] + z * slopes[j];
        // a distance is concave: its mean is at most that of the mean, which is cheap
        if (objective.goal().merit(mean) > best) {
          best = Math.max(best, Outcome.expectedMerit(objective.goal(), mean, left[j]));
        }
      }
      double weight = NormalMath.density(z);
      sum += weight * (best - now);
      weights += weight;
    }
    return sum / weights;
  }
}
