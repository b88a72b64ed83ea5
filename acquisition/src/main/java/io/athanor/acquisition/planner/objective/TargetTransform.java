package io.athanor.acquisition.planner.objective;

import java.util.Arrays;

/**
 * From objective values to what the Gaussian process models: sign so that more is better, poor
 * values clipped below at median - 2 x 1.4826 x MAD, then standardised. Clipping keeps a few
 * terrible experiments from spending the model's smoothness on a region nobody wants. With a target
 * value the objective itself is modelled, unclipped, because its distance to the target has a kink
 * exactly where it matters.
 *
 * @param sign +1 or -1
 * @param floor lowest signed value kept
 * @param mean mean of the clipped signed values
 * @param scale standard deviation of the clipped signed values, 1 where they are all equal
 */
public record TargetTransform(double sign, double floor, double mean, double scale) {
  /** Leaves values as they are: what holds before the first one. */
  public static final TargetTransform NONE = new TargetTransform(1, Double.NEGATIVE_INFINITY, 0, 1);

  private static final double MAD_TO_STANDARD_DEVIATION = 1.4826;

  /** What the first {@code count} values come to; values in the objective's unit. */
  public static TargetTransform fit(Goal goal, double[] values, int count) {
    double sign = goal instanceof Goal.Minimize ? -1 : 1;
    double[] signed = new double[count];
    for (int i = 0; i < count; i++) {
      signed[i] = sign * values[i];
    }
    double floor = Double.NEGATIVE_INFINITY;
    if (goal.isDirected() && count > 2) {
      double median = median(signed);
      double[] deviations = new double[count];
      for (int i = 0; i < count; i++) {
        deviations[i] = Math.abs(signed[i] - median);
      }
      double spread = MAD_TO_STANDARD_DEVIATION * median(deviations);
      floor = spread > 0 ? median - 2 * spread : floor;
    }
    double sum = 0;
    for (double value : signed) {
      sum += Math.max(value, floor);
    }
    double mean = count == 0 ? 0 : sum / count;
    double squares = 0;
    for (double value : signed) {
      double centred = Math.max(value, floor) - mean;
      squares += centred * centred;
    }
    double deviation = count < 2 ? 0 : Math.sqrt(squares / count);
    return new TargetTransform(sign, floor, mean, deviation > 0 ? deviation : 1);
  }

  /** An objective value in transformed units. */
  public double apply(double value) {
    return (Math.max(sign * value, floor) - mean) / scale;
  }

  /** The first {@code count} values in transformed units. */
  public double[] apply(double[] values, int count) {
    double[] transformed = new double[count];
    for (int i = 0; i < count; i++) {
      transformed[i] = apply(values[i]);
    }
    return transformed;
  }

  /** A posterior mean back in the objective's own unit and direction. */
  public double toObjective(double transformed) {
    return sign * (transformed * scale + mean);
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : 0.5 * (sorted[middle - 1] + sorted[middle]);
  }
}
