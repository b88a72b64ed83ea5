package io.athanor.acquisition.planner.posterior;

import io.athanor.acquisition.planner.objective.Goal;
import io.athanor.acquisition.planner.objective.TargetTransform;
import io.athanor.acquisition.planner.space.FeatureMatrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * What past campaigns over the same parameters teach about a new one: a ranking-weighted ensemble
 * of Gaussian processes (Feurer, Letham and Bakshy 2018), mean sum w_i mu_i, variance sum w_i^2
 * s_i^2, each in its own standardised units. Weights: {@link RankingWeights}. Past processes never
 * change; a decision costs one process more than without them, and O(draws x n^2) for each past
 * campaign. Not thread-safe.
 */
public final class TransferModel implements CandidateModel {
  private final FeatureMatrix candidates;
  private final Goal goal;
  private final Kernel kernel;
  private final long seed;
  private final List<Campaign> campaigns;
  private final List<FitChain> chains = new ArrayList<>();
  private final List<double[]> means = new ArrayList<>();
  private final List<CandidateModel> sources = new ArrayList<>();
  private final FitChain targetChain;
  private final GaussianMixture target;
  private double[] weights;

  /**
   * A finished campaign with the same features and goal.
   *
   * @param rows one an observation
   * @param values in the unit of that campaign's objective
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared, only read
  public record Campaign(FeatureMatrix rows, double[] values) {
    /** Copies and checks. */
    public Campaign {
      values = values.clone();
      if (rows.rows() != values.length || values.length < 2) {
        throw new IllegalArgumentException(
            "campaign.values: expected %d, one a row and at least two, got %d"
                .formatted(rows.rows(), values.length));
      }
    }
  }

  /**
   * Over candidates.
   *
   * @param campaigns past ones; without any it is the target's process alone
   * @param seed of the draws behind the weights
   */
  public TransferModel(
      FeatureMatrix candidates, Goal goal, Kernel kernel, List<Campaign> campaigns, long seed) {
    this.candidates = candidates;
    this.goal = goal;
    this.kernel = kernel;
    this.seed = seed;
    this.campaigns = List.copyOf(campaigns);
    this.targetChain = new FitChain(kernel);
    this.target = process(candidates, targetChain);
    for (Campaign campaign : campaigns) {
      FitChain chain = new FitChain(kernel);
      CandidateModel source = process(candidates, chain);
      source.observe(campaign.rows(), campaign.values());
      chains.add(chain);
      sources.add(source);
      means.add(source.mean());
    }
    weights = even();
  }

  private GaussianMixture process(FeatureMatrix rows, FitChain chain) {
    return new GaussianMixture(rows, goal, List.of(kernel), List.of(chain));
  }

  /** Before there is evidence for or against any. */
  private double[] even() {
    double[] even = new double[campaigns.size() + 1];
    Arrays.fill(even, 1.0 / even.length);
    return even;
  }

  @Override
  public void observe(FeatureMatrix observed, double[] values, double[] variances) {
    target.observe(observed, values, variances);
    int n = values.length;
    if (n < RankingWeights.LEAST_OBSERVATIONS || campaigns.isEmpty()) {
      weights = even();
      return;
    }
    int[] all = IntStream.range(0, n).toArray();
    List<RankingWeights.Drawer> drawers = new ArrayList<>();
    for (int s = 0; s < campaigns.size(); s++) {
      CandidateModel at = process(observed, chains.get(s));
      at.observe(campaigns.get(s).rows(), campaigns.get(s).values());
      drawers.add((count, random) -> at.samples(all, count, random));
    }
    TargetTransform transform = target.transform();
    double[] targets = transform.apply(values, n);
    double[] logs = targetChain.at(FitChain.scheduled(n), goal, observed, values, variances);
    double[] known = KnownNoise.scaled(variances, n, transform.scale());
    LeaveOneOut left =
        LeaveOneOut.of(new Covariance(kernel, logs, candidates), observed, targets, known);
    weights = RankingWeights.of(targets, left, drawers, seed);
  }

  /** Weight of each past campaign, then of the new one; they sum to one. */
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
      add(mean, means.get(s), weights[s]);
    }
    return mean;
  }

  @Override
  public double[] deviation() {
    double[] deviation = scaled(squared(target.deviation()), own() * own());
    for (int s = 0; s < sources.size(); s++) {
      if (weights[s] > 0) {
        add(deviation, squared(sources.get(s).deviation()), weights[s] * weights[s]);
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
