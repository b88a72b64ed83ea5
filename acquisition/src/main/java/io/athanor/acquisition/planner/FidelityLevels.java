package io.athanor.acquisition.planner;

import io.athanor.acquisition.planner.PlanningProblem.Measurement;
import io.athanor.acquisition.planner.acquisition.FidelityChoice;
import io.athanor.acquisition.planner.numeric.Seeds;
import io.athanor.acquisition.planner.posterior.MultiFidelityModel;
import io.athanor.acquisition.planner.posterior.MultiFidelityModel.Fidelity;
import io.athanor.acquisition.planner.posterior.MultiFidelityModel.Way;
import io.athanor.acquisition.planner.space.FeatureMatrix;
import io.athanor.acquisition.planner.space.Point;
import io.athanor.acquisition.planner.space.SearchSpace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Candidate and fidelity of an experiment. It opens with a spread of cheap values, then measures so
 * many candidates at the level that counts as it takes to see how both are related, every other one
 * where the cheap values are best. From then on the acquisition function chooses the candidate, and
 * the level is the one that teaches most of it per cost ({@link FidelityChoice}); what was measured
 * cheaply is only measured again at the level that counts.
 */
final class FidelityLevels {
  /** Cheap values to open with, unless the policy's initial design is longer. */
  private static final int OPENING = 2 * MultiFidelityModel.LEAST_PAIRS;

  private FidelityLevels() {}

  /** Whether it is not known yet how the levels are related. */
  static boolean isOpening(PlanningProblem problem) {
    return !problem.policy().fidelities().isEmpty()
        && (isSpreading(problem) || target(problem).size() < MultiFidelityModel.LEAST_PAIRS);
  }

  private static boolean isSpreading(PlanningProblem problem) {
    Set<Integer> tried = problem.cheap().tried();
    return tried.size() < Math.max(OPENING, problem.policy().initialDesign())
        && (!(problem.space() instanceof SearchSpace.Pool pool)
            || IntStream.range(0, pool.points().size())
                .anyMatch(i -> !tried.contains(i) && !problem.unavailable().contains(i)));
  }

  /** Candidates measured or awaited at the level that counts. */
  private static Set<Integer> target(PlanningProblem problem) {
    Set<Integer> target = new TreeSet<>(problem.pending());
    problem.history(0).forEach(each -> target.add(each.candidate()));
    return target;
  }

  /** Values by row, the highest of which is the next to open with. */
  static double[] opening(PlanningProblem problem, Field field, PlannerMemo memo, long seed) {
    boolean spreading = isSpreading(problem);
    Set<Integer> before = target(problem);
    double[] values;
    if (!spreading
        && before.size() % 2 == 0
        && problem.cheap().history().size() >= MultiFidelityModel.LEAST_PAIRS) {
      double[] means = memo.cheapMeans(field);
      values = means;
      Arrays.setAll(means, row -> problem.goal().merit(means[row]));
    } else {
      if (spreading) {
        before.addAll(problem.cheap().tried());
      }
      int[] tried = before.stream().mapToInt(field::rowOf).toArray();
      values = tried.length == 0 ? uniform(field, seed) : Planner.farthest(field, tried);
    }
    // pairs say most of how the levels are related
    boolean paired =
        !spreading
            && IntStream.of(field.selectable()).anyMatch(row -> isTried(problem, field, row));
    for (int row : field.selectable()) {
      if (isTried(problem, field, row) ? spreading : paired) {
        values[row] = Double.NEGATIVE_INFINITY;
      }
    }
    return values;
  }

  private static double[] uniform(Field field, long seed) {
    SplittableRandom random = Seeds.stream(seed, "fidelity-opening");
    double[] values = new double[field.points().size()];
    Arrays.setAll(values, i -> random.nextDouble());
    return values;
  }

  /** The level for a row; empty where the policy has one way only. */
  static Optional<FidelityPick> pick(
      PlanningProblem problem, Field field, Optional<Outlook> outlook, int row) {
    Fidelities levels = problem.policy().fidelities();
    if (levels.isEmpty()) {
      return Optional.empty();
    }
    if (isOpening(problem)) {
      return Optional.of(
          isSpreading(problem)
              ? FidelityPick.cheap(
                  levels, "Opens with a spread at %s.".formatted(levels.cheap().name()))
              : FidelityPick.target(
                  levels,
                  "At %s, to see how %s is related to it."
                      .formatted(levels.target().name(), levels.cheap().name())));
    }
    if (isTried(problem, field, row)) {
      return Optional.of(
          FidelityPick.target(
              levels,
              "At %s: %s has said what it can."
                  .formatted(levels.target().name(), levels.cheap().name())));
    }
    return outlook
        .map(Outlook::main)
        .filter(each -> each.model() instanceof MultiFidelityModel)
        .map(each -> worthiest(levels, (MultiFidelityModel) each.model(), row));
  }

  private static FidelityPick worthiest(Fidelities levels, MultiFidelityModel both, int row) {
    List<FidelityChoice.Fidelity> ways =
        List.of(
            way(both.way(row, Fidelity.CHEAP), levels.cheap().cost()),
            way(both.way(row, Fidelity.EXPENSIVE), levels.target().cost()));
    FidelityChoice choice = FidelityChoice.of(ways);
    double square = both.transform().scale() * both.transform().scale();
    List<FidelityPick.Worth> worths = new ArrayList<>();
    for (int i = 0; i < ways.size(); i++) {
      Fidelities.Level level = levels.levels().get(i);
      worths.add(
          new FidelityPick.Worth(level.name(), level.cost(), square * ways.get(i).reduction()));
    }
    Fidelities.Level chosen = levels.levels().get(choice.fidelity());
    return new FidelityPick(
        chosen.name(),
        chosen.cost(),
        choice.fidelity() == Fidelities.CHEAP,
        worths,
        both.informed()
            ? "At %s, which teaches most of it per cost.".formatted(chosen.name())
            : "At %s: %s says nothing of it.".formatted(chosen.name(), levels.cheap().name()));
  }

  private static FidelityChoice.Fidelity way(Way way, double cost) {
    return new FidelityChoice.Fidelity(way.covariance(), way.deviation(), way.noise(), cost);
  }

  /** Whether a row was tried at the cheap level. */
  private static boolean isTried(PlanningProblem problem, Field field, int row) {
    int candidate = field.pool() ? row : row - field.firstTrial();
    return candidate >= 0 && problem.cheap().tried().contains(candidate);
  }

  /** Trials of a process space that were only tried at the cheap level, ascending. */
  static IntStream promotable(PlanningProblem problem) {
    Set<Integer> tried = problem.cheap().tried();
    Set<Point> measured = new HashSet<>();
    for (int i = 0; i < problem.trials().size(); i++) {
      if (!tried.contains(i)) {
        measured.add(problem.trials().get(i));
      }
    }
    return new TreeSet<>(tried)
        .stream().filter(i -> measured.add(problem.trials().get(i))).mapToInt(Integer::intValue);
  }

  /** What a model is told of the cheap level. */
  static void tell(MultiFidelityModel model, CheapReadings cheap, Field field) {
    List<Measurement> history = cheap.history();
    FeatureMatrix rows =
        field.features().select(history.stream().map(m -> field.rowOf(m.candidate())).toList());
    model.observeCheap(
        rows,
        history.stream().mapToDouble(Measurement::value).toArray(),
        history.stream().mapToDouble(Measurement::variance).toArray());
  }
}
