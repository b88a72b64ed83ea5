package io.athanor.acquisition.planner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.athanor.acquisition.planner.PlanningProblem.Measurement;
import io.athanor.acquisition.planner.Policy.Acquisition;
import io.athanor.acquisition.planner.Policy.Batch;
import io.athanor.acquisition.planner.Policy.Surrogate;
import io.athanor.acquisition.planner.objective.Goal;
import io.athanor.acquisition.planner.objective.Objective;
import io.athanor.acquisition.planner.space.Point;
import io.athanor.acquisition.planner.space.SearchSpace;
import io.athanor.materials.space.Parameter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The parts of every choice of many synthetic campaigns come to the value that chose it. */
class DissectionTest {
  private static final int POOL = 40;
  private static final int EXPERIMENTS = 8;
  private static final List<Parameter> PARAMETERS =
      List.of(
          new Parameter.Continuous("x", 0, 1),
          new Parameter.Continuous("y", 0, 1),
          new Parameter.Continuous("price", 1, 10));
  private static final SearchSpace.Pool SPACE = pool();

  private static SearchSpace.Pool pool() {
    SplittableRandom random = new SplittableRandom(5);
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < POOL; i++) {
      points.add(
          new Point(
              List.of(random.nextDouble(), random.nextDouble(), 1 + 9 * random.nextDouble())));
    }
    return new SearchSpace.Pool(PARAMETERS, points);
  }

  private static double value(int objective, Point point) {
    double x = point.coordinates().get(0);
    double y = point.coordinates().get(1);
    return objective == 0 ? x + 0.3 * StrictMath.sin(6 * y) : 1 - x * x + 0.2 * y;
  }

  private static Objective limited(Goal goal, double lower) {
    return new Objective(
        goal, OptionalDouble.of(lower), OptionalDouble.empty(), OptionalDouble.empty(), 1);
  }

  /** What a course of decisions looked like. */
  private record Step(PlanningProblem problem, Choice choice) {}

  private static List<Step> run(
      SearchSpace space, List<Objective> objectives, Policy policy, int every, Set<Integer> fails) {
    List<Step> steps = new ArrayList<>();
    List<Measurement> history = new ArrayList<>();
    List<Integer> pending = new ArrayList<>();
    Set<Integer> failed = new HashSet<>();
    Set<Integer> tried = new HashSet<>();
    List<Point> trials = new ArrayList<>();
    PlannerMemo memo = new PlannerMemo();
    while (steps.size() < EXPERIMENTS) {
      PlanningProblem problem =
          new PlanningProblem(
              space,
              trials,
              objectives,
              policy,
              history,
              pending,
              failed,
              tried,
              EXPERIMENTS + 5,
              3,
              steps.size());
      List<Choice> choices = Planner.select(problem, every, memo);
      if (choices.isEmpty()) {
        break;
      }
      for (Choice choice : choices) {
        steps.add(new Step(problem, choice));
        problem =
            policy.batch() == Batch.CONDITIONAL_VARIANCE ? Planner.after(problem, choice) : problem;
        int candidate = choice.candidate().orElse(trials.size());
        if (choice.candidate().isEmpty()) {
          trials.add(choice.point());
        }
        tried.add(candidate);
        if (fails.contains(steps.size())) {
          pending.add(candidate);
          failed.add(candidate);
        } else {
          for (int k = 0; k < objectives.size(); k++) {
            history.add(new Measurement(candidate, k, value(k, choice.point()), 0));
          }
        }
      }
    }
    return steps;
  }

  private static void shouldAddUp(List<Step> steps) {
    assertThat(steps).isNotEmpty();
    PlannerMemo memo = new PlannerMemo();
    for (Step step : steps) {
      Dissection parts = Dissection.of(step.problem(), step.choice(), memo);
      double value = step.choice().value();
      assertThat(parts.sum())
          .as("%s at %s: %s", step.choice().function(), step.problem().ordinal(), parts)
          .isCloseTo(value, within(1e-9 * Math.max(1, Math.abs(value))));
      assertThat(parts.rule()).isNotBlank();
    }
  }

  private static Policy policy(Acquisition acquisition, Surrogate surrogate) {
    return new Policy(acquisition, surrogate, 1, 3);
  }

  private static boolean isOfOne(Acquisition acquisition) {
    return !acquisition.needsSeveralObjectives() && acquisition != Acquisition.WINDOW_PROBABILITY;
  }

  static Stream<Arguments> single() {
    return Stream.of(Acquisition.values())
        .filter(DissectionTest::isOfOne)
        .flatMap(
            acquisition ->
                Stream.of(Surrogate.GAUSSIAN_PROCESS, Surrogate.BAYESIAN_LINEAR)
                    .map(surrogate -> Arguments.of(acquisition, surrogate)));
  }

  @ParameterizedTest
  @MethodSource("single")
  void shouldAddUpForOneObjective(Acquisition acquisition, Surrogate surrogate) {
    shouldAddUp(
        run(
            SPACE,
            List.of(Objective.of(new Goal.Maximize())),
            policy(acquisition, surrogate),
            1,
            Set.of()));
  }

  @ParameterizedTest
  @EnumSource(
      value = Acquisition.class,
      names = {"AUTO", "LOG_EXPECTED_IMPROVEMENT", "EXPECTED_IMPROVEMENT", "THOMPSON_SAMPLING"})
  void shouldAddUpWhereATargetIsWanted(Acquisition acquisition) {
    shouldAddUp(
        run(
            SPACE,
            List.of(Objective.of(new Goal.Target(0.5))),
            policy(acquisition, Surrogate.AUTO),
            1,
            Set.of()));
  }

  @ParameterizedTest
  @EnumSource(
      value = Acquisition.class,
      names = {
        "AUTO",
        "EXPECTED_HYPERVOLUME_IMPROVEMENT",
        "NOISY_EXPECTED_HYPERVOLUME_IMPROVEMENT",
        "PAREGO",
        "DESIRABILITY",
        "MAX_VARIANCE",
        "UPPER_CONFIDENCE_BOUND"
      })
  void shouldAddUpForSeveralObjectives(Acquisition acquisition) {
    shouldAddUp(
        run(
            SPACE,
            List.of(Objective.of(new Goal.Maximize()), Objective.of(new Goal.Minimize())),
            policy(acquisition, Surrogate.GAUSSIAN_PROCESS),
            1,
            Set.of()));
  }

  static Stream<Arguments> limited() {
    return Stream.of(Acquisition.values())
        .filter(
            acquisition -> isOfOne(acquisition) || acquisition == Acquisition.WINDOW_PROBABILITY)
        .flatMap(
            acquisition ->
                Stream.of(0.2, 0.9, 50.0).map(lower -> Arguments.of(acquisition, lower)));
  }

  @ParameterizedTest
  @MethodSource("limited")
  void shouldAddUpUnderALimitThatHoldsOftenSeldomOrNever(Acquisition acquisition, double lower) {
    shouldAddUp(
        run(
            SPACE,
            List.of(
                Objective.of(new Goal.Maximize()),
                limited(new Goal.Window(lower, Double.POSITIVE_INFINITY), lower)),
            policy(acquisition, Surrogate.GAUSSIAN_PROCESS),
            1,
            Set.of(2, 5, 6)));
  }

  static Stream<Arguments> priced() {
    return Stream.of(Acquisition.values())
        .filter(each -> isOfOne(each) && (each.isWeighable() || each == Acquisition.AUTO))
        .flatMap(each -> Stream.of(1, 3).map(batch -> Arguments.of(each, batch)));
  }

  @ParameterizedTest
  @MethodSource("priced")
  void shouldAddUpWithACostAndInBatches(Acquisition acquisition, int every) {
    List<Step> steps =
        run(
            SPACE,
            List.of(limited(new Goal.Maximize(), 0.3)),
            new Policy(
                acquisition,
                Surrogate.GAUSSIAN_PROCESS,
                Batch.CONDITIONAL_VARIANCE,
                false,
                Optional.of("price"),
                1,
                3),
            every,
            Set.of(4));
    shouldAddUp(steps);
    Step late = steps.get(6);
    Dissection parts = Dissection.of(late.problem(), late.choice(), new PlannerMemo());
    double price = late.choice().point().coordinates().get(2);
    double eta = 1 - late.problem().ordinal() / (EXPERIMENTS + 5.0);
    assertThat(parts.cost()).isCloseTo(-eta * StrictMath.log(price), within(1e-12));
    assertThat(parts.logarithmic()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(Batch.class)
  void shouldAddUpForEveryBatchRule(Batch batch) {
    for (Acquisition acquisition :
        List.of(Acquisition.AUTO, Acquisition.LOG_EXPECTED_IMPROVEMENT)) {
      shouldAddUp(
          run(
              SPACE,
              List.of(Objective.of(new Goal.Maximize())),
              new Policy(
                  acquisition, Surrogate.GAUSSIAN_PROCESS, batch, false, Optional.empty(), 1, 3),
              3,
              Set.of()));
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Acquisition.class,
      names = {"AUTO", "THOMPSON_SAMPLING", "LOG_EXPECTED_IMPROVEMENT", "RANDOM"})
  void shouldAddUpInAProcessSpace(Acquisition acquisition) {
    shouldAddUp(
        run(
            new SearchSpace.Process(PARAMETERS, Set.of()),
            List.of(Objective.of(new Goal.Maximize())),
            policy(acquisition, Surrogate.GAUSSIAN_PROCESS),
            1,
            Set.of()));
  }

  @Test
  void shouldSplitAnUpperConfidenceBoundIntoMeanAndDeviation() {
    List<Step> steps =
        run(
            SPACE,
            List.of(Objective.of(new Goal.Minimize())),
            policy(Acquisition.UPPER_CONFIDENCE_BOUND, Surrogate.GAUSSIAN_PROCESS),
            1,
            Set.of());
    Step last = steps.get(steps.size() - 1);
    Choice.Belief belief = last.choice().belief().orElseThrow();
    Dissection parts = Dissection.of(last.problem(), last.choice(), new PlannerMemo());
    assertThat(parts.exploitation()).isCloseTo(-belief.mean(), within(1e-12));
    assertThat(parts.exploration()).isPositive();
    assertThat(parts.exploration() / belief.standardDeviation()).isBetween(0.3, 2.1);
    assertThat(parts.cost()).isZero();
    assertThat(parts.constraint()).isZero();
    assertThat(parts.logarithmic()).isFalse();
  }

  @Test
  void shouldSayThatADesignRuleDecidedAtFirst() {
    Step first =
        run(
                SPACE,
                List.of(Objective.of(new Goal.Maximize())),
                policy(Acquisition.UPPER_CONFIDENCE_BOUND, Surrogate.GAUSSIAN_PROCESS),
                1,
                Set.of())
            .get(0);
    assertThat(Dissection.of(first.problem(), first.choice(), new PlannerMemo()).rule())
        .startsWith("A design rule");
  }

  @Test
  void shouldRefuseAChoiceOfAnotherProblem() {
    List<Step> steps =
        run(
            new SearchSpace.Process(PARAMETERS, Set.of()),
            List.of(Objective.of(new Goal.Maximize())),
            policy(Acquisition.UPPER_CONFIDENCE_BOUND, Surrogate.GAUSSIAN_PROCESS),
            1,
            Set.of());
    assertThatThrownBy(
            () -> Dissection.of(steps.get(5).problem(), steps.get(7).choice(), new PlannerMemo()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("choice");
  }
}
