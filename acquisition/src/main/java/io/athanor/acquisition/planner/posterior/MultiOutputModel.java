package io.athanor.acquisition.planner.posterior;

import io.athanor.acquisition.planner.numeric.JointDraw;
import io.athanor.acquisition.planner.objective.Goal;
import io.athanor.acquisition.planner.objective.TargetTransform;
import io.athanor.acquisition.planner.posterior.Coregionalisation.Point;
import io.athanor.acquisition.planner.space.FeatureMatrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Outcomes that are measured together and vary together: intrinsic coregionalisation, k((x, i),
 * (x', j)) = k(x, x') B_ij (Bonilla, Chai and Williams 2007). Results may be partial; what was not
 * measured of a candidate is learned from what was. B is the correlation of the outcomes measured
 * together, times the share of it with the highest evidence. Where that is no likelier than
 * outcomes apart, each with a kernel of its own, they are kept apart. One fit costs O((n m)^3), the
 * posterior O((n m)^2 m candidates). Not thread-safe.
 */
public final class MultiOutputModel {
  private final FeatureMatrix candidates;
  private final List<Goal> goals;
  private final Kernel kernel;
  private final int outputs;
  private final List<TargetTransform> transforms = new ArrayList<>();
  private final List<Point> points = new ArrayList<>();
  private Coregionalisation prior;
  private ConditionedField field;
  private double[] mean;

  /**
   * Over candidates, with a goal for each output.
   *
   * @param goals one an output, at least one
   * @param kernel k, common to all outputs
   */
  public MultiOutputModel(FeatureMatrix candidates, List<Goal> goals, Kernel kernel) {
    if (goals.isEmpty()) {
      throw new IllegalArgumentException("goals must not be empty");
    }
    this.candidates = candidates;
    this.goals = List.copyOf(goals);
    this.kernel = kernel;
    this.outputs = goals.size();
    observe(candidates.select(List.of()), new double[0][]);
  }

  /**
   * Conditions on all observations and awaits nothing.
   *
   * @param observed one row per experiment
   * @param values by experiment and output, in the objectives' units; NaN where not measured
   */
  public void observe(FeatureMatrix observed, double[][] values) {
    double[][] targets = targets(observed, values);
    prior = Coregionalisation.fit(kernel, observed, targets);
    double[] variances = new double[outputs * candidates.rows()];
    Arrays.setAll(variances, c -> prior.between(cell(c), cell(c)));
    field = new ConditionedField(variances);
    points.clear();
    for (Point point : Coregionalisation.points(observed, targets)) {
      append(point);
    }
    mean = field.mean(Coregionalisation.values(points, targets));
  }

  /** Narrows the variance of all outputs as if they had been measured there; the means stay. */
  public void await(FeatureMatrix source, int row) {
    for (int i = 0; i < outputs; i++) {
      append(new Point(i, source, row));
    }
  }

  /** The same for one output only. */
  void await(int output, FeatureMatrix source, int row) {
    append(new Point(output, source, row));
  }

  /** Posterior covariance of one output at a candidate with the same output at every candidate. */
  double[] covarianceWith(int output, int candidate) {
    int cell = output * candidates.rows() + candidate;
    return part(field.narrowed(cell, toCells(cell(cell))), output);
  }

  private void append(Point point) {
    prior.append(field, toCells(point), points, point);
    points.add(point);
  }

  /** How one output's values were transformed at the last {@link #observe}. */
  public TargetTransform transform(int output) {
    return transforms.get(output);
  }

  /** Mean of one output at every candidate, in transformed units. */
  public double[] mean(int output) {
    return part(mean, output);
  }

  /** Standard deviation of one noise-free output at every candidate, in transformed units. */
  public double[] deviation(int output) {
    double[] deviation = part(field.variance(), output);
    Arrays.setAll(deviation, i -> Math.sqrt(deviation[i]));
    return deviation;
  }

  /** Standard deviation of the noise of one measurement of an output, in transformed units. */
  public double noise(int output) {
    return Math.sqrt(prior.kernels().get(output).noise());
  }

  /** Prior correlation between two outputs at one candidate, from the data. */
  public double correlation(int output, int other) {
    return prior.correlation(output, other);
  }

  /** One joint draw of all outputs at the chosen candidates, by output, in transformed units. */
  public double[][] sample(int[] chosen, SplittableRandom random) {
    int m = chosen.length;
    int size = m * outputs;
    double[] centre = new double[size];
    double[] joint = new double[size * size];
    for (int a = 0; a < size; a++) {
      int cell = a / m * candidates.rows() + chosen[a % m];
      centre[a] = mean[cell];
      double[] row = field.narrowed(cell, toCells(cell(cell)));
      for (int b = 0; b < size; b++) {
        joint[a * size + b] = row[b / m * candidates.rows() + chosen[b % m]];
      }
    }
    double[] draw = JointDraw.gaussian(centre, joint, random);
    double[][] byOutput = new double[outputs][];
    Arrays.setAll(byOutput, i -> Arrays.copyOfRange(draw, i * m, (i + 1) * m));
    return byOutput;
  }

  private double[][] targets(FeatureMatrix observed, double[][] values) {
    if (values.length != observed.rows()) {
      throw new IllegalArgumentException(
          "values: expected %d rows, got %d".formatted(observed.rows(), values.length));
    }
    double[][] targets = new double[outputs][values.length];
    transforms.clear();
    for (int i = 0; i < outputs; i++) {
      int output = i;
      double[] all = Arrays.stream(values).mapToDouble(row -> row[output]).toArray();
      double[] known = Arrays.stream(all).filter(value -> !Double.isNaN(value)).toArray();
      TargetTransform transform = TargetTransform.fit(goals.get(i), known, known.length);
      transforms.add(transform);
      Arrays.setAll(
          targets[i], row -> Double.isNaN(all[row]) ? Double.NaN : transform.apply(all[row]));
    }
    return targets;
  }

  /** Cells are candidates by output: all of the first output, then all of the second. */
  private Point cell(int cell) {
    return new Point(cell / candidates.rows(), candidates, cell % candidates.rows());
  }

  private double[] toCells(Point point) {
    double[] toCandidates =
        prior.kernels().get(point.output()).withAll(point.source(), point.row(), candidates);
    double[] cells = new double[outputs * candidates.rows()];
    Arrays.setAll(
        cells,
        c ->
            prior.correlation(point.output(), c / candidates.rows())
                * toCandidates[c % candidates.rows()]);
    return cells;
  }

  private double[] part(double[] cells, int output) {
    return Arrays.copyOfRange(cells, output * candidates.rows(), (output + 1) * candidates.rows());
  }
}
