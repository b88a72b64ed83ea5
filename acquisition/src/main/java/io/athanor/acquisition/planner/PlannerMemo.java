package io.athanor.acquisition.planner;

import io.athanor.acquisition.planner.objective.Goal;
import io.athanor.acquisition.planner.posterior.CandidateModel;
import io.athanor.acquisition.planner.posterior.FitChain;
import io.athanor.acquisition.planner.posterior.GaussianMixture;
import io.athanor.acquisition.planner.posterior.Kernel;
import io.athanor.acquisition.planner.posterior.LinearCandidateModel;
import io.athanor.acquisition.planner.space.FeatureEncoder;
import io.athanor.acquisition.planner.space.FeatureMatrix;
import io.athanor.acquisition.planner.space.SearchSpace;
import java.util.List;

/**
 * What a planner may remember between choices to save work: encoded features, hyperparameter fits,
 * triangular solves. It never changes an answer, and an empty one is always right. One per
 * campaign; not thread-safe.
 */
public final class PlannerMemo {
  private SearchSpace space;
  private Goal goal;
  private Policy.Surrogate surrogate;
  private List<PlanningProblem.Measurement> history = List.of();
  private FeatureMatrix features;
  private CandidateModel model;
  private List<FitChain> chains;

  /** Forgets whatever belongs to another problem. */
  void prepare(PlanningProblem problem) {
    List<PlanningProblem.Measurement> now = problem.history();
    boolean extended =
        space == problem.space()
            && problem.goal().equals(goal)
            && problem.policy().surrogate() == surrogate
            && history.size() <= now.size()
            && history.equals(now.subList(0, history.size()));
    if (!extended) {
      if (space != problem.space()) {
        features = null;
      }
      model = null;
      chains = null;
    }
    space = problem.space();
    goal = problem.goal();
    surrogate = problem.policy().surrogate();
    history = now;
  }

  FeatureMatrix features(SearchSpace.Pool pool) {
    if (features == null) {
      features = FeatureEncoder.pool(pool);
    }
    return features;
  }

  /**
   * The model over these candidates: the one at hand if they are the same, else a new one with the
   * same fits.
   */
  CandidateModel model(FeatureMatrix candidates) {
    if (surrogate == Policy.Surrogate.BAYESIAN_LINEAR) {
      return new LinearCandidateModel(candidates, goal);
    }
    if (model != null && candidates == features) {
      return model;
    }
    int groups = candidates.groups();
    int columns = candidates.columns();
    List<Kernel> kernels =
        List.of(
            new Kernel(false, false, groups, columns),
            new Kernel(false, true, groups, columns),
            new Kernel(true, false, groups, columns));
    if (chains == null) {
      chains = kernels.stream().map(FitChain::new).toList();
    }
    model = new GaussianMixture(candidates, goal, kernels, chains);
    return model;
  }
}
