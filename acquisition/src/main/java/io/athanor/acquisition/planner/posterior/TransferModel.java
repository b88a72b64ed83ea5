package io.athanor.acquisition.planner.posterior;

import io.athanor.acquisition.planner.objective.Goal;
import io.athanor.acquisition.planner.objective.TargetTransform;
import io.athanor.acquisition.planner.space.FeatureMatrix;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * What past campaigns over the same parameters teach about a new one, as Gaussian processes: a
 * {@link RankedEnsemble} with a process of its own for each. Past processes never change; a
 * decision costs one process more than without them, and O(draws x n^2) for each past campaign. Not
 * thread-safe.
 */
public final class TransferModel implements CandidateModel {
  private final Goal goal;
  private final Kernel kernel;
  private final FeatureMatrix candidates;
  private final FitChain targetChain;
  private final int pool;
  private final RankedEnsemble ensemble;

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
    this(
        candidates,
        candidates.rows(),
        goal,
        List.of(kernel),
        List.of(new FitChain(kernel)),
        campaigns,
        seed);
  }

  /**
   * Over a part of a pool, with a mixture of its own.
   *
   * @param pool candidates in all, which say when hyperparameters are fitted anew
   * @param kernels of the own mixture; past campaigns and the judgement have the first
   * @param chains the own mixture's fits, one a kernel
   */
  public TransferModel(
      FeatureMatrix candidates,
      int pool,
      Goal goal,
      List<Kernel> kernels,
      List<FitChain> chains,
      List<Campaign> campaigns,
      long seed) {
    this.candidates = candidates;
    this.pool = pool;
    this.goal = goal;
    this.kernel = kernels.get(0);
    this.targetChain = chains.get(0);
    List<RankedEnsemble.Source> sources = new ArrayList<>();
    campaigns.forEach(campaign -> sources.add(new Past(campaign)));
    this.ensemble =
        new RankedEnsemble(
            new GaussianMixture(candidates, pool, goal, kernels, chains),
            sources,
            this::leftOut,
            seed);
  }

  private GaussianMixture process(FeatureMatrix rows, FitChain chain) {
    return new GaussianMixture(rows, goal, List.of(kernel), List.of(chain));
  }

  private LeaveOneOut leftOut(
      FeatureMatrix observed, double[] values, double[] variances, double[] targets) {
    int n = values.length;
    double[] logs = targetChain.at(FitChain.scheduled(n, pool), goal, observed, values, variances);
    double[] known = KnownNoise.scaled(variances, n, ensemble.transform().scale());
    return LeaveOneOut.of(new Covariance(kernel, logs, candidates), observed, targets, known);
  }

  /** One past campaign's process. */
  private final class Past implements RankedEnsemble.Source {
    private final Campaign campaign;
    private final FitChain chain = new FitChain(kernel);
    private final CandidateModel model;
    private final double[] mean;

    Past(Campaign campaign) {
      this.campaign = campaign;
      this.model = process(candidates, chain);
      model.observe(campaign.rows(), campaign.values());
      this.mean = model.mean();
    }

    @Override
    public double[] mean() {
      return mean;
    }

    @Override
    public double[] deviation() {
      return model.deviation();
    }

    @Override
    public double[] covarianceWith(int candidate) {
      return model.covarianceWith(candidate);
    }

    @Override
    public double[] sample(int[] chosen, SplittableRandom random) {
      return model.sample(chosen, random);
    }

    @Override
    public RankingWeights.Drawer at(FeatureMatrix observed) {
      CandidateModel there = process(observed, chain);
      there.observe(campaign.rows(), campaign.values());
      int[] all = IntStream.range(0, observed.rows()).toArray();
      return (count, random) -> there.samples(all, count, random);
    }
  }

  /** Weight of each past campaign, then of the new one; they sum to one. */
  public double[] weights() {
    return ensemble.weights();
  }

  @Override
  public void observe(FeatureMatrix observed, double[] values, double[] variances) {
    ensemble.observe(observed, values, variances);
  }

  @Override
  public void await(FeatureMatrix source, int row) {
    ensemble.await(source, row);
  }

  @Override
  public TargetTransform transform() {
    return ensemble.transform();
  }

  @Override
  public double[] mean() {
    return ensemble.mean();
  }

  @Override
  public double[] deviation() {
    return ensemble.deviation();
  }

  @Override
  public double noise() {
    return ensemble.noise();
  }

  @Override
  public double[] covarianceWith(int candidate) {
    return ensemble.covarianceWith(candidate);
  }

  @Override
  public double[] sample(int[] chosen, SplittableRandom random) {
    return ensemble.sample(chosen, random);
  }
}
