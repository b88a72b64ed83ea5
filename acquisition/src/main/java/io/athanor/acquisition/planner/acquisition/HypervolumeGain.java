package io.athanor.acquisition.planner.acquisition;

import io.athanor.acquisition.planner.numeric.NormalMath;
import io.athanor.acquisition.planner.objective.Goal;
import java.util.Arrays;
import java.util.List;

/**
 * Log of the expected growth of a front's hypervolume by independent normals, exact for any number
 * of objectives: the sum over the free boxes of the products of E (min(merit, high) - low)+ =
 * EI(low) - EI(high), EI(t) being the expected improvement over t (the closed form of Emmerich et
 * al. 2011 and Yang et al. 2019). Summed in linear units scaled by the best possible value, or in
 * logarithms where that underflows.
 */
final class HypervolumeGain {
  private static final double UNDERFLOW = 1e-200;
  private static final double NARROW = 1e-4;
  private static final double LOG_SQRT_2PI = 0.5 * StrictMath.log(2 * Math.PI);

  private final double[][] levels;
  private final int[][] low;
  private final int[][] high;

  HypervolumeGain(FreeBoxes boxes, int objectives) {
    levels = new double[objectives][];
    int count = boxes.low().size();
    low = new int[count][objectives];
    high = new int[count][objectives];
    for (int k = 0; k < objectives; k++) {
      int at = k;
      double[] sorted =
          java.util.stream.Stream.concat(boxes.low().stream(), boxes.high().stream())
              .mapToDouble(corner -> corner[at])
              .sorted()
              .distinct()
              .toArray();
      levels[k] = sorted;
      for (int b = 0; b < count; b++) {
        low[b][k] = Arrays.binarySearch(sorted, boxes.low().get(b)[k]);
        high[b][k] = Arrays.binarySearch(sorted, boxes.high().get(b)[k]);
      }
    }
  }

  /** Log of the gain expected of independent objectives with these means and deviations. */
  double log(List<Outcome> objectives, double[] means, double[] deviations) {
    int m = levels.length;
    double[][] improvement = new double[m][];
    double[][] share = new double[m][];
    double scale = 0;
    for (int k = 0; k < m; k++) {
      int count = levels[k].length;
      improvement[k] = new double[count];
      share[k] = new double[count];
      for (int l = 0; l < count; l++) {
        improvement[k][l] =
            levels[k][l] == Double.POSITIVE_INFINITY
                ? Double.NEGATIVE_INFINITY
                : Improvement.log(objectives.get(k).goal(), means[k], deviations[k], levels[k][l]);
        share[k][l] = StrictMath.exp(improvement[k][l] - improvement[k][0]);
      }
      scale += improvement[k][0];
    }
    if (scale == Double.NEGATIVE_INFINITY) {
      return scale;
    }
    double sum = 0;
    for (int b = 0; b < low.length; b++) {
      double product = 1;
      for (int k = 0; k < m; k++) {
        product *= share[k][low[b][k]] - share[k][high[b][k]];
      }
      sum += product;
    }
    if (sum > UNDERFLOW) {
      return scale + StrictMath.log(sum);
    }
    return inLogs(objectives, means, deviations, improvement);
  }

  private double inLogs(
      List<Outcome> objectives, double[] means, double[] deviations, double[][] improvement) {
    double[] logs = new double[low.length];
    for (int b = 0; b < low.length; b++) {
      for (int k = 0; k < levels.length; k++) {
        double from = improvement[k][low[b][k]];
        double to = improvement[k][high[b][k]];
        double width = levels[k][high[b][k]] - levels[k][low[b][k]];
        logs[b] +=
            from == Double.NEGATIVE_INFINITY || to == Double.NEGATIVE_INFINITY
                ? from
                : difference(
                    objectives.get(k).goal(),
                    means[k],
                    deviations[k],
                    from,
                    to,
                    width,
                    levels[k][low[b][k]]);
      }
    }
    return LogSum.exp(logs);
  }

  private static double difference(
      Goal goal,
      double mean,
      double deviation,
      double from,
      double to,
      double width,
      double level) {
    double u = deviation == 0 ? 0 : (goal.merit(mean) - level - 0.5 * width) / deviation;
    double narrow = deviation == 0 ? 1 : width / deviation * (1 + Math.abs(u));
    if (narrow > NARROW || Window.wanted(goal).isPresent()) {
      return from + NormalMath.log1mexp(Math.min(to - from, -Double.MIN_NORMAL));
    }
    double probability = NormalMath.logDistribution(u);
    double ratio = u * StrictMath.exp(-0.5 * u * u - LOG_SQRT_2PI - probability);
    double w = width / deviation;
    return StrictMath.log(width) + probability + StrictMath.log1p(-ratio * w * w / 24);
  }
}
