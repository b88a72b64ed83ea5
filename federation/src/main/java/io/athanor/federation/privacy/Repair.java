package io.athanor.federation.privacy;

import io.athanor.federation.head.SufficientStatistics;

/**
 * Sums that noise has made those of no records, brought back: it sees only what was released, so it
 * costs no privacy. Negative eigenvalues of A become zero (Jacobi's method), and so do a negative
 * count and negative squares.
 */
public final class Repair {
  private static final int SWEEPS = 30;
  private static final double CONVERGED = 1e-24;

  private Repair() {}

  /**
   * The same, and with as much added to the diagonal of A as the noise is strong in any direction,
   * so that no direction is believed that noise alone can have made (after Wang 2018, AdaSSP).
   *
   * @param terms of the round that they come from
   */
  public static SufficientStatistics of(SufficientStatistics sums, PrivacyTerms terms) {
    SufficientStatistics repaired = of(sums);
    int d = sums.features();
    // the edge of the spectrum of a symmetric Gaussian matrix is twice its deviation times sqrt(d)
    double ridge = 2 * GaussianMechanism.gramDeviation(terms) * Math.sqrt(d);
    double[] precision = repaired.precision().clone();
    for (int i = 0, at = 0; i < d; at += d - i, i++) {
      precision[at] += ridge;
    }
    return new SufficientStatistics(
        precision, repaired.cross(), repaired.squares(), repaired.count());
  }

  /** The nearest sums with a positive semidefinite A. */
  public static SufficientStatistics of(SufficientStatistics sums) {
    int d = sums.features();
    double[][] a = new double[d][d];
    for (int i = 0, at = 0; i < d; i++) {
      for (int j = i; j < d; j++, at++) {
        a[i][j] = sums.precision()[at];
        a[j][i] = a[i][j];
      }
    }
    double[][] vectors = diagonalize(a);
    double[] packed = new double[sums.precision().length];
    for (int k = 0; k < d; k++) {
      double value = Math.max(0, a[k][k]);
      for (int i = 0, at = 0; i < d; i++) {
        for (int j = i; j < d; j++, at++) {
          packed[at] += value * vectors[i][k] * vectors[j][k];
        }
      }
    }
    return new SufficientStatistics(
        packed, sums.cross(), Math.max(0, sums.squares()), Math.max(0, sums.count()));
  }

  private static double[][] diagonalize(double[][] a) {
    int d = a.length;
    double[][] vectors = new double[d][d];
    double scale = 0;
    for (int i = 0; i < d; i++) {
      vectors[i][i] = 1;
      for (double each : a[i]) {
        scale += each * each;
      }
    }
    for (int sweep = 0; sweep < SWEEPS && offDiagonal(a) > CONVERGED * scale; sweep++) {
      for (int p = 0; p < d; p++) {
        for (int q = p + 1; q < d; q++) {
          rotate(a, vectors, p, q);
        }
      }
    }
    return vectors;
  }

  private static double offDiagonal(double[][] a) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      for (int j = i + 1; j < a.length; j++) {
        sum += a[i][j] * a[i][j];
      }
    }
    return sum;
  }

  private static void rotate(double[][] a, double[][] vectors, int p, int q) {
    if (a[p][q] == 0) {
      return;
    }
    double theta = (a[q][q] - a[p][p]) / (2 * a[p][q]);
    double t = Math.copySign(1, theta) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
    double c = 1 / Math.sqrt(t * t + 1);
    double s = t * c;
    for (int k = 0; k < a.length; k++) {
      double kp = a[k][p];
      double kq = a[k][q];
      a[k][p] = c * kp - s * kq;
      a[k][q] = s * kp + c * kq;
    }
    for (int k = 0; k < a.length; k++) {
      double pk = a[p][k];
      double qk = a[q][k];
      a[p][k] = c * pk - s * qk;
      a[q][k] = s * pk + c * qk;
      double kp = vectors[k][p];
      double kq = vectors[k][q];
      vectors[k][p] = c * kp - s * kq;
      vectors[k][q] = s * kp + c * kq;
    }
  }
}
