package io.athanor.acquisition.planner.posterior;

import io.athanor.acquisition.planner.numeric.NormalMath;
import io.athanor.acquisition.planner.space.FeatureMatrix;
import java.util.Arrays;

/**
 * Probability that an experiment succeeds at all, learned from those that did and those that
 * failed: a Gaussian process behind a probit link ({@link ProbitPosterior}; Rasmussen and Williams
 * 2006, eq. 3.82). Length scale and variance are those of a small fixed grid with the highest
 * evidence, so that a handful of failures cannot make it overconfident. Fitting costs some O(n^3)
 * sweeps for each point of the grid, a prediction O(n^2). Not thread-safe.
 */
public final class FeasibilityModel {
  private static final double[] RELATIVE_LENGTHS = {0.25, 0.5, 1, 2};
  private static final double[] SIGNALS = {1, 6};
  private static final double BIAS = 1;

  private final FeatureMatrix candidates;
  private final double[] relativeLengths;
  private final double[] signals;
  private FeatureMatrix observed;
  private Fit best;

  /** Before any outcome: even chances everywhere. */
  public FeasibilityModel(FeatureMatrix candidates) {
    this(candidates, RELATIVE_LENGTHS, SIGNALS);
  }

  /** With a grid of one's own: lengths in units of the median distance between observed rows. */
  FeasibilityModel(FeatureMatrix candidates, double[] relativeLengths, double[] signals) {
    this.candidates = candidates;
    this.relativeLengths = relativeLengths.clone();
    this.signals = signals.clone();
  }

  private record Fit(double length, double signal, ProbitPosterior sites) {}

  /**
   * Learns from all outcomes so far.
   *
   * @param tried one row per experiment
   * @param succeeded whether it gave a value
   */
  public void observe(FeatureMatrix tried, boolean[] succeeded) {
    if (tried.rows() != succeeded.length) {
      throw new IllegalArgumentException(
          "succeeded: expected %d, one a row, got %d".formatted(tried.rows(), succeeded.length));
    }
    observed = tried;
    best = null;
    if (succeeded.length == 0) {
      return;
    }
    double unit = medianDistance(tried);
    double highest = Double.NEGATIVE_INFINITY;
    for (double relative : relativeLengths) {
      for (double signal : signals) {
        double length = relative * unit;
        ProbitPosterior sites = ProbitPosterior.fit(gram(length, signal), succeeded);
        if (sites.logEvidence() > highest) {
          highest = sites.logEvidence();
          best = new Fit(length, signal, sites);
        }
      }
    }
  }

  /** Log probability of success at every candidate, finite. */
  public double[] logProbability() {
    double[] logs = new double[candidates.rows()];
    for (int i = 0; i < logs.length; i++) {
      logs[i] = NormalMath.logDistribution(latent(i));
    }
    return logs;
  }

  /** Mean of the latent function over its spread and the link's: the probit of success. */
  private double latent(int candidate) {
    if (best == null) {
      return 0;
    }
    int n = observed.rows();
    double[] toObserved = new double[n];
    double mean = 0;
    for (int j = 0; j < n; j++) {
      toObserved[j] =
          covariance(
              best.length(), best.signal(), candidates.squaredDistance(candidate, observed, j));
      mean += toObserved[j] * best.sites().slopes()[j];
      toObserved[j] *= best.sites().roots()[j];
    }
    double explained = 0;
    double[] solved = best.sites().solveLower(toObserved);
    for (double each : solved) {
      explained += each * each;
    }
    return mean / Math.sqrt(1 + Math.max(0, best.signal() + BIAS - explained));
  }

  private double[] gram(double length, double signal) {
    int n = observed.rows();
    double[] gram = new double[n * n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        double entry = covariance(length, signal, observed.squaredDistance(i, observed, j));
        gram[i * n + j] = entry;
        gram[j * n + i] = entry;
      }
    }
    return gram;
  }

  private static double covariance(double length, double signal, double squaredDistance) {
    return BIAS + signal * Kernel.matern(Math.sqrt(squaredDistance) / length);
  }

  private static double medianDistance(FeatureMatrix rows) {
    double[] distances = new double[rows.rows() * (rows.rows() - 1) / 2];
    int count = 0;
    for (int i = 0; i < rows.rows(); i++) {
      for (int j = 0; j < i; j++) {
        double squared = rows.squaredDistance(i, rows, j);
        if (squared > 0) {
          distances[count++] = Math.sqrt(squared);
        }
      }
    }
    Arrays.sort(distances, 0, count);
    return count == 0 ? 1 : distances[count / 2];
  }
}
