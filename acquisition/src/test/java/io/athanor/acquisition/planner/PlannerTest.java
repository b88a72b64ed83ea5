package io.athanor.acquisition.planner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.athanor.acquisition.planner.PlanningProblem.Measurement;
import io.athanor.acquisition.planner.objective.Goal;
import io.athanor.acquisition.planner.space.Point;
import io.athanor.acquisition.planner.space.SearchSpace;
import io.athanor.materials.space.Parameter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PlannerTest {
  private static final List<Parameter> PLANE =
      List.of(
          new Parameter.Continuous("x", 0, 1),
          new Parameter.Continuous("y", 0, 1),
          new Parameter.Categorical("solvent", List.of("water", "ethanol", "hexane")));

  private static SearchSpace.Pool pool(int size, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      points.add(
          new Point(List.of(random.nextDouble(), random.nextDouble(), (double) random.nextInt(3))));
    }
    return new SearchSpace.Pool(PLANE, points);
  }

  private static double truth(Point point) {
    double x = point.coordinates().get(0) - 0.7;
    double y = point.coordinates().get(1) - 0.2;
    return -x * x - y * y - 0.3 * point.coordinates().get(2);
  }

  private static PlanningProblem problem(
      SearchSpace space,
      List<Point> trials,
      Goal goal,
      Policy policy,
      List<Measurement> history,
      int ordinal) {
    List<Integer> done = history.stream().map(Measurement::candidate).toList();
    return PlanningProblem.single(
        space, trials, goal, policy, history, List.of(), new HashSet<>(done), 1000, 42, ordinal);
  }

  private static Policy policy(Policy.Acquisition acquisition, Policy.Surrogate surrogate) {
    return new Policy(acquisition, surrogate, 1, 2);
  }

  @ParameterizedTest
  @EnumSource(
      value = Policy.Acquisition.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {
        "EXPECTED_HYPERVOLUME_IMPROVEMENT",
        "NOISY_EXPECTED_HYPERVOLUME_IMPROVEMENT",
        "PAREGO",
        "WINDOW_PROBABILITY"
      })
  void shouldChooseTheSameWithAndWithoutMemo(Policy.Acquisition acquisition) {
    chooseTheSameWithAndWithoutMemo(policy(acquisition, Policy.Surrogate.GAUSSIAN_PROCESS), 14);
    chooseTheSameWithAndWithoutMemo(policy(acquisition, Policy.Surrogate.BAYESIAN_LINEAR), 25);
  }

  @ParameterizedTest
  @EnumSource(Policy.Surrogate.class)
  void shouldChooseTheSameWithAndWithoutMemo(Policy.Surrogate surrogate) {
    chooseTheSameWithAndWithoutMemo(
        policy(Policy.Acquisition.UPPER_CONFIDENCE_BOUND, surrogate), 20);
  }

  private static void chooseTheSameWithAndWithoutMemo(Policy policy, int experiments) {
    SearchSpace.Pool pool = pool(80, 3);
    PlannerMemo memo = new PlannerMemo();
    List<Measurement> history = new ArrayList<>();
    for (int i = 0; i < experiments; i++) {
      PlanningProblem problem = problem(pool, List.of(), new Goal.Maximize(), policy, history, i);
      List<Choice> remembered = Planner.select(problem, 2, memo);
      assertThat(remembered).isEqualTo(Planner.select(problem, 2, new PlannerMemo()));
      assertThat(remembered.get(0).candidate()).isNotEqualTo(remembered.get(1).candidate());
      int chosen = remembered.get(0).candidate().getAsInt();
      history.add(new Measurement(chosen, truth(pool.points().get(chosen))));
    }
    assertThat(history.stream().map(Measurement::candidate)).doesNotHaveDuplicates();
  }

  @Test
  void shouldSeparateExploitationFromExploration() {
    SearchSpace.Pool pool = pool(60, 1);
    List<Measurement> history =
        IntStream.range(0, 12)
            .mapToObj(i -> new Measurement(i, truth(pool.points().get(i))))
            .toList();
    for (Goal goal : List.of(new Goal.Maximize(), new Goal.Minimize(), new Goal.Target(-0.4))) {
      Choice choice =
          Planner.select(
                  problem(pool, List.of(), goal, Policy.standard(), history, 12),
                  1,
                  new PlannerMemo())
              .get(0);
      double mean = choice.belief().orElseThrow().mean();
      assertThat(choice.exploitation().getAsDouble()).isEqualTo(goal.merit(mean));
      assertThat(choice.exploitation().getAsDouble() + choice.exploration().getAsDouble())
          .isCloseTo(choice.value(), within(1e-12));
      assertThat(choice.runnersUp()).hasSize(3);
      assertThat(choice.runnersUp().get(0).value()).isLessThanOrEqualTo(choice.value());
      assertThat(choice.observations()).isEqualTo(12);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Policy.Acquisition.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {
        "EXPECTED_HYPERVOLUME_IMPROVEMENT",
        "NOISY_EXPECTED_HYPERVOLUME_IMPROVEMENT",
        "PAREGO",
        "WINDOW_PROBABILITY",
        "KNOWLEDGE_GRADIENT",
        "PROBABILITY_OF_OPTIMALITY",
        "DESIRABILITY",
        "MAX_VARIANCE",
        "INTEGRATED_VARIANCE",
        "RANDOM"
      })
  void shouldApproachATargetSoonerThanChance(Policy.Acquisition acquisition) {
    SearchSpace.Pool pool = pool(200, 8);
    Goal goal = new Goal.Target(-0.35);
    PlannerMemo memo = new PlannerMemo();
    List<Measurement> history = new ArrayList<>();
    for (int i = 0; i < 25; i++) {
      Policy policy = policy(acquisition, Policy.Surrogate.GAUSSIAN_PROCESS);
      int chosen =
          Planner.select(problem(pool, List.of(), goal, policy, history, i), 1, memo)
              .get(0)
              .candidate()
              .getAsInt();
      history.add(new Measurement(chosen, truth(pool.points().get(chosen))));
    }
    double best = history.stream().mapToDouble(m -> -goal.merit(m.value())).min().orElseThrow();
    long better = pool.points().stream().filter(p -> -goal.merit(truth(p)) < best).count();
    assertThat(better)
        .as("candidates nearer to the target than the best of 25")
        .isLessThanOrEqualTo(3);
  }

  @Test
  void shouldStayInsideAProcessSpaceAndOnItsSimplex() {
    SearchSpace.Process space =
        new SearchSpace.Process(
            List.of(
                new Parameter.Continuous("a", 0, 1),
                new Parameter.Continuous("b", 0.1, 0.6),
                new Parameter.Continuous("c", 0, 1),
                new Parameter.Discrete("rpm", List.of(100.0, 200.0, 400.0)),
                new Parameter.Categorical("gas", List.of("argon", "air"))),
            Set.of("a", "b", "c"));
    List<Point> trials = new ArrayList<>();
    List<Measurement> history = new ArrayList<>();
    PlannerMemo memo = new PlannerMemo();
    for (int i = 0; i < 30; i++) {
      PlanningProblem problem =
          problem(space, trials, new Goal.Maximize(), Policy.standard(), history, i);
      List<Choice> choices = Planner.select(problem, 1, memo);
      assertThat(choices).isEqualTo(Planner.select(problem, 1, new PlannerMemo()));
      Point point = choices.get(0).point();
      List<Double> x = point.coordinates();
      assertThat(x.get(0) + x.get(1) + x.get(2)).isCloseTo(1, within(1e-9));
      assertThat(x.get(1)).isBetween(0.1, 0.6);
      assertThat(List.of(100.0, 200.0, 400.0)).contains(x.get(3));
      assertThat(List.of(0.0, 1.0)).contains(x.get(4));
      assertThat(trials).doesNotContain(point);
      trials.add(point);
      double value =
          -Math.pow(x.get(0) - 0.3, 2)
              - Math.pow(x.get(1) - 0.3, 2)
              + x.get(3) / 4000
              - 0.1 * x.get(4);
      history.add(new Measurement(i, value));
    }
    double best = history.stream().mapToDouble(Measurement::value).max().orElseThrow();
    assertThat(best).as("optimum is 0.1").isGreaterThan(0.095);
  }

  @Test
  void shouldNotReturnToAPendingCandidateNorToItsTwin() {
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      points.add(new Point(List.of(i / 2 / 10.0, 0.5, 0.0)));
    }
    SearchSpace.Pool pool = new SearchSpace.Pool(PLANE, points);
    List<Measurement> history =
        IntStream.of(0, 6, 18)
            .mapToObj(i -> new Measurement(i, points.get(i).coordinates().get(0)))
            .toList();
    Policy curious =
        new Policy(
            Policy.Acquisition.UPPER_CONFIDENCE_BOUND, Policy.Surrogate.GAUSSIAN_PROCESS, 20, 2);
    List<Choice> batch =
        Planner.select(
            problem(pool, List.of(), new Goal.Maximize(), curious, history, 3),
            4,
            new PlannerMemo());
    assertThat(batch.stream().map(c -> c.point().coordinates().get(0)).distinct()).hasSize(4);
  }

  @Test
  void shouldEndWhenNothingIsLeft() {
    SearchSpace.Pool pool = pool(3, 1);
    List<Choice> choices =
        Planner.select(
            problem(pool, List.of(), new Goal.Maximize(), Policy.standard(), List.of(), 0),
            5,
            new PlannerMemo());
    assertThat(choices).hasSize(3);
  }
}
