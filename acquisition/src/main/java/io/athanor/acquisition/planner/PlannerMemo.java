package io.athanor.acquisition.planner;

import io.athanor.acquisition.planner.objective.Objective;
import io.athanor.acquisition.planner.posterior.CandidateModel;
import io.athanor.acquisition.planner.posterior.FitChain;
import io.athanor.acquisition.planner.posterior.GaussianMixture;
import io.athanor.acquisition.planner.posterior.Kernel;
import io.athanor.acquisition.planner.posterior.LinearCandidateModel;
import io.athanor.acquisition.planner.space.FeatureEncoder;
import io.athanor.acquisition.planner.space.FeatureMatrix;
import io.athanor.acquisition.planner.space.SearchSpace;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a planner may remember between choices to save work: encoded features, hyperparameter fits,
 * triangular solves. It never changes an answer, and an empty one is always right. One per
 * campaign; not thread-safe.
 */
public final class PlannerMemo {
  private final Map<Integer, CandidateModel> models = new TreeMap<>();
  private final Map<Integer, List<FitChain>> chains = new TreeMap<>();
  private SearchSpace space;
  private List<Objective> objectives = List.of();
  private Policy.Surrogate surrogate;
  private List<PlanningProblem.Measurement> history = List.of();
  private FeatureMatrix features;

  /** Forgets whatever belongs to another problem. */
  void prepare(PlanningProblem problem, Policy.Surrogate believed) {
    List<PlanningProblem.Measurement> now = problem.history();
    boolean extended =
        space == problem.space()
            && problem.objectives().equals(objectives)
            && believed == surrogate
            && history.size() <= now.size()
            && history.equals(now.subList(0, history.size()));
    if (!extended) {
      if (space != problem.space()) {
        features = null;
      }
      models.clear();
      chains.clear();
    }
    space = problem.space();
    objectives = problem.objectives();
    surrogate = believed;
    history = now;
  }

  FeatureMatrix features(SearchSpace.Pool pool) {
    if (features == null || space != pool) {
      features = FeatureEncoder.pool(pool);
    }
    return features;
  }

  /**
   * The model of one objective over these candidates: the one at hand if they are the same, else a
   * new one with the same fits.
   */
  CandidateModel model(int objective, FeatureMatrix candidates) {
    CandidateModel known = models.get(objective);
    if (known != null && candidates == features) {
      return known;
    }
    CandidateModel model =
        surrogate == Policy.Surrogate.BAYESIAN_LINEAR
            ? new LinearCandidateModel(candidates, objectives.get(objective).goal())
            : mixture(objective, candidates);
    models.put(objective, model);
    return model;
  }

  /**
   * Log probability by row that an experiment succeeds, learned from those that did and those that
   * failed; empty while none failed.
   */
  Optional<double[]> feasibility(PlanningProblem problem, Field field) {
    return Optional.empty();
  }

  private GaussianMixture mixture(int objective, FeatureMatrix candidates) {
    int groups = candidates.groups();
    int columns = candidates.columns();
    List<Kernel> kernels =
        List.of(
            new Kernel(false, false, groups, columns),
            new Kernel(false, true, groups, columns),
            new Kernel(true, false, groups, columns));
    List<FitChain> fits =
        chains.computeIfAbsent(objective, key -> kernels.stream().map(FitChain::new).toList());
    return new GaussianMixture(candidates, objectives.get(objective).goal(), kernels, fits);
  }
}
