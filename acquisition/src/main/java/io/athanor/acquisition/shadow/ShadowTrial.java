package io.athanor.acquisition.shadow;

import io.athanor.acquisition.analysis.fork.Oracle;
import io.athanor.acquisition.bench.DiscoveryPool;
import io.athanor.acquisition.planner.Choice;
import io.athanor.acquisition.planner.Planner;
import io.athanor.acquisition.planner.PlannerMemo;
import io.athanor.acquisition.planner.PlanningProblem;
import io.athanor.acquisition.planner.PlanningProblem.Measurement;
import io.athanor.acquisition.planner.Policy;
import io.athanor.acquisition.planner.objective.Goal;
import io.athanor.acquisition.planner.space.SearchSpace;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntToDoubleFunction;

/**
 * One campaign on a measured pool that logs its odds, and shadows that look on; then what the
 * shadows' choices, and their own campaigns, really come to.
 */
final class ShadowTrial {
  private final DiscoveryPool pool;
  private final SearchSpace.Pool space;
  private final Goal goal;
  private final int experiments;
  private final long seed;

  ShadowTrial(DiscoveryPool pool, int experiments, long seed) {
    this.pool = pool;
    this.space = new SearchSpace.Pool(pool.parameters(), pool.points());
    this.goal = pool.maximize() ? new Goal.Maximize() : new Goal.Minimize();
    this.experiments = experiments;
    this.seed = seed;
  }

  /**
   * What the log says.
   *
   * @param history what was measured
   * @param own what the campaign chose, by ordinal
   * @param seen what each shadow chose
   * @param scores how the shadows stand by the log alone
   */
  record Log(
      List<Measurement> history,
      Map<Integer, Witnessed> own,
      Map<String, List<Witnessed>> seen,
      Map<String, Scores.Score> scores) {}

  /** Runs the campaign, its shadows looking on. */
  Log log(Policy behaviour, Map<String, Policy> shadows) {
    List<Measurement> history = new ArrayList<>();
    Map<Integer, Witnessed> own = new TreeMap<>();
    Map<String, List<Witnessed>> seen = new TreeMap<>();
    Map<String, Bystander> bystanders = new TreeMap<>();
    shadows.forEach((name, policy) -> bystanders.put(name, new Bystander(name, policy)));
    Map<Policy.Surrogate, PlannerMemo> memos = new TreeMap<>();
    PlannerMemo memo = memos.computeIfAbsent(behaviour.surrogate(), key -> new PlannerMemo());
    for (int t = 0; t < experiments; t++) {
      PlanningProblem problem = problem(behaviour, history, t);
      var belief = Belief.of(problem, memo);
      Choice real = Planner.select(problem, 1, memo).get(0);
      for (Map.Entry<String, Bystander> each : bystanders.entrySet()) {
        Policy.Surrogate surrogate = shadows.get(each.getKey()).surrogate();
        int choice =
            each.getValue()
                .choose(problem, memos.computeIfAbsent(surrogate, key -> new PlannerMemo()))
                .orElseThrow()
                .candidate()
                .getAsInt();
        seen.computeIfAbsent(each.getKey(), key -> new ArrayList<>())
            .add(
                new Witnessed(
                    t,
                    OptionalInt.of(choice),
                    Optional.empty(),
                    belief.map(known -> known.at(choice)),
                    real.randomisation().isPresent()
                        ? OptionalDouble.of(real.randomisation().get().propensity(choice))
                        : OptionalDouble.empty(),
                    choice == real.candidate().getAsInt()));
      }
      int chosen = real.candidate().getAsInt();
      own.put(
          t,
          new Witnessed(
              t,
              real.candidate(),
              Optional.empty(),
              belief.map(known -> known.at(chosen)),
              real.propensity(),
              true));
      history.add(new Measurement(chosen, pool.values().get(chosen)));
    }
    PlanningProblem now = problem(behaviour, history, experiments);
    return new Log(history, own, seen, Scores.of(now, own, seen, memo));
  }

  /** What the choices behind an estimate really give on average, in the objective's unit. */
  double worth(List<Witnessed> seen) {
    return seen.stream()
        .filter(each -> each.propensity().isPresent() && each.expected().isPresent())
        .mapToDouble(each -> pool.values().get(each.candidate().getAsInt()))
        .average()
        .orElse(Double.NaN);
  }

  /** What all choices really miss of the best that was measured, in the objective's unit. */
  double regret(List<Witnessed> seen, List<Measurement> history) {
    double best = history.stream().mapToDouble(m -> goal.merit(m.value())).max().orElseThrow();
    return best
        - seen.stream()
            .mapToDouble(each -> goal.merit(pool.values().get(each.candidate().getAsInt())))
            .average()
            .orElseThrow();
  }

  /**
   * What a campaign came to.
   *
   * @param mean of its outcomes, in the objective's unit
   * @param best of them
   */
  record Run(double mean, double best) {}

  /** A campaign of its own by this policy, on the pool as it is. */
  Run real(Policy policy) {
    return run(policy, candidate -> pool.values().get(candidate), seed);
  }

  /** The same in worlds drawn from what the log says. */
  List<Run> foreseen(Policy policy, List<Measurement> history, int worlds) {
    Oracle oracle = Oracle.ofPool(space, history, goal);
    List<Run> runs = new ArrayList<>();
    for (int w = 0; w < worlds; w++) {
      Oracle.World world = oracle.sample(seed * worlds + w);
      runs.add(run(policy, world::outcome, seed * worlds + w));
    }
    return runs;
  }

  private Run run(Policy policy, IntToDoubleFunction outcome, long campaignSeed) {
    List<Measurement> history = new ArrayList<>();
    PlannerMemo memo = new PlannerMemo();
    for (int t = 0; t < experiments; t++) {
      PlanningProblem problem =
          Bystander.problem(problem(policy, history, t), policy, campaignSeed);
      int chosen = Planner.select(problem, 1, memo).get(0).candidate().getAsInt();
      history.add(new Measurement(chosen, outcome.applyAsDouble(chosen)));
    }
    List<Double> values = history.stream().map(Measurement::value).toList();
    double mean = values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    return new Run(mean, pool.maximize() ? Collections.max(values) : Collections.min(values));
  }

  private PlanningProblem problem(Policy policy, List<Measurement> history, int ordinal) {
    Set<Integer> tried = new HashSet<>(history.stream().map(Measurement::candidate).toList());
    return PlanningProblem.single(
        space, List.of(), goal, policy, history, List.of(), tried, experiments, seed, ordinal);
  }
}
