package io.athanor.acquisition.planner.posterior;

import io.athanor.acquisition.planner.objective.TargetTransform;
import io.athanor.acquisition.planner.space.FeatureMatrix;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.Function;

/**
 * Any model with Student-t noise in place of normal noise, so that a gross error of measurement
 * does not bend it: expectation-maximisation over the precision of each value, whose expectation
 * given a residual r with variance v is w = (nu + 1) / (nu + (r^2 + v) / s2) (Jylanki, Vanhatalo
 * and Vehtari 2011; Lange, Little and Taylor 1989). The model behind it sees s2 (1/w - 1) as known
 * extra variance. The first round takes every value for half noise, lest the model bend to what it
 * should judge. Costs {@value #ROUNDS} fits at the observed rows for each change of the
 * observations.
 */
public final class RobustModel implements CandidateModel {
  private static final double DEGREES = 4;
  private static final int ROUNDS = 6;
  private static final double FARTHEST = 6;
  private static final double LEAST_SHARE = 1e-4;
  // median of a squared Student-t with 4 degrees of freedom
  private static final double MEDIAN_OF_SQUARE = 0.5487;
  // squared ratio of the 95 % quantiles of that and of a normal: a normal of this deviation has the
  // same central 90 %
  private static final double NORMAL_EQUIVALENT = 1.6797;
  private static final int SCALE_STEPS = 20;

  private final FeatureMatrix candidates;
  private final Function<FeatureMatrix, CandidateModel> family;
  private CandidateModel model;
  private double scatter;
  private double[] weights = {};

  /**
   * Over candidates.
   *
   * @param family a new model of normal noise over any rows; it must take known variances
   */
  public RobustModel(FeatureMatrix candidates, Function<FeatureMatrix, CandidateModel> family) {
    this.candidates = candidates;
    this.family = family;
    this.model = family.apply(candidates);
  }

  @Override
  public void observe(FeatureMatrix observed, double[] values, double[] variances) {
    KnownNoise.check(values, variances);
    int n = values.length;
    double spread = variance(values);
    double[] extra = new double[n];
    Arrays.fill(extra, spread);
    weights = new double[n];
    Arrays.fill(weights, 1);
    double[] kept = values.clone();
    double noise = spread;
    for (int round = 0; round < ROUNDS && n > 2 && spread > 0; round++) {
      CandidateModel at = family.apply(observed);
      at.observe(observed, kept, sum(variances, extra));
      double[] mean = at.mean();
      double[] deviation = at.deviation();
      double[] squares = new double[n];
      for (int i = 0; i < n; i++) {
        mean[i] = at.transform().toObjective(mean[i]);
        double own = deviation[i] * at.transform().scale();
        squares[i] = (values[i] - mean[i]) * (values[i] - mean[i]) + own * own;
      }
      noise = Math.max(scale(squares), LEAST_SHARE * spread);
      for (int i = 0; i < n; i++) {
        weights[i] = (DEGREES + 1) / (DEGREES + squares[i] / noise);
        extra[i] = noise * Math.max(0, 1 / weights[i] - 1);
        // a value of no weight must not set the scale of the others either
        double reach = FARTHEST * Math.sqrt(noise);
        kept[i] = Math.min(mean[i] + reach, Math.max(mean[i] - reach, values[i]));
      }
    }
    scatter = n > 2 ? noise * NORMAL_EQUIVALENT : 0;
    model = family.apply(candidates);
    model.observe(observed, kept, spread > 0 && n > 2 ? sum(variances, extra) : variances);
  }

  /** Expected precision of each value relative to the common one: about 1, near 0 for outliers. */
  public double[] weights() {
    return weights.clone();
  }

  /** The noise of a value that is no outlier: the scale of the Student-t by its own recursion. */
  private static double scale(double[] squares) {
    double[] sorted = squares.clone();
    Arrays.sort(sorted);
    double noise = Math.max(sorted[sorted.length / 2] / MEDIAN_OF_SQUARE, Double.MIN_NORMAL);
    for (int step = 0; step < SCALE_STEPS; step++) {
      double sum = 0;
      for (double square : squares) {
        sum += (DEGREES + 1) / (DEGREES + square / noise) * square;
      }
      noise = Math.max(sum / squares.length, Double.MIN_NORMAL);
    }
    return noise;
  }

  @Override
  public void await(FeatureMatrix source, int row) {
    model.await(source, row);
  }

  @Override
  public TargetTransform transform() {
    return model.transform();
  }

  @Override
  public double[] mean() {
    return model.mean();
  }

  @Override
  public double[] deviation() {
    return model.deviation();
  }

  @Override
  public double noise() {
    // of one more measurement, which may be an outlier too
    return scatter > 0 ? Math.sqrt(scatter) / model.transform().scale() : model.noise();
  }

  @Override
  public double[] covarianceWith(int candidate) {
    return model.covarianceWith(candidate);
  }

  @Override
  public double[] sample(int[] chosen, SplittableRandom random) {
    return model.sample(chosen, random);
  }

  @Override
  public double[][] samples(int[] chosen, int count, SplittableRandom random) {
    return model.samples(chosen, count, random);
  }

  private static double[] sum(double[] a, double[] b) {
    double[] sum = a.clone();
    for (int i = 0; i < sum.length; i++) {
      sum[i] += b[i];
    }
    return sum;
  }

  private static double variance(double[] values) {
    double mean = Arrays.stream(values).average().orElse(0);
    double sum = 0;
    for (double value : values) {
      sum += (value - mean) * (value - mean);
    }
    return values.length == 0 ? 0 : sum / values.length;
  }
}
