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
import java.time.Duration;
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

  /** A campaign under way. */
  final class Course {
    private final List<PlanningProblem.Measurement> history = new ArrayList<>();
    private final Set<Integer> taken = new HashSet<>();

    /** Whether something is left to choose. */
    boolean goesOn() {
      return taken.size() < pool.points().size();
    }

    /** What is to be decided now. */
    PlanningProblem problem(Optional<Duration> deadline) {
      return PlanningProblem.single(
          pool,
          List.of(),
          new Goal.Maximize(),
          deadline.map(policy::within).orElse(policy),
          history,
          List.of(),
          taken,
          pool.points().size(),
          seed,
          history.size());
    }

    /** Measures a choice. */
    void take(Choice choice) {
      add(history, taken, choice.candidate().getAsInt());
    }
  }

  /** With this many random observations. */
  Course begin(int observations) {
    Course course = new Course();
    SplittableRandom random = new SplittableRandom(seed + 1);
    while (course.history.size() < Math.min(observations, pool.points().size())) {
      add(course.history, course.taken, random.nextInt(pool.points().size()));
    }
    return course;
  }

  /** How large the pool is. */
  Map<String, Object> size() {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("candidates", pool.points().size());
    figures.put("dimension", pool.parameters().size());
    return figures;
  }

  /** Of one pick after another, from this many random observations on. */
  Map<String, Object> run(int observations, int picks) {
    Course course = begin(observations);
    PlannerMemo memo = new PlannerMemo();
    Clocked clocked = new Clocked();
    Clocked first = new Clocked();
    Clocked passes = new Clocked();
    List<Map<String, Object>> curve = new ArrayList<>();
    for (int pick = 1; pick <= picks && course.goesOn(); pick++) {
      PlanningProblem problem = course.problem(Optional.empty());
      List<Choice> choices = new ArrayList<>();
      pass.ifPresent(each -> passes.time(each::read));
      // the first pick also takes in what was observed before
      boolean restoring = pick == 1 && observations > 0;
      double millis =
          (restoring ? first : clocked)
              .time(() -> choices.addAll(Planner.select(problem, 1, memo)));
      curve.add(point(pick, course.history.size(), millis));
      course.take(choices.get(0));
    }
    Map<String, Object> figures = size();
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
    figures.put(
        "best", course.history.stream().mapToDouble(m -> m.value()).max().orElse(Double.NaN));
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
