package io.athanor.acquisition.planner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.athanor.acquisition.planner.PlanningProblem.Measurement;
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
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ExplorationTest {
  private static final int SIZE = 25;
  private static final int MEASURED = 5;
  private static final Policy GREEDY =
      new Policy(
          Policy.Acquisition.UPPER_CONFIDENCE_BOUND, Policy.Surrogate.GAUSSIAN_PROCESS, 1, 2);
  private static final SearchSpace.Pool POOL = pool();

  private static SearchSpace.Pool pool() {
    SplittableRandom random = new SplittableRandom(4);
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < SIZE; i++) {
      points.add(new Point(List.of(random.nextDouble(), random.nextDouble())));
    }
    return new SearchSpace.Pool(
        List.of(new Parameter.Continuous("x", 0, 1), new Parameter.Continuous("y", 0, 1)), points);
  }

  private static PlanningProblem problem(SearchSpace space, Policy policy, long seed, int ordinal) {
    List<Measurement> history =
        IntStream.range(0, MEASURED)
            .mapToObj(i -> new Measurement(i, POOL.points().get(i).coordinates().get(0)))
            .toList();
    boolean pool = space instanceof SearchSpace.Pool;
    Set<Integer> done = new HashSet<>(history.stream().map(Measurement::candidate).toList());
    return PlanningProblem.single(
        space,
        pool ? List.of() : POOL.points().subList(0, MEASURED),
        new Goal.Maximize(),
        policy,
        history,
        List.of(),
        done,
        100,
        seed,
        ordinal);
  }

  private static Choice choose(Policy policy, long seed) {
    return choose(POOL, policy, seed, MEASURED);
  }

  private static Choice choose(SearchSpace space, Policy policy, long seed, int ordinal) {
    return Planner.select(problem(space, policy, seed, ordinal), 1, new PlannerMemo()).get(0);
  }

  @Test
  void shouldPickAnythingAsOftenAsItSaysAndElseTheBest() {
    int explored = 0;
    int campaigns = 400;
    Set<Integer> picked = new HashSet<>();
    for (int seed = 0; seed < campaigns; seed++) {
      Choice greedy = choose(GREEDY, seed);
      Choice choice = choose(GREEDY.exploring(0.3), seed);
      Randomisation odds = choice.randomisation().orElseThrow();
      assertThat(odds.best()).isEqualTo(greedy.candidate());
      assertThat(odds.among()).isEqualTo(SIZE - MEASURED);
      if (choice.function().equals("random")) {
        explored++;
        picked.add(choice.candidate().getAsInt());
        assertThat(choice.reason()).contains("0.3");
        assertThat(choice.beliefs()).as("what is believed of it is said all the same").hasSize(1);
        assertThat(choice.exploitation()).isEmpty();
      } else {
        assertThat(choice.candidate()).isEqualTo(greedy.candidate());
        assertThat(choice.value()).isEqualTo(greedy.value());
      }
    }
    // five standard errors of a share of 0.3
    assertThat((double) explored / campaigns).isCloseTo(0.3, within(0.115));
    assertThat(picked).hasSize(SIZE - MEASURED);
  }

  @Test
  void shouldSayOddsThatSumToOne() {
    for (Policy policy :
        List.of(
            GREEDY.exploring(0.1),
            new Policy(Policy.Acquisition.RANDOM, GREEDY.surrogate(), 1, 2))) {
      Randomisation odds = choose(policy, 3).randomisation().orElseThrow();
      double sum = IntStream.range(MEASURED, SIZE).mapToDouble(odds::propensity).sum();
      assertThat(sum).isCloseTo(1, within(1e-12));
    }
  }

  @Test
  void shouldSayTheOddsOfAUniformStartAndNoneOfWhatChanceHadNoPartIn() {
    Choice start = choose(POOL, GREEDY, 1, 0);
    assertThat(start.propensity().getAsDouble()).isEqualTo(1.0 / (SIZE - MEASURED));
    assertThat(choose(GREEDY, 1).propensity()).isEmpty();
    // a posterior draw has odds, but nobody knows them exactly
    Policy thompson = new Policy(Policy.Acquisition.THOMPSON_SAMPLING, GREEDY.surrogate(), 1, 2);
    assertThat(choose(thompson, 1).propensity()).isEmpty();
    SearchSpace process = new SearchSpace.Process(POOL.parameters(), Set.of());
    assertThat(choose(process, GREEDY.exploring(0.9), 1, MEASURED).propensity()).isEmpty();
  }

  @Test
  void shouldNotExploreWhatIsNotSafe() {
    Policy safe =
        new Policy(
            GREEDY.acquisition(),
            GREEDY.surrogate(),
            Policy.Batch.CONDITIONAL_VARIANCE,
            true,
            Optional.empty(),
            1,
            2,
            0.9,
            Teachers.none());
    PlanningProblem free = problem(POOL, safe, 0, MEASURED);
    for (int seed = 0; seed < 40; seed++) {
      PlanningProblem limited =
          new PlanningProblem(
              free.space(),
              free.trials(),
              List.of(
                  new io.athanor.acquisition.planner.objective.Objective(
                      new Goal.Maximize(),
                      java.util.OptionalDouble.empty(),
                      java.util.OptionalDouble.of(0.4),
                      java.util.OptionalDouble.empty(),
                      1)),
              safe,
              free.history(),
              List.of(),
              Set.of(),
              free.unavailable(),
              100,
              seed,
              MEASURED);
      List<Choice> choices = Planner.select(limited, 1, new PlannerMemo());
      assertThat(choices).isNotEmpty();
      Choice.Belief belief = choices.get(0).belief().orElseThrow();
      assertThat(belief.mean() + 2 * belief.standardDeviation()).isLessThanOrEqualTo(0.4 + 1e-9);
      assertThat(choices.get(0).randomisation().orElseThrow().among())
          .isBetween(1, SIZE - MEASURED - 1);
    }
  }

  @Test
  void shouldNameWhatIsWrong() {
    assertThatThrownBy(() -> GREEDY.exploring(1)).hasMessageContaining("policy.exploration");
    assertThatThrownBy(() -> GREEDY.exploring(-0.1)).hasMessageContaining("policy.exploration");
    assertThatThrownBy(() -> GREEDY.exploring(Double.NaN))
        .hasMessageContaining("policy.exploration");
    assertThatThrownBy(
            () ->
                new Policy(
                        GREEDY.acquisition(),
                        GREEDY.surrogate(),
                        Policy.Batch.DETERMINANTAL,
                        false,
                        Optional.empty(),
                        1,
                        2)
                    .exploring(0.1))
        .hasMessageContaining("policy.exploration needs the batch");
  }
}
