package io.athanor.acquisition.planner.acquisition;

import io.athanor.acquisition.planner.numeric.JointDraw;
import io.athanor.acquisition.planner.numeric.QuasiNormal;
import java.util.SplittableRandom;

/**
 * Draws of a property at a few rows, and the posterior of every row given each draw. With the
 * covariance of these rows K = L L' and V = L^-1 K(rows, all), draw z moves the mean of row i by
 * V_i . z and leaves it the variance s_i^2 - |V_i|^2 (Letham et al. 2019, "Constrained Bayesian
 * optimization with noisy experiments"). Costs O(m rows x (observations + m)) for m rows.
 */
final class IncumbentDraws {
  private final Outcome outcome;
  private final int[] rows;
  private final double[][] solved;
  private final double[] factor;
  private final double[][] normals;
  private final double[] deviations;

  /** Draws by quasi-Monte Carlo at distinct rows. */
  IncumbentDraws(Outcome outcome, int[] rows, int draws, SplittableRandom random) {
    this.outcome = outcome;
    this.rows = rows;
    int m = rows.length;
    Joint joint = outcome.requireJoint();
    this.solved = new double[m][];
    for (int k = 0; k < m; k++) {
      solved[k] = joint.covarianceWith(rows[k]);
    }
    double[] covariance = new double[m * m];
    for (int a = 0; a < m; a++) {
      for (int b = 0; b < m; b++) {
        covariance[a * m + b] = 0.5 * (solved[a][rows[b]] + solved[b][rows[a]]);
      }
    }
    this.factor = JointDraw.factor(covariance, m);
    this.normals = QuasiNormal.points(draws, m, random);
    this.deviations = solve(outcome.deviations());
  }

  private double[] solve(double[] before) {
    int m = rows.length;
    double[] variance = new double[before.length];
    for (int i = 0; i < variance.length; i++) {
      variance[i] = before[i] * before[i];
    }
    for (int a = 0; a < m; a++) {
      double[] row = solved[a];
      for (int b = 0; b < a; b++) {
        double weight = factor[a * m + b];
        double[] earlier = solved[b];
        for (int i = 0; i < row.length; i++) {
          row[i] -= weight * earlier[i];
        }
      }
      double inverse = 1 / factor[a * m + a];
      for (int i = 0; i < row.length; i++) {
        row[i] *= inverse;
        variance[i] -= row[i] * row[i];
      }
    }
    for (int i = 0; i < variance.length; i++) {
      variance[i] = Math.sqrt(Math.max(0, variance[i]));
    }
    return variance;
  }

  /** Merits at the drawn rows, in their order. */
  double[] merits(int draw) {
    int m = rows.length;
    double[] merits = new double[m];
    for (int a = 0; a < m; a++) {
      double value = outcome.means()[rows[a]];
      for (int b = 0; b <= a; b++) {
        value += factor[a * m + b] * normals[draw][b];
      }
      merits[a] = outcome.goal().merit(value);
    }
    return merits;
  }

  /** Mean at any row, given a draw. */
  double mean(int row, int draw) {
    double mean = outcome.means()[row];
    for (int k = 0; k < rows.length; k++) {
      mean += solved[k][row] * normals[draw][k];
    }
    return mean;
  }

  /** Standard deviation at any row, given the values at the drawn rows. */
  double deviation(int row) {
    return deviations[row];
  }
}
