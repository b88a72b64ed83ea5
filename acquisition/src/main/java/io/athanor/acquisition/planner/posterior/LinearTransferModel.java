package io.athanor.acquisition.planner.posterior;

import io.athanor.acquisition.planner.linear.CandidateBlocks;
import io.athanor.acquisition.planner.objective.Goal;
import io.athanor.acquisition.planner.objective.TargetTransform;
import io.athanor.acquisition.planner.space.FeatureMatrix;
import java.util.ArrayList;
import java.util.List;

/**
 * What others learned about embeddings, as linear heads: a {@link RankedEnsemble} of {@link
 * LinearCandidateModel} and one head for each set of sums, be they of a past campaign or of several
 * sites together. A decision costs O(candidates x columns) more for each.
 */
public final class LinearTransferModel {
  private LinearTransferModel() {}

  /**
   * Over candidates.
   *
   * @param sums what others learned, targets standardised and more being better, on [1, the
   *     candidates' features]
   * @param seed of the draws behind the weights
   */
  public static RankedEnsemble of(
      FeatureMatrix candidates, Goal goal, List<HeadSums> sums, long seed) {
    LinearCandidateModel own = new LinearCandidateModel(candidates, goal);
    CandidateBlocks blocks = LinearCandidateModel.blocks(candidates);
    List<RankedEnsemble.Source> sources = new ArrayList<>();
    sums.forEach(each -> sources.add(new SummedHead(blocks, each)));
    return new RankedEnsemble(
        own,
        sources,
        (observed, values, variances, targets) -> own.leftOut(observed, targets, variances),
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
}
