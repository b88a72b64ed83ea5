package io.athanor.acquisition;

import io.athanor.acquisition.planner.Planner;
import io.athanor.acquisition.planner.PlannerMemo;
import io.athanor.acquisition.planner.PlanningProblem;
import io.athanor.acquisition.planner.PlanningProblem.Measurement;
import io.athanor.acquisition.planner.Policy;
import io.athanor.acquisition.planner.objective.Goal;
import io.athanor.acquisition.planner.space.Point;
import io.athanor.acquisition.planner.space.SearchSpace;
import io.athanor.materials.space.Parameter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Plans a made-up campaign once, so that the first real decisions do not wait for the compiler:
 * cold, a fit takes some hundred milliseconds, warm a few. Its result is thrown away.
 */
final class WarmUp {
  private static final int POOL = 300;
  private static final int EXPERIMENTS = 40;
  private static final List<Parameter> PARAMETERS =
      List.of(new Parameter.Continuous("x", 0, 1), new Parameter.Continuous("y", 0, 1));

  private WarmUp() {}

  /** Starts it beside the caller; the thread ends by itself. */
  static Thread begin() {
    Thread thread = new Thread(WarmUp::run, "athanor-acquisition-warm-up");
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  /** Number of experiments planned. */
  static int run() {
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < POOL; i++) {
      points.add(new Point(List.of(i / (double) POOL, i * 7 % POOL / (double) POOL)));
    }
    SearchSpace.Pool pool = new SearchSpace.Pool(PARAMETERS, points);
    PlannerMemo memo = new PlannerMemo();
    List<Measurement> history = new ArrayList<>();
    Set<Integer> done = new HashSet<>();
    for (int i = 0; i < EXPERIMENTS; i++) {
      PlanningProblem problem =
          PlanningProblem.single(
              pool,
              List.of(),
              new Goal.Maximize(),
              Policy.standard(),
              history,
              List.of(),
              done,
              EXPERIMENTS,
              1,
              i);
      int chosen = Planner.select(problem, 1, memo).get(0).candidate().orElseThrow();
      done.add(chosen);
      history.add(new Measurement(chosen, StrictMath.sin(chosen)));
    }
    return history.size();
  }
}
