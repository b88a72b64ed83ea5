package io.athanor.acquisition.planner.posterior;

import io.athanor.acquisition.planner.space.FeatureMatrix;
import java.util.Arrays;

/**
 * A {@link Kernel} with its hyperparameters filled in: the prior covariance of the noise-free
 * function between any two rows.
 */
public final class Covariance {
  private final double[] inverseScales;
  private final double signal;
  private final double linear;
  private final double noise;

  /** Of a kernel with these logarithms, for rows laid out as in {@code layout}. */
  public Covariance(Kernel kernel, double[] logs, FeatureMatrix layout) {
    inverseScales = new double[layout.columns()];
    Arrays.setAll(inverseScales, c -> StrictMath.exp(-logs[kernel.scaleOf(layout.groupOf(c))]));
    signal = StrictMath.exp(logs[kernel.signalIndex()]);
    noise = StrictMath.exp(logs[kernel.noiseIndex()]);
    linear = kernel.linear() ? StrictMath.exp(logs[kernel.linearIndex()]) : 0;
  }

  /** Between two rows. */
  public double between(FeatureMatrix a, int row, FeatureMatrix b, int otherRow) {
    double squared = 0;
    double product = 0;
    for (int c = 0; c < inverseScales.length; c++) {
      double left = a.at(row, c);
      double right = b.at(otherRow, c);
      double difference = (left - right) * inverseScales[c];
      squared += difference * difference;
      product += left * right;
    }
    return signal * Kernel.matern(Math.sqrt(squared)) + linear * product / inverseScales.length;
  }

  /** With every row of a matrix. */
  public double[] withAll(FeatureMatrix a, int row, FeatureMatrix b) {
    double[] all = new double[b.rows()];
    Arrays.setAll(all, i -> between(a, row, b, i));
    return all;
  }

  /** Variance of the noise of one observation. */
  public double noise() {
    return noise;
  }
}
