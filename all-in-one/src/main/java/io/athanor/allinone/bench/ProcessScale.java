package io.athanor.allinone.bench;

import io.athanor.acquisition.planner.Choice;
import io.athanor.acquisition.planner.Planner;
import io.athanor.acquisition.planner.PlannerMemo;
import io.athanor.acquisition.planner.PlanningProblem;
import io.athanor.acquisition.planner.Policy;
import io.athanor.acquisition.planner.linear.CandidateBlocks;
import io.athanor.acquisition.planner.objective.Goal;
import io.athanor.acquisition.planner.space.Point;
import io.athanor.acquisition.planner.space.SearchSpace;
import io.athanor.materials.space.Parameter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Times whole picks of the planner as a campaign makes them, on a made-up pool in the unit cube
 * with a smooth, wavy objective. Picks of the linear model alternate with passes over the features,
 * so both see the same machine.
 */
final class ProcessScale {
  private final SearchSpace.Pool pool;
  private final Policy policy;
  private final long seed;
  private final Optional<Passes> pass;

  ProcessScale(int rows, int dimension, Policy.Surrogate surrogate, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Parameter> parameters = new ArrayList<>();
    for (int c = 0; c < dimension; c++) {
      parameters.add(new Parameter.Continuous("x" + c, 0, 1));
    }
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      points.add(new Point(random.doubles(dimension).boxed().toList()));
    }
    this.pool = new SearchSpace.Pool(parameters, points);
    this.policy = new Policy(Policy.Acquisition.UPPER_CONFIDENCE_BOUND, surrogate, 1, 2);
    this.seed = seed;
    // what the linear model reads: a constant and the features, as floats
    this.pass =
        surrogate == Policy.Surrogate.BAYESIAN_LINEAR
            ? Optional.of(
                new Passes(
                    new CandidateBlocks(
                        rows,
                        dimension + 1,
                        (row, c) -> c == 0 ? 1 : points.get(row).coordinates().get(c - 1))))
            : Optional.empty();
  }

  /** Of one pick after another, from this many random observations on. */
  Map<String, Object> run(int observations, int picks) {
    List<PlanningProblem.Measurement> history = new ArrayList<>();
    Set<Integer> taken = new HashSet<>();
    SplittableRandom random = new SplittableRandom(seed + 1);
    while (history.size() < Math.min(observations, pool.points().size())) {
      add(history, taken, random.nextInt(pool.points().size()));
    }
    PlannerMemo memo = new PlannerMemo();
    Clocked clocked = new Clocked();
    Clocked first = new Clocked();
    Clocked passes = new Clocked();
    List<Map<String, Object>> curve = new ArrayList<>();
    for (int pick = 1; pick <= picks && taken.size() < pool.points().size(); pick++) {
      PlanningProblem problem =
          PlanningProblem.single(
              pool,
              List.of(),
              new Goal.Maximize(),
              policy,
              history,
              List.of(),
              taken,
              pool.points().size(),
              seed,
              history.size());
      List<Choice> choices = new ArrayList<>();
      pass.ifPresent(each -> passes.time(each::read));
      // the first pick also takes in what was observed before
      boolean restoring = pick == 1 && observations > 0;
      double millis =
          (restoring ? first : clocked)
              .time(() -> choices.addAll(Planner.select(problem, 1, memo)));
      curve.add(point(pick, history.size(), millis));
      add(history, taken, choices.get(0).candidate().getAsInt());
    }
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("candidates", pool.points().size());
    figures.put("dimension", pool.parameters().size());
    figures.put("observations", observations);
    figures.put("fromNothingMillis", observations > 0 ? first.median() : 0);
    figures.put("pickMillis", LinearScale.quantiles(clocked));
    figures.put("pickProcessorMillis", clocked.processorMean());
    figures.put("fromNothingProcessorMillis", observations > 0 ? first.processorMean() : 0);
    if (pass.isPresent()) {
      figures.put("onePassMillis", passes.median());
      figures.put("passes", clocked.median() / passes.median());
      figures.put("processorPasses", clocked.processorMean() / passes.processorMean());
      figures.put("read", pass.get().sum());
    }
    figures.put("best", history.stream().mapToDouble(m -> m.value()).max().orElse(Double.NaN));
    figures.put("curve", curve);
    return figures;
  }

  private static Map<String, Object> point(int pick, int observations, double millis) {
    Map<String, Object> point = new LinkedHashMap<>();
    point.put("pick", pick);
    point.put("observations", observations);
    point.put("millis", millis);
    return point;
  }

  private void add(List<PlanningProblem.Measurement> history, Set<Integer> taken, int row) {
    if (taken.add(row)) {
      history.add(new PlanningProblem.Measurement(row, value(pool.points().get(row))));
    }
  }

  private static double value(Point point) {
    double value = 0;
    for (double x : point.coordinates()) {
      value -= (x - 0.4) * (x - 0.4) + 0.1 * StrictMath.cos(9 * x);
    }
    return value;
  }
}
