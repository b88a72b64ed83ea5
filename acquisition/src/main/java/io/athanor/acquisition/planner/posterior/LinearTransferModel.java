package io.athanor.acquisition.planner.posterior;

import io.athanor.acquisition.planner.linear.CandidateBlocks;
import io.athanor.acquisition.planner.objective.Goal;
import io.athanor.acquisition.planner.objective.TargetTransform;
import io.athanor.acquisition.planner.space.FeatureMatrix;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What others learned about embeddings, as linear heads: a {@link RankedEnsemble} of {@link
 * LinearCandidateModel} and one head for each set of sums, be they of a past campaign or of several
 * sites together. A decision costs O(candidates x columns) more for each. Not thread-safe.
 */
public final class LinearTransferModel implements CandidateModel {
  private final RankedEnsemble ensemble;

  /**
   * Over candidates.
   *
   * @param sums what others learned, targets standardised and more being better, on [1, the
   *     candidates' features]
   * @param seed of the draws behind the weights
   */
  public LinearTransferModel(FeatureMatrix candidates, Goal goal, List<HeadSums> sums, long seed) {
    LinearCandidateModel target = new LinearCandidateModel(candidates, goal);
    CandidateBlocks blocks = LinearCandidateModel.blocks(candidates);
    this.ensemble =
        new RankedEnsemble(
            target,
            sums.stream()
                .map(each -> (RankedEnsemble.Source) new SummedHead(blocks, each))
                .toList(),
            (observed, values, variances, targets) -> target.leftOut(observed, targets, variances),
            seed);
  }

  /**
   * The sums of a past campaign, as this model takes them.
   *
   * @param rows one an observation, features as the candidates'
   * @param values in the unit of that campaign's objective
   */
  public static HeadSums sums(FeatureMatrix rows, double[] values, Goal goal) {
    return HeadSums.of(rows, values, TargetTransform.fit(goal, values, values.length));
  }

  /** Weight of each of the others, then of the own head; they sum to one. */
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
