package io.athanor.acquisition.planner.posterior;

import io.athanor.acquisition.planner.objective.Goal;
import io.athanor.acquisition.planner.space.FeatureMatrix;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * What past campaigns over the same parameters teach about a new one, as Gaussian processes: a
 * {@link RankedEnsemble} with a process of its own for each. Past processes never change; a
 * decision costs one process more than without them, and O(draws x n^2) for each past campaign.
 */
public final class TransferModel {
  private final Goal goal;
  private final Kernel kernel;
  private final FeatureMatrix candidates;
  private final int pool;

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

  private TransferModel(FeatureMatrix candidates, int pool, Goal goal, Kernel kernel) {
    this.candidates = candidates;
    this.pool = pool;
    this.goal = goal;
    this.kernel = kernel;
  }

  /**
   * Over a part of a pool, with a mixture of its own.
   *
   * @param pool candidates in all, which say when hyperparameters are fitted anew
   * @param kernels of the own mixture; past campaigns and the judgement have the first
   * @param chains the own mixture's fits, one a kernel
   * @param campaigns past ones; without any it is the own mixture alone
   * @param pasts their processes' fits, one a campaign
   * @param seed of the draws behind the weights
   */
  public static RankedEnsemble of(
      FeatureMatrix candidates,
      int pool,
      Goal goal,
      List<Kernel> kernels,
      List<FitChain> chains,
      List<Campaign> campaigns,
      List<FitChain> pasts,
      long seed) {
    TransferModel transfer = new TransferModel(candidates, pool, goal, kernels.get(0));
    CandidateModel own = new GaussianMixture(candidates, pool, goal, kernels, chains);
    List<RankedEnsemble.Source> sources = new ArrayList<>();
    for (int i = 0; i < campaigns.size(); i++) {
      sources.add(transfer.new Past(campaigns.get(i), pasts.get(i)));
    }
    RankedEnsemble.Judge judge =
        (observed, values, variances, targets) -> {
          int n = values.length;
          double[] logs =
              chains.get(0).at(FitChain.scheduled(n, pool), goal, observed, values, variances);
          double[] known = KnownNoise.scaled(variances, n, own.transform().scale());
          Covariance covariance = new Covariance(kernels.get(0), logs, candidates);
          return LeaveOneOut.of(covariance, observed, targets, known);
        };
    return new RankedEnsemble(own, sources, judge, seed);
  }

  private GaussianMixture process(FeatureMatrix rows, int pool, FitChain chain) {
    return new GaussianMixture(rows, pool, goal, List.of(kernel), List.of(chain));
  }

  /** One past campaign's process. */
  private final class Past implements RankedEnsemble.Source {
    private final Campaign campaign;
    private final FitChain chain;
    private final CandidateModel model;
    private final double[] mean;
    private final double[] deviation;

    Past(Campaign campaign, FitChain chain) {
      this.campaign = campaign;
      this.chain = chain;
      this.model = process(candidates, pool, chain);
      model.observe(campaign.rows(), campaign.values());
      this.mean = model.mean();
      this.deviation = model.deviation();
    }

    @Override
    public double[] mean() {
      return mean;
    }

    @Override
    public double[] deviation() {
      return deviation;
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
      CandidateModel there = process(observed, observed.rows(), chain);
      there.observe(campaign.rows(), campaign.values());
      int[] all = IntStream.range(0, observed.rows()).toArray();
      return (count, random) -> there.samples(all, count, random);
    }
  }
}
