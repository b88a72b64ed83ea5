package io.athanor.acquisition.analysis.fork;

import io.athanor.acquisition.planner.posterior.Covariance;
import io.athanor.acquisition.planner.space.FeatureMatrix;
import java.util.ArrayList;
import java.util.List;

/**
 * A Gaussian process that is drawn from point by point: with L L' the covariance of all points so
 * far, a function value is row i of L times independent normals, the first n of which the
 * observations fix. So one factorisation serves every draw, and a draw can be asked about points
 * that nobody thought of before it began. Immutable but for {@link Draw}s, which belong to one
 * caller.
 */
final class JointField {
  private static final double LEAST_SHARE = 1e-10;

  private final Covariance covariance;
  private final List<Site> sites = new ArrayList<>();
  private final List<double[]> rows = new ArrayList<>();
  private final double[] fixed;

  /** Where the function is known or asked about. */
  private record Site(FeatureMatrix features, int row) {}

  /**
   * Conditioned on values.
   *
   * @param targets by row of {@code observed}
   * @param variances of the targets, the common noise included
   */
  JointField(Covariance covariance, FeatureMatrix observed, double[] targets, double[] variances) {
    this.covariance = covariance;
    this.fixed = new double[targets.length];
    for (int i = 0; i < targets.length; i++) {
      double[] row = append(sites, rows, new Site(observed, i), variances[i]);
      double sum = targets[i];
      for (int j = 0; j < i; j++) {
        sum -= row[j] * fixed[j];
      }
      fixed[i] = sum / row[i];
    }
  }

  /** Adds places that every draw will have a value for, without noise. */
  void reach(FeatureMatrix places) {
    for (int i = 0; i < places.rows(); i++) {
      append(sites, rows, new Site(places, i), 0);
    }
  }

  /**
   * Posterior at a place.
   *
   * @param mean of the noise-free function
   * @param deviation of the noise-free function
   */
  record Moments(double mean, double deviation) {}

  Moments at(FeatureMatrix places, int row) {
    double[] solved = solve(sites.subList(0, fixed.length), rows, new Site(places, row));
    double mean = 0;
    double variance = covariance.between(places, row, places, row);
    for (int j = 0; j < fixed.length; j++) {
      mean += solved[j] * fixed[j];
      variance -= solved[j] * solved[j];
    }
    return new Moments(mean, Math.sqrt(Math.max(0, variance)));
  }

  /**
   * What each observation is expected to be by all others: mean and deviation, noise included.
   * Leave-one-out by the inverse of the factor (Rasmussen and Williams 2006, eq. 5.12).
   */
  Moments[] leaveOneOut(double[] targets) {
    int n = fixed.length;
    double[] inverseDiagonal = new double[n];
    double[] alpha = new double[n];
    double[] column = new double[n];
    for (int c = 0; c < n; c++) {
      // column c of the inverse of the factor
      for (int i = c; i < n; i++) {
        double sum = i == c ? 1 : 0;
        for (int j = c; j < i; j++) {
          sum -= rows.get(i)[j] * column[j];
        }
        column[i] = sum / rows.get(i)[i];
        inverseDiagonal[c] += column[i] * column[i];
        alpha[c] += column[i] * fixed[i];
      }
    }
    Moments[] moments = new Moments[n];
    for (int i = 0; i < n; i++) {
      moments[i] =
          new Moments(
              targets[i] - alpha[i] / inverseDiagonal[i], Math.sqrt(1 / inverseDiagonal[i]));
    }
    return moments;
  }

  /** A function drawn from the posterior. */
  final class Draw {
    private final NormalSource normals;
    private final List<Site> further = new ArrayList<>();
    private final List<double[]> furtherRows = new ArrayList<>();
    private final double[] known;
    private final List<Double> more = new ArrayList<>();

    /** One more independent standard normal. */
    interface NormalSource {
      double next();
    }

    /** Draws at all places within reach. */
    Draw(NormalSource normals) {
      this.normals = normals;
      this.known = new double[rows.size() - fixed.length];
      for (int i = 0; i < known.length; i++) {
        known[i] = normals.next();
      }
    }

    /** The value at the i-th place within reach: posterior mean, and what the draw adds to it. */
    double[] at(int place) {
      return value(rows.get(fixed.length + place));
    }

    /** The value at any further place, given all that the draw has said so far. */
    double[] at(FeatureMatrix features, int row) {
      List<Site> all = new ArrayList<>(sites);
      all.addAll(further);
      List<double[]> factor = new ArrayList<>(rows);
      factor.addAll(furtherRows);
      Site site = new Site(features, row);
      double[] next = append(all, factor, site, 0);
      further.add(site);
      furtherRows.add(next);
      more.add(normals.next());
      return value(next);
    }

    private double[] value(double[] row) {
      double mean = 0;
      double drawn = 0;
      int base = fixed.length;
      for (int j = 0; j < row.length; j++) {
        if (j < base) {
          mean += row[j] * fixed[j];
        } else if (j < base + known.length) {
          drawn += row[j] * known[j - base];
        } else {
          drawn += row[j] * more.get(j - base - known.length);
        }
      }
      return new double[] {mean, drawn};
    }
  }

  private double[] append(List<Site> before, List<double[]> factor, Site site, double noise) {
    double[] solved = solve(before, factor, site);
    int n = before.size();
    double[] row = new double[n + 1];
    double own = covariance.between(site.features, site.row, site.features, site.row);
    double remaining = own + noise;
    for (int j = 0; j < n; j++) {
      row[j] = solved[j];
      remaining -= solved[j] * solved[j];
    }
    row[n] = Math.sqrt(Math.max(remaining, LEAST_SHARE * own));
    before.add(site);
    factor.add(row);
    return row;
  }

  private double[] solve(List<Site> before, List<double[]> factor, Site site) {
    double[] solved = new double[before.size()];
    for (int j = 0; j < solved.length; j++) {
      double[] other = factor.get(j);
      Site known = before.get(j);
      double sum = covariance.between(site.features, site.row, known.features, known.row);
      for (int k = 0; k < j; k++) {
        sum -= solved[k] * other[k];
      }
      solved[j] = sum / other[j];
    }
    return solved;
  }
}
