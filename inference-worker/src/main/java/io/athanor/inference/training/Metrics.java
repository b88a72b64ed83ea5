package io.athanor.inference.training;

import io.athanor.inference.model.PropertyEstimate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Held-out figures of one property in one input mode, in the property's unit.
 *
 * @param count labelled rows
 * @param mae mean absolute error
 * @param mad error of the best constant: mean absolute deviation from the mean
 * @param rmse root mean square error
 * @param nll mean Gaussian negative log-likelihood at the total deviation
 * @param coverage share of labels inside the 90 % interval
 * @param width mean width of that interval
 */
public record Metrics(
    int count, double mae, double mad, double rmse, double nll, double coverage, double width) {
  /** Deviations below this count as this in the likelihood: labels are rounded. */
  static final double FLOOR = 1e-3;

  static Metrics of(List<PropertyEstimate> estimates, double[] labels) {
    int count = labels.length;
    double mean = Arrays.stream(labels).average().orElseThrow();
    double absolute = 0;
    double constant = 0;
    double squared = 0;
    double likelihood = 0;
    double inside = 0;
    double width = 0;
    for (int row = 0; row < count; row++) {
      PropertyEstimate estimate = estimates.get(row);
      double error = labels[row] - estimate.mean();
      double deviation = Math.max(FLOOR, estimate.deviation());
      double score = error / deviation;
      absolute += Math.abs(error) / count;
      constant += Math.abs(labels[row] - mean) / count;
      squared += error * error / count;
      likelihood +=
          (0.5 * Math.log(2 * Math.PI * deviation * deviation) + 0.5 * score * score) / count;
      inside += labels[row] >= estimate.lower() && labels[row] <= estimate.upper() ? 1 : 0;
      width += (estimate.upper() - estimate.lower()) / count;
    }
    return new Metrics(
        count, absolute, constant, Math.sqrt(squared), likelihood, inside / count, width);
  }

  Map<String, Double> named(String prefix) {
    Map<String, Double> named = new LinkedHashMap<>();
    named.put(prefix + "count", (double) count);
    named.put(prefix + "mae", rounded(mae));
    named.put(prefix + "mad", rounded(mad));
    named.put(prefix + "rmse", rounded(rmse));
    named.put(prefix + "nll", rounded(nll));
    named.put(prefix + "coverage90", rounded(coverage));
    named.put(prefix + "width90", rounded(width));
    return named;
  }

  private static double rounded(double value) {
    return Math.round(value * 1e5) / 1e5;
  }
}
