package io.athanor.acquisition.planner;

import io.athanor.acquisition.planner.Policy.Acquisition;
import io.athanor.acquisition.planner.Policy.Surrogate;
import io.athanor.acquisition.planner.auto.AutoPolicy;
import io.athanor.acquisition.planner.objective.Goal;
import io.athanor.acquisition.planner.space.SearchSpace;

/**
 * What a policy comes to for one problem: the named function and surrogate, or, where the policy
 * leaves it to the planner, what suits dimension, pool and objectives.
 *
 * @param acquisition never {@link Acquisition#AUTO}
 * @param surrogate never {@link Surrogate#AUTO}
 * @param startPoints measurements before the posterior decides, beyond what the policy asks for
 * @param reason one sentence; empty where the policy named both
 */
record Strategy(Acquisition acquisition, Surrogate surrogate, int startPoints, String reason) {
  /** Above this many candidates an exact Gaussian process costs more than it brings. */
  private static final int LARGE_POOL = 20_000;

  /** From this many numbers beside the parameters on, candidates come with a learned embedding. */
  private static final int EMBEDDED = 16;

  /** Exact hypervolumes of random fronts grow too dear above this many objectives. */
  private static final int MANY_OBJECTIVES = 3;

  static Strategy of(PlanningProblem problem) {
    Policy policy = problem.policy();
    String because = untaken(policy).strip();
    Surrogate surrogate = policy.surrogate();
    boolean embedded =
        problem.space() instanceof SearchSpace.Pool pool && pool.features().columns() >= EMBEDDED;
    if (surrogate == Surrogate.AUTO && !policy.teachers().campaigns().isEmpty() && !embedded) {
      surrogate = Surrogate.GAUSSIAN_PROCESS;
      because =
          "Gaussian processes, weighed with those of %d past campaigns."
              .formatted(policy.teachers().campaigns().size());
    }
    if (surrogate == Surrogate.AUTO && !policy.fidelities().isEmpty()) {
      surrogate = Surrogate.GAUSSIAN_PROCESS;
      because =
          "Gaussian processes: %s, and what %s differs from it by."
              .formatted(policy.fidelities().cheap().name(), policy.fidelities().target().name());
    }
    if (surrogate == Surrogate.AUTO) {
      boolean large =
          problem.space() instanceof SearchSpace.Pool pool && pool.points().size() > LARGE_POOL;
      surrogate = large || embedded ? Surrogate.BAYESIAN_LINEAR : Surrogate.GAUSSIAN_PROCESS;
      because =
          embedded
              ? "Linear head: candidates come with an embedding." + taught(policy)
              : large
                  ? "Linear head: more than %d candidates.".formatted(LARGE_POOL)
                  : "Gaussian processes: %d parameters, a small space."
                      .formatted(problem.space().parameters().size());
    }
    if (policy.acquisition() != Acquisition.AUTO) {
      return new Strategy(policy.acquisition(), surrogate, 0, because);
    }
    AutoPolicy beginning = automatic(problem);
    because = because.isEmpty() ? beginning.reason() : because + " " + beginning.reason();
    // what is not known to be safe is not tried for the sake of a good beginning
    int starts = policy.safe() ? 0 : beginning.startPoints();
    long directed =
        problem.objectives().stream().filter(o -> !(o.goal() instanceof Goal.Window)).count();
    if (directed == 0) {
      return new Strategy(
          Acquisition.WINDOW_PROBABILITY,
          surrogate,
          starts,
          "Every property only has to lie within limits: the most probable hit. " + because);
    }
    if (directed > MANY_OBJECTIVES || (directed > 1 && surrogate == Surrogate.BAYESIAN_LINEAR)) {
      return new Strategy(
          Acquisition.PAREGO,
          surrogate,
          starts,
          "%d objectives: one random weighting after the other. ".formatted(directed) + because);
    }
    if (directed > 1) {
      return new Strategy(
          Acquisition.EXPECTED_HYPERVOLUME_IMPROVEMENT,
          surrogate,
          starts,
          "%d objectives: growth of the dominated volume. ".formatted(directed) + because);
    }
    if (policy.costParameter().isPresent() || !policy.fidelities().isEmpty()) {
      return new Strategy(
          Acquisition.LOG_EXPECTED_IMPROVEMENT,
          surrogate,
          starts,
          "One objective at a cost: expected improvement for the money. " + because);
    }
    return new Strategy(
        Acquisition.UPPER_CONFIDENCE_BOUND,
        surrogate,
        starts,
        "One objective: mean and deviation, exploring less with each result. " + because);
  }

  private static String taught(Policy policy) {
    int campaigns = policy.teachers().campaigns().size();
    String past = campaigns == 0 ? "" : " Weighed with %d past campaigns.".formatted(campaigns);
    String shared =
        policy.teachers().head().isPresent() ? " Weighed with what sites share." : untaken(policy);
    return past + shared;
  }

  private static String untaken(Policy policy) {
    return policy
        .teachers()
        .untaken()
        .map(" What sites share is not taken: %s."::formatted)
        .orElse("");
  }

  /** How the planner begins and explores where that is left to it. */
  static AutoPolicy automatic(PlanningProblem problem) {
    return AutoPolicy.resolve(facts(problem));
  }

  private static AutoPolicy.Facts facts(PlanningProblem problem) {
    if (problem.space() instanceof SearchSpace.Pool pool) {
      int dimensions = pool.parameters().size() + pool.features().columns();
      return new AutoPolicy.Facts(pool.points().size(), dimensions, problem.budget());
    }
    return new AutoPolicy.Facts(0, problem.space().parameters().size(), problem.budget());
  }
}
