package io.athanor.acquisition.planner.posterior;

import io.athanor.acquisition.planner.objective.TargetTransform;
import io.athanor.acquisition.planner.space.FeatureMatrix;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A campaign's own model beside what others learned: a ranking-weighted ensemble (Feurer, Letham
 * and Bakshy 2018), mean sum w_i mu_i, variance sum w_i^2 s_i^2, each in its own standardised
 * units. Weights: {@link RankingWeights}; equal while too little was observed to judge. What others
 * learned never changes. Not thread-safe.
 */
public final class RankedEnsemble implements CandidateModel {
  private final CandidateModel target;
  private final List<Source> sources;
  private final Judge judge;
  private final long seed;
  private double[] weights;

  /** What somebody else learned, over the same candidates, in standardised units. */
  interface Source {
    /** Mean at every candidate; asked at every decision, not to be written to. */
    double[] mean();

    /** Standard deviation at every candidate; asked at every decision, not to be written to. */
    double[] deviation();

    /** Covariance of one candidate with every one. */
    double[] covarianceWith(int candidate);

    /** One joint draw at the chosen candidates. */
    double[] sample(int[] chosen, SplittableRandom random);

    /** Joint draws at observed rows. */
    RankingWeights.Drawer at(FeatureMatrix observed);
  }

  /** What the own model says of each observation from all others. */
  interface Judge {
    /** In transformed units; asked right after the own model has observed the same. */
    LeaveOneOut leftOut(
        FeatureMatrix observed, double[] values, double[] variances, double[] targets);
  }

  /**
   * Of an own model that has observed nothing yet.
   *
   * @param seed of the draws behind the weights
   */
  RankedEnsemble(CandidateModel target, List<Source> sources, Judge judge, long seed) {
    this.target = target;
    this.sources = List.copyOf(sources);
    this.judge = judge;
    this.seed = seed;
    this.weights = even();
  }

  /** Before there is evidence for or against any. */
  private double[] even() {
    double[] even = new double[sources.size() + 1];
    Arrays.fill(even, 1.0 / even.length);
    return even;
  }

  @Override
  public void observe(FeatureMatrix observed, double[] values, double[] variances) {
    target.observe(observed, values, variances);
    int n = values.length;
    if (n < RankingWeights.LEAST_OBSERVATIONS || sources.isEmpty()) {
      weights = even();
      return;
    }
    List<RankingWeights.Drawer> drawers = sources.stream().map(each -> each.at(observed)).toList();
    double[] targets = target.transform().apply(values, n);
    weights =
        RankingWeights.of(
            targets, judge.leftOut(observed, values, variances, targets), drawers, seed);
  }

  /** Weight of each source, then of the own model; they sum to one. */
  public double[] weights() {
    return weights.clone();
  }

  @Override
  public void await(FeatureMatrix source, int row) {
    target.await(source, row);
  }

  @Override
  public TargetTransform transform() {
    return target.transform();
  }

  @Override
  public double[] mean() {
    double[] mean = scaled(target.mean(), own());
    for (int s = 0; s < sources.size(); s++) {
      if (weights[s] > 0) {
        add(mean, sources.get(s).mean(), weights[s]);
      }
    }
    return mean;
  }

  @Override
  public double[] deviation() {
    double[] deviation = scaled(squared(target.deviation()), own() * own());
    for (int s = 0; s < sources.size(); s++) {
      if (weights[s] > 0) {
        add(deviation, squared(sources.get(s).deviation().clone()), weights[s] * weights[s]);
      }
    }
    Arrays.setAll(deviation, i -> Math.sqrt(deviation[i]));
    return deviation;
  }

  @Override
  public double noise() {
    return target.noise();
  }

  @Override
  public double[] covarianceWith(int candidate) {
    double[] covariance = scaled(target.covarianceWith(candidate), own() * own());
    for (int s = 0; s < sources.size(); s++) {
      if (weights[s] > 0) {
        add(covariance, sources.get(s).covarianceWith(candidate), weights[s] * weights[s]);
      }
    }
    return covariance;
  }

  @Override
  public double[] sample(int[] chosen, SplittableRandom random) {
    double[] draw = scaled(target.sample(chosen, random), own());
    for (int s = 0; s < sources.size(); s++) {
      if (weights[s] > 0) {
        add(draw, sources.get(s).sample(chosen, random), weights[s]);
      }
    }
    return draw;
  }

  private double own() {
    return weights[weights.length - 1];
  }

  private static double[] scaled(double[] values, double factor) {
    Arrays.setAll(values, i -> values[i] * factor);
    return values;
  }

  private static double[] squared(double[] values) {
    Arrays.setAll(values, i -> values[i] * values[i]);
    return values;
  }

  private static void add(double[] to, double[] what, double factor) {
    for (int i = 0; i < to.length; i++) {
      to[i] += factor * what[i];
    }
  }
}
