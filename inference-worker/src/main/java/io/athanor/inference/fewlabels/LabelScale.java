package io.athanor.inference.fewlabels;

import java.util.Arrays;

/**
 * Labels as the process sees them: of zero mean and unit deviation, of the logarithm or not.
 *
 * @param logarithmic whether logarithms are modelled
 * @param mean of the labels or their logarithms
 * @param deviation of the same, positive
 */
record LabelScale(boolean logarithmic, double mean, double deviation) {
  private static final double LEAST = 1e-9;

  static LabelScale of(double[] labels, boolean logarithmic) {
    double[] values = Arrays.stream(labels).map(each -> plain(each, logarithmic)).toArray();
    double mean = Arrays.stream(values).average().orElseThrow();
    double square =
        Arrays.stream(values).map(each -> (each - mean) * (each - mean)).average().orElseThrow();
    return new LabelScale(logarithmic, mean, Math.max(LEAST, Math.sqrt(square)));
  }

  private static double plain(double label, boolean logarithmic) {
    return logarithmic ? Math.log(label) : label;
  }

  double standard(double label) {
    return (plain(label, logarithmic) - mean) / deviation;
  }

  /** A label again: of a process's median the label's median. */
  double label(double standard) {
    double value = mean + deviation * standard;
    return logarithmic ? Math.exp(value) : value;
  }

  /** A small deviation about a place, in the label's unit. */
  double deviation(double standard, double spread) {
    return spread * deviation * (logarithmic ? label(standard) : 1);
  }
}
