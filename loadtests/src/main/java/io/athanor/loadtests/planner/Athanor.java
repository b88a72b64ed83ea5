package io.athanor.loadtests.planner;

import io.athanor.acquisition.planner.Choice;
import io.athanor.acquisition.planner.Planner;
import io.athanor.acquisition.planner.PlannerMemo;
import io.athanor.acquisition.planner.PlanningProblem;
import io.athanor.acquisition.planner.Policy;
import io.athanor.acquisition.planner.objective.Goal;
import io.athanor.acquisition.planner.space.Point;
import io.athanor.acquisition.planner.space.SearchSpace;
import io.athanor.materials.space.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The planner with its mixture of Gaussian processes and expected improvement. */
final class Athanor {
  private static final double NANOS_PER_MILLI = 1e6;

  private Athanor() {}

  static Run run(Hartmann pool, List<Integer> starts, int picks, long seed) {
    List<Parameter> parameters = new ArrayList<>();
    for (int c = 0; c < pool.points()[0].length; c++) {
      parameters.add(new Parameter.Continuous("x" + c, 0, 1));
    }
    List<Point> points =
        Arrays.stream(pool.points())
            .map(each -> new Point(Arrays.stream(each).boxed().toList()))
            .toList();
    SearchSpace.Pool space = new SearchSpace.Pool(parameters, points);
    Policy policy =
        new Policy(
            Policy.Acquisition.LOG_EXPECTED_IMPROVEMENT, Policy.Surrogate.GAUSSIAN_PROCESS, 1, 1);
    List<PlanningProblem.Measurement> history = new ArrayList<>();
    starts.forEach(row -> history.add(new PlanningProblem.Measurement(row, pool.values()[row])));
    Set<Integer> taken = new HashSet<>(starts);
    PlannerMemo memo = new PlannerMemo();
    List<Integer> rows = new ArrayList<>();
    List<Double> millis = new ArrayList<>();
    for (int i = 0; i < picks; i++) {
      long start = System.nanoTime();
      PlanningProblem problem =
          PlanningProblem.single(
              space,
              List.of(),
              new Goal.Maximize(),
              policy,
              history,
              List.of(),
              taken,
              starts.size() + picks,
              seed,
              history.size());
      Choice choice = Planner.select(problem, 1, memo).get(0);
      millis.add((System.nanoTime() - start) / NANOS_PER_MILLI);
      int row = choice.candidate().getAsInt();
      rows.add(row);
      taken.add(row);
      history.add(new PlanningProblem.Measurement(row, pool.values()[row]));
    }
    return new Run(rows, millis);
  }
}
