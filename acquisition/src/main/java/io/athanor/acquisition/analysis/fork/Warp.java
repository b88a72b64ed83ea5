package io.athanor.acquisition.analysis.fork;

import java.util.Arrays;

/**
 * From outcomes to what a Gaussian process models: standardised, after a logarithm where that makes
 * outcomes that are all positive less skewed.
 *
 * @param logarithmic whether the logarithm is modelled
 * @param mean of what is standardised
 * @param scale of what is standardised, positive
 */
record Warp(boolean logarithmic, double mean, double scale) {
  private static final double SKEWED = 1;

  /** What suits these values. */
  static Warp of(double[] values) {
    Warp plain = standard(false, values);
    if (Arrays.stream(values).anyMatch(each -> each <= 0)) {
      return plain;
    }
    double[] logs = Arrays.stream(values).map(StrictMath::log).toArray();
    double skew = Math.abs(skewness(values));
    return skew > SKEWED && Math.abs(skewness(logs)) < skew / 2 ? standard(true, logs) : plain;
  }

  private static Warp standard(boolean logarithmic, double[] values) {
    double mean = Arrays.stream(values).average().orElse(0);
    double variance = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElse(0);
    double scale = Math.sqrt(variance);
    return new Warp(logarithmic, mean, scale > 0 ? scale : 1);
  }

  private static double skewness(double[] values) {
    Warp standard = standard(false, values);
    return Arrays.stream(values)
        .map(each -> (each - standard.mean) / standard.scale)
        .map(z -> z * z * z)
        .average()
        .orElse(0);
  }

  double apply(double value) {
    return ((logarithmic ? StrictMath.log(value) : value) - mean) / scale;
  }

  double inverse(double target) {
    double value = target * scale + mean;
    return logarithmic ? StrictMath.exp(value) : value;
  }

  /** Factor of a variance in outcomes; at the mean where the logarithm is modelled. */
  double squaredSlope() {
    double slope = logarithmic ? 1 / (StrictMath.exp(mean) * scale) : 1 / scale;
    return slope * slope;
  }

  String label() {
    return logarithmic ? "logarithms of" : "plain";
  }
}
