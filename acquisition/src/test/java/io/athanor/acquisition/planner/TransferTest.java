package io.athanor.acquisition.planner;

import static org.assertj.core.api.Assertions.assertThat;

import io.athanor.acquisition.planner.PlanningProblem.Measurement;
import io.athanor.acquisition.planner.Policy.Acquisition;
import io.athanor.acquisition.planner.Policy.Batch;
import io.athanor.acquisition.planner.Policy.Surrogate;
import io.athanor.acquisition.planner.objective.Goal;
import io.athanor.acquisition.planner.space.Point;
import io.athanor.acquisition.planner.space.SearchSpace;
import io.athanor.materials.space.Parameter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

class TransferTest {
  private static final List<Parameter> PARAMETERS =
      List.of(new Parameter.Continuous("x", 0, 1), new Parameter.Continuous("y", 0, 1));
  private static final SearchSpace.Pool POOL = new SearchSpace.Pool(PARAMETERS, points(300, 5));

  private static List<Point> points(int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      points.add(new Point(List.of(random.nextDouble(), random.nextDouble())));
    }
    return points;
  }

  /** Narrow peak on a plane that misleads. */
  private static double truth(Point point) {
    double dx = point.coordinates().get(0) - 0.8;
    double dy = point.coordinates().get(1) - 0.15;
    return 2 * StrictMath.exp(-40 * (dx * dx + dy * dy)) - point.coordinates().get(0);
  }

  private static PriorCampaign past(ToDoubleFunction<Point> measured) {
    List<Point> points = points(60, 9);
    return new PriorCampaign(
        "past", points, points.stream().map(p -> measured.applyAsDouble(p)).toList());
  }

  /** Of a part too, past campaigns are fitted when the pool's size says so. */
  @Test
  void shouldBelieveOfAPartWhatItBelievesOfTheWhole() {
    SearchSpace.Pool large = new SearchSpace.Pool(PARAMETERS, points(17_000, 6));
    List<Measurement> history = new ArrayList<>();
    Set<Integer> done = new HashSet<>();
    for (int i = 0; i < 15; i++) {
      history.add(new Measurement(i * 100, truth(large.points().get(i * 100))));
      done.add(i * 100);
    }
    Policy policy =
        policy(
            Acquisition.UPPER_CONFIDENCE_BOUND,
            Surrogate.GAUSSIAN_PROCESS,
            List.of(past(TransferTest::truth)));
    PlanningProblem problem =
        PlanningProblem.single(
            large,
            List.of(),
            new Goal.Maximize(),
            policy,
            history,
            List.of(),
            done,
            60,
            3,
            history.size());
    PlannerMemo memo = new PlannerMemo();
    Field field = Round.of(problem, memo).field();
    int[] rows = {3, 100, 777, 16_999};
    Field part = field.only(rows);

    Outlook some = Outlook.of(problem, memo, part).orElseThrow();
    Outlook all = Outlook.of(problem, memo, field).orElseThrow();

    assertThat(some.main().means()).containsExactly(part.of(all.main().means()));
    assertThat(some.main().deviations()).containsExactly(part.of(all.main().deviations()));
  }

  private static Policy policy(
      Acquisition acquisition, Surrogate surrogate, List<PriorCampaign> past) {
    return new Policy(
        acquisition,
        surrogate,
        Batch.CONDITIONAL_VARIANCE,
        false,
        Optional.empty(),
        1,
        2,
        0,
        Teachers.of(past));
  }

  /** Experiments until one of the best three is found. */
  private static int toTheTop(List<PriorCampaign> past, long seed) {
    double[] values = POOL.points().stream().mapToDouble(TransferTest::truth).sorted().toArray();
    double top = values[values.length - 3];
    Policy policy = policy(Acquisition.AUTO, Surrogate.AUTO, past);
    PlannerMemo memo = new PlannerMemo();
    List<Measurement> history = new ArrayList<>();
    Set<Integer> done = new HashSet<>();
    for (int i = 0; i < 60; i++) {
      Choice choice =
          Planner.select(
                  PlanningProblem.single(
                      POOL,
                      List.of(),
                      new Goal.Maximize(),
                      policy,
                      history,
                      List.of(),
                      done,
                      60,
                      seed,
                      i),
                  1,
                  memo)
              .get(0);
      int chosen = choice.candidate().orElseThrow();
      done.add(chosen);
      double value = truth(POOL.points().get(chosen));
      history.add(new Measurement(chosen, value));
      if (value >= top) {
        return i + 1;
      }
    }
    return 61;
  }

  private static int total(List<PriorCampaign> past) {
    int sum = 0;
    for (long seed = 1; seed <= 4; seed++) {
      sum += toTheTop(past, seed);
    }
    return sum;
  }

  @Test
  void shouldBeHelpedByACampaignLikeThisOneAndNotHurtByAnother() {
    int alone = total(List.of());
    int helped = total(List.of(past(point -> 100 + 7 * truth(point))));
    int misled = total(List.of(past(point -> -truth(point))));
    assertThat(helped).isLessThan(alone);
    assertThat(misled).isLessThan(2 * alone);
  }

  @Test
  void shouldWorkInAProcessSpaceToo() {
    SearchSpace.Process space = new SearchSpace.Process(PARAMETERS, Set.of());
    Policy policy =
        new Policy(
            Acquisition.UPPER_CONFIDENCE_BOUND,
            Surrogate.AUTO,
            Batch.CONDITIONAL_VARIANCE,
            false,
            Optional.empty(),
            0.1,
            2,
            0,
            Teachers.of(List.of(past(TransferTest::truth))));
    List<Point> trials = points(8, 3);
    List<Measurement> history = new ArrayList<>();
    for (int i = 0; i < trials.size(); i++) {
      history.add(new Measurement(i, truth(trials.get(i))));
    }
    Choice choice =
        Planner.select(
                PlanningProblem.single(
                    space,
                    trials,
                    new Goal.Maximize(),
                    policy,
                    history,
                    List.of(),
                    Set.of(),
                    60,
                    1,
                    8),
                1,
                new PlannerMemo())
            .get(0);
    assertThat(truth(choice.point())).isGreaterThan(0);
    assertThat(choice.reason()).contains("past campaigns");
  }
}
