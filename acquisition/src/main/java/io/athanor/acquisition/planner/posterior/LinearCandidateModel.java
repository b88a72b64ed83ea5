package io.athanor.acquisition.planner.posterior;

import io.athanor.acquisition.planner.linear.CandidateBlocks;
import io.athanor.acquisition.planner.linear.EvidenceHead;
import io.athanor.acquisition.planner.numeric.JointDraw;
import io.athanor.acquisition.planner.numeric.Vectors;
import io.athanor.acquisition.planner.objective.Goal;
import io.athanor.acquisition.planner.objective.TargetTransform;
import io.athanor.acquisition.planner.space.FeatureMatrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The normal-inverse-gamma linear head over a list of candidates: features [1, x/sqrt(columns)] as
 * floats, prior width chosen from a fixed grid by evidence. Meant for learned embeddings, where the
 * relation to the objective is close to linear. One more observation costs one or two passes over
 * the features; where errors of single values are known, O(candidates x columns^2).
 */
public final class LinearCandidateModel implements CandidateModel {
  private static final double LEAST_COMMON_SHARE = 0.05;

  private final CandidateBlocks candidates;
  private final Goal goal;
  private TargetTransform transform = TargetTransform.NONE;
  private EvidenceHead head;
  private boolean equalNoise = true;
  private double typical;
  private double common;

  /** Over candidates; before any observation the prior. */
  public LinearCandidateModel(FeatureMatrix candidates, Goal goal) {
    this.candidates = blocks(candidates);
    this.goal = goal;
    this.head = new EvidenceHead(this.candidates);
  }

  /** [1, x/sqrt(columns)] of every row. */
  static CandidateBlocks blocks(FeatureMatrix rows) {
    return new CandidateBlocks(rows.rows(), rows.columns() + 1, (row, c) -> phi(rows, row, c));
  }

  @Override
  public void observe(FeatureMatrix features, double[] values, double[] variances) {
    KnownNoise.check(values, variances);
    transform = TargetTransform.fit(goal, values, values.length);
    double[] known = KnownNoise.scaled(variances, values.length, transform.scale());
    typical = KnownNoise.typical(known);
    if (typical > 0) {
      observeUnequal(features, values, known);
      return;
    }
    if (!equalNoise || head.size() > values.length) {
      head = new EvidenceHead(candidates);
      equalNoise = true;
    }
    head.extend(phis(features, head.size()), values, n -> TargetTransform.fit(goal, values, n));
  }

  private void observeUnequal(FeatureMatrix features, double[] values, double[] known) {
    List<double[]> phis = phis(features, 0);
    double[] targets = transform.apply(values, values.length);
    // what is left of the scatter once the known errors are taken out of it
    double total = EvidenceHead.noiseVariance(phis, targets);
    common = Math.max(total - typical, LEAST_COMMON_SHARE * total);
    double[] relativeNoise = new double[values.length];
    Arrays.setAll(relativeNoise, i -> 1 + known[i] / common);
    head.replace(phis, targets, relativeNoise);
    equalNoise = false;
  }

  @Override
  public void await(FeatureMatrix source, int row) {
    head.await(phi(source, row), 1 + typical / head.noise());
  }

  @Override
  public TargetTransform transform() {
    return transform;
  }

  @Override
  public double[] mean() {
    return head.mean();
  }

  @Override
  public double[] deviation() {
    return head.deviation();
  }

  @Override
  public double noise() {
    return Math.sqrt(head.noise() + typical);
  }

  @Override
  public double[] covarianceWith(int candidate) {
    double[] gain = head.times(candidates.row(candidate));
    double noise = head.noise();
    Arrays.setAll(gain, i -> noise * gain[i]);
    return head.products(gain);
  }

  @Override
  public double[] sample(int[] chosen, SplittableRandom random) {
    return samples(chosen, 1, random)[0];
  }

  @Override
  public double[][] samples(int[] chosen, int count, SplittableRandom random) {
    double noise = head.noise();
    double[] covariance = Arrays.stream(head.covariance()).map(cell -> noise * cell).toArray();
    double[] mean = head.weights();
    double[] factor = JointDraw.factor(covariance, mean.length);
    double[][] draws = new double[count][];
    for (int s = 0; s < count; s++) {
      double[] weights = JointDraw.gaussianOf(mean, factor, random);
      draws[s] = Arrays.stream(chosen).mapToDouble(i -> candidates.dotRow(i, weights)).toArray();
    }
    return draws;
  }

  /**
   * What it says of each observation from all others, noise included, the prior width as it is: the
   * residual is e/(1 - h) and the variance s2 r/(1 - h), h = x'Px/r (Rasmussen and Williams 2006,
   * section 5.4.2, in weight space). To be asked with nothing awaited.
   *
   * @param features the observations
   * @param targets of them, transformed
   * @param relativeNoise of each in units of the common noise variance
   */
  private LeaveOneOut leaveOneOut(
      List<double[]> features, double[] targets, double[] relativeNoise) {
    double[] weights = head.weights();
    double[] mean = new double[targets.length];
    double[] deviation = new double[targets.length];
    for (int i = 0; i < targets.length; i++) {
      double[] x = features.get(i);
      double left = 1 - Vectors.dot(x, head.times(x)) / relativeNoise[i];
      mean[i] = targets[i] - (targets[i] - Vectors.dot(x, weights)) / left;
      deviation[i] = Math.sqrt(head.noise() * relativeNoise[i] / left);
    }
    return new LeaveOneOut(mean, deviation);
  }

  /** What it says of each of these observations from all others; it has just observed them. */
  LeaveOneOut leftOut(FeatureMatrix observed, double[] targets, double[] variances) {
    double[] relativeNoise = new double[targets.length];
    if (typical > 0) {
      double[] known = KnownNoise.scaled(variances, targets.length, transform.scale());
      Arrays.setAll(relativeNoise, i -> 1 + known[i] / common);
    } else {
      Arrays.fill(relativeNoise, 1);
    }
    return leaveOneOut(phis(observed, 0), targets, relativeNoise);
  }

  private static List<double[]> phis(FeatureMatrix features, int from) {
    List<double[]> phis = new ArrayList<>();
    for (int i = from; i < features.rows(); i++) {
      phis.add(phi(features, i));
    }
    return phis;
  }

  private static double[] phi(FeatureMatrix features, int row) {
    double[] phi = new double[features.columns() + 1];
    Arrays.setAll(phi, c -> (float) phi(features, row, c));
    return phi;
  }

  private static double phi(FeatureMatrix features, int row, int column) {
    return column == 0 ? 1 : features.at(row, column - 1) / Math.sqrt(features.columns());
  }
}
