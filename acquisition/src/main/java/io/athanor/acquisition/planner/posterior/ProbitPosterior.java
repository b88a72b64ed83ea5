package io.athanor.acquisition.planner.posterior;

import io.athanor.acquisition.planner.numeric.NormalMath;
import java.util.Arrays;

/**
 * A Gaussian process behind a probit link by expectation propagation (Minka 2001; Rasmussen and
 * Williams 2006, algorithms 3.5 and 3.6): each success or failure is replaced by the normal site
 * that gives the marginal the same mean and variance. A sweep over all sites costs O(n^3).
 *
 * @param slopes weights of the prior covariances in the mean of a further latent value
 * @param roots square roots of the sites' precisions
 * @param factor lower Cholesky factor of I + S^1/2 K S^1/2, row-major
 * @param logEvidence approximate log probability of the labels
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, only read
record ProbitPosterior(double[] slopes, double[] roots, double[] factor, double logEvidence) {
  private static final int MOST_SWEEPS = 30;
  private static final double CONVERGED = 1e-4;
  private static final double LEAST_PRECISION = 1e-10;
  private static final double LOG_SQRT_2PI = 0.5 * StrictMath.log(2 * Math.PI);

  /** L^-1 times a vector. */
  double[] solveLower(double[] right) {
    double[] solved = right.clone();
    int n = solved.length;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        solved[i] -= factor[i * n + j] * solved[j];
      }
      solved[i] /= factor[i * n + i];
    }
    return solved;
  }

  /**
   * Fits the sites.
   *
   * @param gram prior covariance of the latent values, row-major
   * @param labels whether each is a success
   */
  static ProbitPosterior fit(double[] gram, boolean[] labels) {
    Sites sites = new Sites(gram, labels);
    double moved = Double.POSITIVE_INFINITY;
    for (int sweep = 0; sweep < MOST_SWEEPS && moved > CONVERGED; sweep++) {
      moved = 0;
      for (int i = 0; i < labels.length; i++) {
        moved = Math.max(moved, sites.update(i));
      }
      sites.refresh();
    }
    return sites.posterior();
  }

  /** The state of the recursion. */
  private static final class Sites {
    private final int n;
    private final double[] gram;
    private final boolean[] labels;
    private final double[] precision;
    private final double[] shift;
    private final double[] cavityPrecision;
    private final double[] cavityShift;
    private final double[] logMass;
    private final double[] factor;
    private double[] covariance;
    private double[] mean;

    Sites(double[] gram, boolean[] labels) {
      this.n = labels.length;
      this.gram = gram;
      this.labels = labels;
      this.precision = new double[n];
      this.shift = new double[n];
      this.cavityPrecision = new double[n];
      this.cavityShift = new double[n];
      this.logMass = new double[n];
      this.factor = new double[n * n];
      this.covariance = gram.clone();
      this.mean = new double[n];
    }

    private void cavity(int i) {
      double variance = covariance[i * n + i];
      cavityPrecision[i] = Math.max(1 / variance - precision[i], LEAST_PRECISION);
      cavityShift[i] = mean[i] / variance - shift[i];
      double sign = labels[i] ? 1 : -1;
      double left = 1 / cavityPrecision[i];
      logMass[i] = NormalMath.logDistribution(sign * cavityShift[i] * left / Math.sqrt(1 + left));
    }

    double update(int i) {
      cavity(i);
      double sign = labels[i] ? 1 : -1;
      double left = 1 / cavityPrecision[i];
      double spread = Math.sqrt(1 + left);
      double centre = cavityShift[i] * left;
      double z = sign * centre / spread;
      double ratio = StrictMath.exp(-0.5 * z * z - LOG_SQRT_2PI - logMass[i]);
      double newMean = centre + sign * left * ratio / spread;
      double newVariance = left - left * left * ratio * (z + ratio) / (1 + left);
      double change = Math.max(1 / newVariance - cavityPrecision[i], 0) - precision[i];
      precision[i] += change;
      double shifted = newMean / newVariance - cavityShift[i] - shift[i];
      shift[i] += shifted;
      double[] column = Arrays.copyOfRange(covariance, i * n, (i + 1) * n);
      double weight = change / (1 + change * column[i]);
      double step = shifted - weight * (mean[i] + shifted * column[i]);
      for (int a = 0; a < n; a++) {
        double scaled = weight * column[a];
        for (int b = 0; b < n; b++) {
          covariance[a * n + b] -= scaled * column[b];
        }
        mean[a] += step * column[a];
      }
      return Math.abs(change);
    }

    /** The covariance from the sites, for rank-one changes gather rounding errors. */
    void refresh() {
      for (int i = 0; i < n; i++) {
        for (int j = 0; j <= i; j++) {
          double sum =
              Math.sqrt(precision[i]) * gram[i * n + j] * Math.sqrt(precision[j])
                  + (i == j ? 1 : 0);
          for (int k = 0; k < j; k++) {
            sum -= factor[i * n + k] * factor[j * n + k];
          }
          factor[i * n + j] = i == j ? Math.sqrt(sum) : sum / factor[j * n + j];
        }
      }
      double[] solved = new double[n * n];
      covariance = gram.clone();
      for (int i = 0; i < n; i++) {
        for (int c = 0; c < n; c++) {
          double sum = Math.sqrt(precision[i]) * gram[i * n + c];
          for (int j = 0; j < i; j++) {
            sum -= factor[i * n + j] * solved[j * n + c];
          }
          solved[i * n + c] = sum / factor[i * n + i];
        }
        for (int a = 0; a < n; a++) {
          for (int b = 0; b < n; b++) {
            covariance[a * n + b] -= solved[i * n + a] * solved[i * n + b];
          }
        }
      }
      mean = times(covariance, shift);
    }

    ProbitPosterior posterior() {
      double evidence = 0;
      double[] slopes = new double[n];
      double[] roots = new double[n];
      for (int i = 0; i < n; i++) {
        cavity(i);
        double total = cavityPrecision[i] + precision[i];
        double relative = precision[i] / cavityPrecision[i];
        evidence +=
            logMass[i]
                - StrictMath.log(factor[i * n + i])
                + 0.5 * StrictMath.log1p(relative)
                + 0.5 * shift[i] * mean[i]
                - 0.5 * shift[i] * shift[i] / total
                + 0.5 * cavityShift[i] * (relative * cavityShift[i] - 2 * shift[i]) / total;
        // K^-1 times the posterior mean, without inverting K
        slopes[i] = shift[i] - precision[i] * mean[i];
        roots[i] = Math.sqrt(precision[i]);
      }
      return new ProbitPosterior(slopes, roots, factor, evidence);
    }

    private double[] times(double[] matrix, double[] vector) {
      double[] product = new double[n];
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          product[i] += matrix[i * n + j] * vector[j];
        }
      }
      return product;
    }
  }
}
