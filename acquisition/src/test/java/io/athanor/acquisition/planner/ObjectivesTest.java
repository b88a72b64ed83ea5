package io.athanor.acquisition.planner;

import static org.assertj.core.api.Assertions.assertThat;

import io.athanor.acquisition.planner.PlanningProblem.Measurement;
import io.athanor.acquisition.planner.Policy.Acquisition;
import io.athanor.acquisition.planner.Policy.Surrogate;
import io.athanor.acquisition.planner.acquisition.Pareto;
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
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Several objectives, limits, costs and failures, on a pool whose truth is known. */
class ObjectivesTest {
  private static final int POOL = 300;
  private static final int EXPERIMENTS = 30;
  private static final SearchSpace.Pool SPACE = pool();

  private static SearchSpace.Pool pool() {
    SplittableRandom random = new SplittableRandom(11);
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < POOL; i++) {
      points.add(
          new Point(
              List.of(random.nextDouble(), random.nextDouble(), 1 + 9 * random.nextDouble())));
    }
    return new SearchSpace.Pool(
        List.of(
            new Parameter.Continuous("x", 0, 1),
            new Parameter.Continuous("y", 0, 1),
            new Parameter.Continuous("cost", 1, 10)),
        points);
  }

  private static double first(int candidate) {
    List<Double> at = SPACE.points().get(candidate).coordinates();
    return at.get(0) + 0.3 * StrictMath.sin(6 * at.get(1));
  }

  private static double second(int candidate) {
    List<Double> at = SPACE.points().get(candidate).coordinates();
    return 1 - at.get(0) * at.get(0) + 0.3 * StrictMath.cos(5 * at.get(1));
  }

  private static double value(int objective, int candidate) {
    return objective == 0 ? first(candidate) : second(candidate);
  }

  private static Objective limited(Goal goal, double lower, double upper) {
    return new Objective(
        goal,
        lower == Double.NEGATIVE_INFINITY ? OptionalDouble.empty() : OptionalDouble.of(lower),
        upper == Double.POSITIVE_INFINITY ? OptionalDouble.empty() : OptionalDouble.of(upper),
        OptionalDouble.empty(),
        1);
  }

  private static Policy policy(Acquisition acquisition, boolean safe, Optional<String> cost) {
    return new Policy(
        acquisition, Surrogate.AUTO, Policy.Batch.CONDITIONAL_VARIANCE, safe, cost, 1, 4);
  }

  /** Candidates tried, in order; those that the laboratory cannot make bring no values. */
  private static List<Integer> run(
      List<Objective> objectives, Policy policy, int count, long seed, Set<Integer> impossible) {
    List<Integer> tried = new ArrayList<>();
    List<Measurement> history = new ArrayList<>();
    List<Integer> failed = new ArrayList<>();
    PlannerMemo memo = new PlannerMemo();
    for (int i = 0; i < count; i++) {
      List<Choice> choices =
          Planner.select(
              new PlanningProblem(
                  SPACE,
                  List.of(),
                  objectives,
                  policy,
                  history,
                  failed,
                  new HashSet<>(failed),
                  new HashSet<>(tried),
                  count,
                  seed,
                  i),
              1,
              memo);
      if (choices.isEmpty()) {
        break;
      }
      int chosen = choices.get(0).candidate().orElseThrow();
      tried.add(chosen);
      if (impossible.contains(chosen)) {
        failed.add(chosen);
        continue;
      }
      for (int objective = 0; objective < objectives.size(); objective++) {
        history.add(new Measurement(chosen, objective, value(objective, chosen), 0));
      }
    }
    assertThat(tried).doesNotHaveDuplicates();
    return tried;
  }

  private static double volume(List<Integer> tried) {
    return Pareto.hypervolume(
        tried.stream().map(i -> new double[] {first(i), second(i)}).toList(),
        new double[] {-0.5, -0.5});
  }

  @ParameterizedTest
  @EnumSource(
      value = Acquisition.class,
      names = {
        "AUTO",
        "EXPECTED_HYPERVOLUME_IMPROVEMENT",
        "NOISY_EXPECTED_HYPERVOLUME_IMPROVEMENT",
        "PAREGO"
      })
  void shouldDominateMoreThanChance(Acquisition acquisition) {
    List<Objective> both =
        List.of(Objective.of(new Goal.Maximize()), Objective.of(new Goal.Maximize()));
    double chance = 0;
    double planned = 0;
    int seeds = acquisition == Acquisition.NOISY_EXPECTED_HYPERVOLUME_IMPROVEMENT ? 1 : 3;
    for (long seed = 1; seed <= seeds; seed++) {
      chance +=
          volume(
              run(
                  both,
                  policy(Acquisition.RANDOM, false, Optional.empty()),
                  EXPERIMENTS,
                  seed,
                  Set.of()));
      planned +=
          volume(
              run(both, policy(acquisition, false, Optional.empty()), EXPERIMENTS, seed, Set.of()));
    }
    double all = volume(IntStream.range(0, POOL).boxed().toList());
    assertThat(planned / seeds).isGreaterThan(chance / seeds).isGreaterThan(0.95 * all);
  }

  @Test
  void shouldFindWhatLiesInEveryWindow() {
    List<Objective> windows =
        List.of(
            limited(new Goal.Window(1.0, 1.1), 1.0, 1.1),
            limited(new Goal.Window(0.3, 0.4), 0.3, 0.4));
    List<Integer> tried =
        run(windows, policy(Acquisition.AUTO, false, Optional.empty()), EXPERIMENTS, 1, Set.of());
    long hits = tried.stream().filter(i -> inWindows(windows, i)).count();
    long all = IntStream.range(0, POOL).filter(i -> inWindows(windows, i)).count();
    assertThat(all).isBetween(1L, 12L);
    assertThat(hits).isEqualTo(all);
  }

  @Test
  void shouldFindAWindowAboveAStepOfZeros() {
    List<Objective> windows = List.of(limited(new Goal.Window(0.37, 0.39), 0.37, 0.39));
    PlannerMemo memo = new PlannerMemo();
    List<Measurement> history = new ArrayList<>();
    Set<Integer> hits = new HashSet<>();
    for (int i = 0; i < 40; i++) {
      PlanningProblem problem =
          new PlanningProblem(
              SPACE,
              List.of(),
              windows,
              Policy.standard(),
              history,
              List.of(),
              Set.of(),
              new HashSet<>(history.stream().map(Measurement::candidate).toList()),
              40,
              6,
              i);
      List<Choice> choices = Planner.select(problem, 2, memo);
      if (i % 8 == 0) {
        assertThat(choices).isEqualTo(Planner.select(problem, 2, new PlannerMemo()));
      }
      int chosen = choices.get(0).candidate().orElseThrow();
      history.add(new Measurement(chosen, gap(chosen)));
      if (windows.get(0).accepts(gap(chosen))) {
        hits.add(chosen);
      }
    }
    long all = IntStream.range(0, POOL).filter(i -> windows.get(0).accepts(gap(i))).count();
    assertThat(IntStream.range(0, POOL).filter(i -> gap(i) == 0).count()).isGreaterThan(POOL / 2);
    assertThat(all).isBetween(3L, 20L);
    assertThat(hits.size()).isGreaterThanOrEqualTo((int) (0.8 * all));
  }

  /** Zero for most, like the gap of a metal, and a step above it. */
  private static double gap(int candidate) {
    double x = SPACE.points().get(candidate).coordinates().get(0);
    double y = SPACE.points().get(candidate).coordinates().get(1);
    return x + 0.5 * y < 1 ? 0 : 0.3 + 0.4 * (x + 0.5 * y - 1);
  }

  private static boolean inWindows(List<Objective> windows, int candidate) {
    return windows.get(0).accepts(first(candidate)) && windows.get(1).accepts(second(candidate));
  }

  @Test
  void shouldStayWithinLimitsOnceItKnowsThem() {
    List<Objective> limited =
        List.of(
            Objective.of(new Goal.Maximize()),
            limited(new Goal.Window(0.6, Double.POSITIVE_INFINITY), 0.6, Double.POSITIVE_INFINITY));
    for (Acquisition acquisition :
        List.of(Acquisition.AUTO, Acquisition.LOG_EXPECTED_IMPROVEMENT)) {
      List<Integer> tried =
          run(limited, policy(acquisition, false, Optional.empty()), EXPERIMENTS, 2, Set.of());
      double best =
          tried.stream()
              .filter(i -> second(i) >= 0.6)
              .mapToDouble(ObjectivesTest::first)
              .max()
              .orElseThrow();
      double possible =
          IntStream.range(0, POOL)
              .filter(i -> second(i) >= 0.6)
              .mapToDouble(ObjectivesTest::first)
              .max()
              .orElseThrow();
      assertThat(best).as("%s", acquisition).isGreaterThan(possible - 0.02);
      assertThat(tried.subList(10, EXPERIMENTS).stream().filter(i -> second(i) >= 0.6).count())
          .isGreaterThan(10);
    }
  }

  @Test
  void shouldChooseNothingThatIsNotSafe() {
    List<Objective> limited =
        List.of(
            Objective.of(new Goal.Maximize()),
            limited(new Goal.Window(0.6, Double.POSITIVE_INFINITY), 0.6, Double.POSITIVE_INFINITY));
    List<Integer> tried =
        run(limited, policy(Acquisition.AUTO, true, Optional.empty()), EXPERIMENTS, 2, Set.of());
    assertThat(tried.stream().skip(4).filter(i -> second(i) < 0.6)).hasSizeLessThanOrEqualTo(1);
  }

  @Test
  void shouldSpendLessWhereExperimentsCost() {
    List<Objective> one = List.of(Objective.of(new Goal.Maximize()));
    Policy free = policy(Acquisition.LOG_EXPECTED_IMPROVEMENT, false, Optional.empty());
    Policy priced = policy(Acquisition.LOG_EXPECTED_IMPROVEMENT, false, Optional.of("cost"));
    double paid = 0;
    double worth = 0;
    for (long seed = 1; seed <= 5; seed++) {
      paid += spent(run(one, free, 10, seed, Set.of()));
      worth += spent(run(one, priced, 10, seed, Set.of()));
    }
    assertThat(worth).isLessThan(0.95 * paid);
  }

  @Test
  void shouldKeepAwayFromWhatFails() {
    Set<Integer> impossible = new HashSet<>();
    IntStream.range(0, POOL)
        .filter(i -> SPACE.points().get(i).coordinates().get(0) > 0.7)
        .forEach(impossible::add);
    List<Integer> tried =
        run(
            List.of(Objective.of(new Goal.Maximize())),
            policy(Acquisition.AUTO, false, Optional.empty()),
            EXPERIMENTS,
            4,
            impossible);
    // the better part of the space fails: who takes no notice spends most of the budget there
    // there
    assertThat(tried.stream().filter(impossible::contains)).hasSizeLessThan(EXPERIMENTS / 2);
    double best =
        tried.stream()
            .filter(i -> !impossible.contains(i))
            .mapToDouble(ObjectivesTest::first)
            .max()
            .orElseThrow();
    double possible =
        IntStream.range(0, POOL)
            .filter(i -> !impossible.contains(i))
            .mapToDouble(ObjectivesTest::first)
            .max()
            .orElseThrow();
    assertThat(best).isGreaterThan(possible - 0.05);
  }

  private static double spent(List<Integer> tried) {
    return tried.stream().mapToDouble(i -> SPACE.points().get(i).coordinates().get(2)).sum();
  }

  @Test
  void shouldChooseTheSameWithAndWithoutMemoForSeveralObjectives() {
    List<Objective> both =
        List.of(Objective.of(new Goal.Maximize()), Objective.of(new Goal.Minimize()));
    List<Measurement> history = new ArrayList<>();
    PlannerMemo memo = new PlannerMemo();
    for (int i = 0; i < 12; i++) {
      PlanningProblem problem =
          new PlanningProblem(
              SPACE,
              List.of(),
              both,
              Policy.standard(),
              history,
              List.of(),
              Set.of(),
              new HashSet<>(history.stream().map(Measurement::candidate).toList()),
              20,
              5,
              i);
      List<Choice> remembered = Planner.select(problem, 2, memo);
      assertThat(remembered).isEqualTo(Planner.select(problem, 2, new PlannerMemo()));
      int chosen = remembered.get(0).candidate().orElseThrow();
      history.add(new Measurement(chosen, 0, first(chosen), 0.01));
      if (i % 3 != 1) {
        // every third result is partial
        history.add(new Measurement(chosen, 1, second(chosen), 0));
      }
    }
    assertThat(Planner.select(problem(both, history), 1, memo).get(0).beliefs()).hasSize(2);
  }

  private static PlanningProblem problem(List<Objective> objectives, List<Measurement> history) {
    return new PlanningProblem(
        SPACE,
        List.of(),
        objectives,
        Policy.standard(),
        history,
        List.of(),
        Set.of(),
        Set.of(),
        20,
        5,
        12);
  }
}
