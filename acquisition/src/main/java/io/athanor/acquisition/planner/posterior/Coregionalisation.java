package io.athanor.acquisition.planner.posterior;

import io.athanor.acquisition.planner.numeric.Lbfgs;
import io.athanor.acquisition.planner.space.FeatureMatrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How outputs covary: k((x, i), (x', j)) = k_i(x, x') B_ij, where either all k_i are one, or B is
 * the identity.
 *
 * @param kernels one an output
 * @param matrix B, row-major, ones on the diagonal
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, only read
record Coregionalisation(List<Covariance> kernels, double[] matrix) {
  private static final double[] SHARES = {0.5, 0.9, 1};
  private static final double MOST_CORRELATION = 0.98;
  private static final int LEAST_PAIRS = 3;
  private static final int ITERATIONS = 25;
  private static final double SHRINK = 0.9;

  /** One value of one output at a row. */
  record Point(int output, FeatureMatrix source, int row) {}

  double correlation(int output, int other) {
    return matrix[output * kernels.size() + other];
  }

  /** Prior covariance of two noise-free values. */
  double between(Point a, Point b) {
    double correlation = correlation(a.output(), b.output());
    return correlation == 0
        ? 0
        : correlation * kernels.get(a.output()).between(a.source(), a.row(), b.source(), b.row());
  }

  /** Conditions a field on one more point after others. */
  void append(ConditionedField field, double[] toCells, List<Point> before, Point point) {
    double[] toPoints = new double[before.size()];
    Arrays.setAll(toPoints, q -> between(point, before.get(q)));
    field.append(toCells, toPoints, between(point, point) + kernels.get(point.output()).noise());
  }

  /**
   * Maximum a posteriori kernels, common or apart, and the share of the correlation in the data
   * that is likeliest.
   *
   * @param kernel what they look like
   * @param observed one row an experiment
   * @param targets by output and experiment, transformed; NaN where not measured
   */
  static Coregionalisation fit(Kernel kernel, FeatureMatrix observed, double[][] targets) {
    List<LogPosterior> parts = new ArrayList<>();
    List<Covariance> apart = new ArrayList<>();
    double least = 0;
    for (double[] own : targets) {
      List<Integer> rows =
          IntStream.range(0, own.length).filter(r -> !Double.isNaN(own[r])).boxed().toList();
      double[] known = rows.stream().mapToDouble(r -> own[r]).toArray();
      parts.add(new LogPosterior(kernel, observed.select(rows), known));
      Lbfgs.Minimum minimum = fit(kernel, parts.subList(parts.size() - 1, parts.size()));
      apart.add(new Covariance(kernel, minimum.point(), observed));
      least += minimum.value();
    }
    Lbfgs.Minimum common = fit(kernel, parts);
    List<Covariance> shared =
        Collections.nCopies(targets.length, new Covariance(kernel, common.point(), observed));
    double[] correlation = correlation(targets);
    double[] identity = towardsIdentity(correlation, 0);
    double uncorrelated = new Coregionalisation(shared, identity).logEvidence(observed, targets);
    Coregionalisation best = new Coregionalisation(apart, identity);
    for (double share : SHARES) {
      Coregionalisation each = new Coregionalisation(shared, towardsIdentity(correlation, share));
      double value = common.value() - each.logEvidence(observed, targets) + uncorrelated;
      if (value < least) {
        least = value;
        best = each;
      }
    }
    return best;
  }

  /** The least sum of negative log posteriors of outputs with one kernel. */
  private static Lbfgs.Minimum fit(Kernel kernel, List<LogPosterior> parts) {
    double[] low = new double[kernel.size()];
    double[] high = new double[kernel.size()];
    Arrays.setAll(low, kernel::lowest);
    Arrays.setAll(high, kernel::highest);
    return Lbfgs.minimise(new Sum(parts), kernel.defaults(), low, high, ITERATIONS);
  }

  private record Sum(List<LogPosterior> parts) implements Lbfgs.Staged {
    @Override
    public double value(double[] point) {
      return parts.stream().map(part -> part.value(point)).reduce(0.0, Double::sum);
    }

    @Override
    public void gradient(double[] gradient) {
      Arrays.fill(gradient, 0);
      double[] own = new double[gradient.length];
      for (LogPosterior part : parts) {
        part.gradient(own);
        for (int i = 0; i < own.length; i++) {
          gradient[i] += own[i];
        }
      }
    }
  }

  private double logEvidence(FeatureMatrix observed, double[][] targets) {
    ConditionedField field = new ConditionedField(new double[0]);
    List<Point> points = new ArrayList<>();
    for (Point point : points(observed, targets)) {
      append(field, new double[0], points, point);
      points.add(point);
    }
    return field.logEvidence(values(points, targets));
  }

  /** What was measured, experiment by experiment. */
  static List<Point> points(FeatureMatrix observed, double[][] targets) {
    List<Point> points = new ArrayList<>();
    for (int row = 0; row < observed.rows(); row++) {
      for (int i = 0; i < targets.length; i++) {
        if (!Double.isNaN(targets[i][row])) {
          points.add(new Point(i, observed, row));
        }
      }
    }
    return points;
  }

  /** The values of points. */
  static double[] values(List<Point> points, double[][] targets) {
    return points.stream().mapToDouble(point -> targets[point.output()][point.row()]).toArray();
  }

  private static double[] correlation(double[][] targets) {
    int outputs = targets.length;
    double[] correlation = new double[outputs * outputs];
    for (int i = 0; i < outputs; i++) {
      correlation[i * outputs + i] = 1;
      for (int j = 0; j < i; j++) {
        double[] a = targets[i];
        double[] b = targets[j];
        int[] both =
            IntStream.range(0, a.length)
                .filter(r -> !Double.isNaN(a[r]) && !Double.isNaN(b[r]))
                .toArray();
        double r = both.length < LEAST_PAIRS ? 0 : Correlations.pearson(a, b, both);
        r = Math.min(MOST_CORRELATION, Math.max(-MOST_CORRELATION, r));
        correlation[i * outputs + j] = r;
        correlation[j * outputs + i] = r;
      }
    }
    // pairs come from different experiments, so together they may contradict each other
    while (!Correlations.positiveDefinite(correlation, outputs)) {
      correlation = towardsIdentity(correlation, SHRINK);
    }
    return correlation;
  }

  private static double[] towardsIdentity(double[] matrix, double share) {
    int size = (int) Math.round(Math.sqrt(matrix.length));
    double[] scaled = new double[matrix.length];
    Arrays.setAll(scaled, c -> c % (size + 1) == 0 ? 1 : share * matrix[c]);
    return scaled;
  }
}
