package io.athanor.acquisition.planner.posterior;

import io.athanor.acquisition.planner.numeric.JointDraw;
import io.athanor.acquisition.planner.numeric.Lbfgs;
import io.athanor.acquisition.planner.objective.Goal;
import io.athanor.acquisition.planner.objective.TargetTransform;
import io.athanor.acquisition.planner.space.FeatureMatrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Outcomes that are measured together and vary together: intrinsic coregionalisation, k((x, i),
 * (x', j)) = k(x, x') B_ij (Bonilla, Chai and Williams 2007). Results may be partial; what was not
 * measured of a candidate is learned from what was. B is the correlation of the outcomes measured
 * together, times the share of it with the highest evidence. Where that is no likelier than
 * outcomes apart, each with a kernel of its own, they are kept apart. One fit costs O((n m)^3), the
 * posterior O((n m)^2 m candidates). Not thread-safe.
 */
public final class MultiOutputModel {
  private static final double[] SHARES = {0.5, 0.9, 1};
  private static final double MOST_CORRELATION = 0.98;
  private static final int LEAST_PAIRS = 3;
  private static final int ITERATIONS = 25;
  private static final double SHRINK = 0.9;

  private final FeatureMatrix candidates;
  private final List<Goal> goals;
  private final Kernel kernel;
  private final int outputs;
  private final List<TargetTransform> transforms = new ArrayList<>();
  private final List<Integer> pointOutputs = new ArrayList<>();
  private final List<Integer> pointRows = new ArrayList<>();
  private final List<FeatureMatrix> pointSources = new ArrayList<>();
  private final List<Covariance> covariances = new ArrayList<>();
  private double[] coregion;
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
    double[][] targets = targets(values);
    DoubleStream.Builder known = DoubleStream.builder();
    pointOutputs.clear();
    pointRows.clear();
    pointSources.clear();
    for (int row = 0; row < values.length; row++) {
      for (int i = 0; i < outputs; i++) {
        if (!Double.isNaN(targets[i][row])) {
          pointOutputs.add(i);
          pointRows.add(row);
          pointSources.add(observed);
          known.add(targets[i][row]);
        }
      }
    }
    double[] all = known.build().toArray();
    choose(observed, targets, all);
    field = condition(true);
    mean = field.mean(all);
  }

  /** Narrows the variance of all outputs as if they had been measured there; the means stay. */
  public void await(FeatureMatrix source, int row) {
    for (int i = 0; i < outputs; i++) {
      pointOutputs.add(i);
      pointRows.add(row);
      pointSources.add(source);
      append(field, pointOutputs.size() - 1, true);
    }
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
    return Math.sqrt(covariances.get(output).noise());
  }

  /** Prior correlation between two outputs, from the data. */
  public double correlation(int output, int other) {
    return coregion[output * outputs + other];
  }

  /** One joint draw of all outputs at the chosen candidates, by output, in transformed units. */
  public double[][] sample(int[] chosen, SplittableRandom random) {
    int m = chosen.length;
    int size = m * outputs;
    double[] centre = new double[size];
    double[] joint = new double[size * size];
    for (int a = 0; a < size; a++) {
      int cell = cell(a / m, chosen[a % m]);
      centre[a] = mean[cell];
      double[] row = field.narrowed(cell, toCells(candidates, chosen[a % m], a / m));
      for (int b = 0; b < size; b++) {
        joint[a * size + b] = row[cell(b / m, chosen[b % m])];
      }
    }
    double[] draw = JointDraw.gaussian(centre, joint, random);
    double[][] byOutput = new double[outputs][];
    Arrays.setAll(byOutput, i -> Arrays.copyOfRange(draw, i * m, (i + 1) * m));
    return byOutput;
  }

  private double[][] targets(double[][] values) {
    double[][] targets = new double[outputs][values.length];
    transforms.clear();
    for (int i = 0; i < outputs; i++) {
      int output = i;
      double[] known =
          Arrays.stream(values)
              .mapToDouble(row -> row[output])
              .filter(v -> !Double.isNaN(v))
              .toArray();
      TargetTransform transform = TargetTransform.fit(goals.get(i), known, known.length);
      transforms.add(transform);
      Arrays.setAll(
          targets[i],
          row ->
              Double.isNaN(values[row][output])
                  ? Double.NaN
                  : transform.apply(values[row][output]));
    }
    return targets;
  }

  private List<LogPosterior> parts(FeatureMatrix observed, double[][] targets) {
    List<LogPosterior> parts = new ArrayList<>();
    for (double[] own : targets) {
      List<Integer> rows =
          IntStream.range(0, own.length).filter(r -> !Double.isNaN(own[r])).boxed().toList();
      double[] known = rows.stream().mapToDouble(r -> own[r]).toArray();
      parts.add(new LogPosterior(kernel, observed.select(rows), known));
    }
    return parts;
  }

  /** One kernel for all: the least sum of the outputs' own negative log posteriors. */
  private Lbfgs.Minimum fit(List<LogPosterior> parts) {
    double[] low = new double[kernel.size()];
    double[] high = new double[kernel.size()];
    Arrays.setAll(low, kernel::lowest);
    Arrays.setAll(high, kernel::highest);
    Lbfgs.Objective total =
        (point, gradient) -> {
          Arrays.fill(gradient, 0);
          double value = 0;
          double[] own = new double[gradient.length];
          for (LogPosterior part : parts) {
            value += part.evaluate(point, own);
            for (int i = 0; i < own.length; i++) {
              gradient[i] += own[i];
            }
          }
          return value;
        };
    return Lbfgs.minimise(total, kernel.defaults(), low, high, ITERATIONS);
  }

  private double[] correlation(double[][] targets) {
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
    double[] shrunk = correlation;
    while (!Correlations.positiveDefinite(shrunk, outputs)) {
      shrunk = towardsIdentity(shrunk, SHRINK);
    }
    return shrunk;
  }

  private double[] towardsIdentity(double[] matrix, double share) {
    double[] scaled = new double[matrix.length];
    Arrays.setAll(scaled, c -> c % (outputs + 1) == 0 ? 1 : share * matrix[c]);
    return scaled;
  }

  private void choose(FeatureMatrix observed, double[][] targets, double[] all) {
    List<LogPosterior> parts = parts(observed, targets);
    List<Covariance> apart = new ArrayList<>();
    double least = 0;
    for (LogPosterior part : parts) {
      Lbfgs.Minimum own = fit(List.of(part));
      apart.add(new Covariance(kernel, own.point(), candidates));
      least += own.value();
    }
    Lbfgs.Minimum common = fit(parts);
    Covariance shared = new Covariance(kernel, common.point(), candidates);
    covariances.clear();
    covariances.addAll(Collections.nCopies(outputs, shared));
    double[] correlation = correlation(targets);
    double[] identity = towardsIdentity(correlation, 0);
    coregion = identity;
    double uncorrelated = condition(false).logEvidence(all);
    double[] best = identity;
    for (double share : SHARES) {
      coregion = towardsIdentity(correlation, share);
      double value = common.value() - condition(false).logEvidence(all) + uncorrelated;
      if (value < least) {
        least = value;
        best = coregion;
      }
    }
    coregion = best;
    if (best == identity) {
      covariances.clear();
      covariances.addAll(apart);
    }
  }

  private ConditionedField condition(boolean withCells) {
    double[] prior = new double[withCells ? outputs * candidates.rows() : 0];
    Arrays.setAll(
        prior,
        cell -> {
          int row = cell % candidates.rows();
          return covariances
              .get(cell / candidates.rows())
              .between(candidates, row, candidates, row);
        });
    ConditionedField conditioned = new ConditionedField(prior);
    for (int p = 0; p < pointOutputs.size(); p++) {
      append(conditioned, p, withCells);
    }
    return conditioned;
  }

  private void append(ConditionedField to, int point, boolean withCells) {
    FeatureMatrix source = pointSources.get(point);
    int row = pointRows.get(point);
    int output = pointOutputs.get(point);
    // where outputs have kernels of their own, they do not covary
    Covariance covariance = covariances.get(output);
    double[] toPoints = new double[point];
    Arrays.setAll(
        toPoints,
        q ->
            correlation(output, pointOutputs.get(q))
                * covariance.between(source, row, pointSources.get(q), pointRows.get(q)));
    double own = covariance.between(source, row, source, row) + covariance.noise();
    to.append(withCells ? toCells(source, row, output) : new double[0], toPoints, own);
  }

  private double[] toCells(FeatureMatrix source, int row, int output) {
    double[] toCandidates = covariances.get(output).withAll(source, row, candidates);
    double[] cells = new double[outputs * candidates.rows()];
    Arrays.setAll(
        cells,
        cell ->
            correlation(output, cell / candidates.rows()) * toCandidates[cell % candidates.rows()]);
    return cells;
  }

  private int cell(int output, int candidate) {
    return output * candidates.rows() + candidate;
  }

  private double[] part(double[] cells, int output) {
    return Arrays.copyOfRange(cells, cell(output, 0), cell(output + 1, 0));
  }
}
