package io.athanor.acquisition.planner.posterior;

import io.athanor.acquisition.planner.numeric.Lbfgs;
import io.athanor.acquisition.planner.space.FeatureMatrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Gaussian process posterior over a fixed list of candidates, grown one observation at a time. Row
 * i of the triangular solve V = L^-1 k(observed, candidates) is kept, so a further point costs O(n
 * x candidates) and gives the same bits as starting over. A pending experiment is a point without a
 * value: it narrows the variance exactly and leaves the mean alone. Not thread-safe: owned by one
 * caller.
 */
public final class GaussianProcess {
  private final Kernel kernel;
  private final FeatureMatrix candidates;
  private final double[] weights;
  private final double signal;
  private final double noise;
  private final double linear;
  private final List<double[]> points = new ArrayList<>();
  private final GrowingFactor factor = new GrowingFactor();
  private final double[][] pointColumns;
  private final CandidateSolves.Prior prior;
  private final CandidateSolves solves;

  /**
   * Before any observation.
   *
   * @param logs hyperparameters as {@link Kernel} lays them out
   */
  public GaussianProcess(Kernel kernel, double[] logs, FeatureMatrix candidates) {
    this.kernel = kernel;
    this.candidates = candidates;
    this.signal = StrictMath.exp(logs[kernel.signalIndex()]);
    this.noise = StrictMath.exp(logs[kernel.noiseIndex()]);
    this.linear = kernel.linear() ? StrictMath.exp(logs[kernel.linearIndex()]) : 0;
    this.weights = new double[candidates.columns()];
    this.pointColumns = new double[weights.length][8];
    for (int c = 0; c < weights.length; c++) {
      weights[c] = StrictMath.exp(-logs[kernel.scaleOf(candidates.groupOf(c))]);
    }
    this.prior = columns(candidates);
    this.solves = new CandidateSolves(candidates, prior);
  }

  /** The same hyperparameters over other candidates. */
  private GaussianProcess(GaussianProcess known, FeatureMatrix candidates) {
    this.kernel = known.kernel;
    this.candidates = candidates;
    this.signal = known.signal;
    this.noise = known.noise;
    this.linear = known.linear;
    this.weights = known.weights;
    this.pointColumns = new double[weights.length][8];
    this.prior = columns(candidates);
    this.solves = new CandidateSolves(candidates, prior);
  }

  /**
   * The same posterior at other rows. Where they are among the candidates the bits are the same if
   * both keep V in double precision, and else as near as single precision is. Costs O(rows x
   * points^2): the factor is at hand.
   */
  public GaussianProcess over(FeatureMatrix rows) {
    GaussianProcess over = new GaussianProcess(this, rows);
    over.points.addAll(points);
    over.factor.copy(factor);
    Arrays.setAll(over.pointColumns, c -> pointColumns[c].clone());
    over.solves.append(over.prior, over.points, over.factor.rows());
    return over;
  }

  /** With the same hyperparameters, before any point. */
  GaussianProcess blank(FeatureMatrix rows) {
    return new GaussianProcess(this, rows);
  }

  /**
   * Maximum a posteriori hyperparameters from a starting point; the logarithms {@link Kernel} lays
   * out.
   */
  public static double[] fit(
      Kernel kernel,
      FeatureMatrix observed,
      double[] targets,
      List<double[]> starts,
      int iterations) {
    return fit(kernel, observed, targets, new double[targets.length], starts, iterations);
  }

  /** The same with known variances of the targets, in squared target units. */
  public static double[] fit(
      Kernel kernel,
      FeatureMatrix observed,
      double[] targets,
      double[] variances,
      List<double[]> starts,
      int iterations) {
    double[] low = new double[kernel.size()];
    double[] high = new double[kernel.size()];
    for (int i = 0; i < low.length; i++) {
      low[i] = kernel.lowest(i);
      high[i] = kernel.highest(i);
    }
    LogPosterior objective = new LogPosterior(kernel, observed, targets, variances);
    Lbfgs.Minimum best = null;
    for (double[] start : starts) {
      Lbfgs.Minimum minimum = Lbfgs.minimise(objective, start, low, high, iterations);
      if (best == null || minimum.value() < best.value()) {
        best = minimum;
      }
    }
    return best == null ? kernel.defaults() : best.point();
  }

  /** Number of points the posterior is conditioned on, pending ones included. */
  public int size() {
    return points.size();
  }

  /** Conditions on a point at these features; its value comes later, through {@link #mean}. */
  public void append(FeatureMatrix source, int row) {
    append(source, row, 0);
  }

  /**
   * Conditions on a point whose value has an error of its own.
   *
   * @param knownVariance variance of the value on top of the common noise, in squared target units
   */
  public void append(FeatureMatrix source, int row, double knownVariance) {
    grow(source, row, knownVariance);
    solves.append(prior, points, factor.rows());
  }

  /**
   * Conditions on all rows from the first not yet conditioned on, with the bits of one at a time.
   *
   * @param knownVariances by row, of the values on top of the common noise
   */
  public void appendAll(FeatureMatrix source, double[] knownVariances) {
    for (int row = points.size(); row < source.rows(); row++) {
      grow(source, row, knownVariances[row]);
    }
    solves.append(prior, points, factor.rows());
  }

  private void grow(FeatureMatrix source, int row, double knownVariance) {
    double[] point = new double[weights.length];
    for (int c = 0; c < point.length; c++) {
      point[c] = source.at(row, c);
    }
    int n = points.size();
    double own = covariance(point, point) + noise + knownVariance;
    factor.append(withEarlier(point, n), own);
    for (int c = 0; c < point.length; c++) {
      if (n == pointColumns[c].length) {
        pointColumns[c] = Arrays.copyOf(pointColumns[c], 2 * n);
      }
      pointColumns[c][n] = point[c];
    }
    points.add(point);
  }

  /** Prior covariances of a point with the first n, with room for one more number. */
  private double[] withEarlier(double[] point, int n) {
    double[] covariances = new double[n];
    for (int c = 0; c < point.length; c++) {
      PriorColumns.addSquares(covariances, pointColumns[c], point[c], weights[c]);
    }
    Kernel.matern(covariances, signal);
    if (kernel.linear()) {
      double[] products = new double[n];
      for (int c = 0; c < point.length; c++) {
        PriorColumns.add(products, pointColumns[c], point[c]);
      }
      for (int i = 0; i < n; i++) {
        covariances[i] += linear * products[i] / point.length;
      }
    }
    return Arrays.copyOf(covariances, n + 1);
  }

  /** Forgets the points after the first {@code size}: how pending points are taken back. */
  public void truncate(int size) {
    points.subList(size, points.size()).clear();
    factor.truncate(size);
    solves.truncate(size, prior);
  }

  /**
   * Posterior mean at every candidate given the values of the first {@code targets.length} points.
   */
  public double[] mean(double[] targets) {
    return solves.combine(factor.reduced(targets));
  }

  /**
   * What each point's covariance weighs in the mean: (K + noise)^-1 y for the first points. O(n^2).
   */
  double[] weightsOf(double[] targets) {
    return factor.solved(targets);
  }

  /** Sum over the first points of weight x prior covariance, at any rows: O(rows x n). */
  double[] weighed(FeatureMatrix rows, double[] alpha) {
    PriorColumns at = columns(rows);
    double[] all = new double[rows.rows()];
    CandidateSolves.forEachBlock(
        rows.rows(),
        (block, first, lanes) -> {
          double[] sums = new double[lanes];
          double[] covariances = new double[lanes];
          for (int i = 0; i < alpha.length; i++) {
            Arrays.fill(covariances, 0);
            at.fill(points.get(i), block, covariances);
            PriorColumns.add(sums, covariances, alpha[i]);
          }
          System.arraycopy(sums, 0, all, first, lanes);
        });
    return all;
  }

  private PriorColumns columns(FeatureMatrix rows) {
    return new PriorColumns(rows, weights, signal, linear, kernel.linear());
  }

  /** Prior covariance of two points. */
  double prior(int point, int other) {
    return covariance(points.get(point), points.get(other));
  }

  /**
   * Posterior variance of the noise-free function at every candidate given all points, pending ones
   * included.
   */
  public double[] variance() {
    return solves.variance();
  }

  /** Variance of the noise of one observation: a hyperparameter, not touched by observations. */
  public double noiseVariance() {
    return noise;
  }

  /** Posterior covariance between the chosen candidates, row-major. */
  public double[] covariance(int[] chosen) {
    int m = chosen.length;
    double[] joint = new double[m * m];
    double[][] rows = new double[m][];
    double[][] columns = new double[m][];
    for (int a = 0; a < m; a++) {
      rows[a] = row(chosen[a]);
      columns[a] = solves.column(chosen[a]);
      for (int b = 0; b <= a; b++) {
        double sum = covariance(rows[a], rows[b]);
        for (int n = 0; n < columns[a].length; n++) {
          sum -= columns[a][n] * columns[b][n];
        }
        joint[a * m + b] = sum;
        joint[b * m + a] = sum;
      }
    }
    return joint;
  }

  /** Posterior covariance of one candidate with every candidate. */
  public double[] covarianceWith(int candidate) {
    return solves.covarianceWith(candidate, row(candidate), prior);
  }

  private double[] row(int candidate) {
    double[] row = new double[candidates.columns()];
    for (int c = 0; c < row.length; c++) {
      row[c] = candidates.at(candidate, c);
    }
    return row;
  }

  private double covariance(double[] a, double[] b) {
    double squared = 0;
    double product = 0;
    for (int c = 0; c < a.length; c++) {
      double difference = (a[c] - b[c]) * weights[c];
      squared += difference * difference;
      product += a[c] * b[c];
    }
    return signal * Kernel.matern(Math.sqrt(squared)) + linear * product / a.length;
  }
}
