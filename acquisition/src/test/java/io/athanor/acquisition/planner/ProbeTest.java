package io.athanor.acquisition.planner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.athanor.acquisition.planner.PlanningProblem.Measurement;
import io.athanor.acquisition.planner.Policy.Acquisition;
import io.athanor.acquisition.planner.Policy.Surrogate;
import io.athanor.acquisition.planner.objective.Goal;
import io.athanor.acquisition.planner.space.FeatureRows;
import io.athanor.acquisition.planner.space.Point;
import io.athanor.acquisition.planner.space.SearchSpace;
import io.athanor.materials.space.Parameter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is asked of any setting agrees with what is believed of the candidates. */
class ProbeTest {
  private static final int POOL = 50;
  private static final List<Parameter> PARAMETERS =
      List.of(
          new Parameter.Continuous("x", 0, 1),
          new Parameter.Categorical("solvent", List.of("water", "ethanol", "dmso")));

  private static List<Point> points() {
    SplittableRandom random = new SplittableRandom(9);
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < POOL; i++) {
      points.add(new Point(List.of(random.nextDouble(), (double) random.nextInt(3))));
    }
    return points;
  }

  private static FeatureRows features() {
    FeatureRows.Builder rows = FeatureRows.builder(POOL, 2);
    points().forEach(each -> rows.add(each.coordinates().get(0) * 2).add(7));
    return rows.build();
  }

  private static double value(Point point) {
    return StrictMath.sin(4 * point.coordinates().get(0)) + point.coordinates().get(1);
  }

  private static PlanningProblem problem(
      SearchSpace space, List<Point> trials, List<Point> known, Surrogate surrogate, int measured) {
    List<Measurement> history = new ArrayList<>();
    for (int i = 0; i < measured; i++) {
      history.add(new Measurement(i, value(known.get(i))));
    }
    Set<Integer> unavailable = new HashSet<>(IntStream.rangeClosed(0, measured).boxed().toList());
    return PlanningProblem.single(
        space,
        trials,
        new Goal.Maximize(),
        new Policy(Acquisition.UPPER_CONFIDENCE_BOUND, surrogate, 1, 2),
        history,
        List.of(measured),
        unavailable,
        POOL,
        4,
        measured + 1);
  }

  private static void shouldBelieveTheSame(
      PlanningProblem problem, PlannerMemo memo, boolean modelled) {
    Choice choice = Planner.select(problem, 1, memo).get(0);
    Choice.Belief belief =
        Probe.beliefs(
                problem,
                List.of(
                    new Probe.Setting(
                        choice.point(), modelled ? choice.candidate() : OptionalInt.empty())),
                memo)
            .orElseThrow()
            .get(0);
    assertThat(belief.mean()).isCloseTo(choice.belief().orElseThrow().mean(), within(1e-9));
    assertThat(belief.standardDeviation())
        .isCloseTo(choice.belief().orElseThrow().standardDeviation(), within(1e-9));
  }

  @ParameterizedTest
  @EnumSource(
      value = Surrogate.class,
      names = {"GAUSSIAN_PROCESS", "ROBUST_GAUSSIAN_PROCESS", "BAYESIAN_LINEAR", "RANDOM_FOREST"})
  void shouldAgreeInAPool(Surrogate surrogate) {
    SearchSpace.Pool pool = new SearchSpace.Pool(PARAMETERS, points());
    shouldBelieveTheSame(
        problem(pool, List.of(), points(), surrogate, 12), new PlannerMemo(), false);
  }

  @ParameterizedTest
  @EnumSource(
      value = Surrogate.class,
      names = {"GAUSSIAN_PROCESS", "BAYESIAN_LINEAR"})
  void shouldAgreeInAPoolWithWhatAModelSaysOfIt(Surrogate surrogate) {
    SearchSpace.Pool pool = new SearchSpace.Pool(PARAMETERS, points(), features());
    shouldBelieveTheSame(
        problem(pool, List.of(), points(), surrogate, 12), new PlannerMemo(), true);
  }

  @Test
  void shouldAgreeInAPoolOfModelFeaturesAlone() {
    List<Point> blank = points().stream().map(each -> new Point(List.of())).toList();
    SearchSpace.Pool pool = new SearchSpace.Pool(List.of(), blank, features());
    shouldBelieveTheSame(
        problem(pool, List.of(), points(), Surrogate.GAUSSIAN_PROCESS, 12),
        new PlannerMemo(),
        true);
  }

  @Test
  void shouldAgreeInAProcessSpace() {
    List<Point> trials = points().subList(0, 13);
    shouldBelieveTheSame(
        problem(
            new SearchSpace.Process(PARAMETERS, Set.of()),
            trials,
            trials,
            Surrogate.GAUSSIAN_PROCESS,
            12),
        new PlannerMemo(),
        false);
  }

  @Test
  void shouldKnowNothingBeforeAMeasurement() {
    SearchSpace.Pool pool = new SearchSpace.Pool(PARAMETERS, points());
    assertThat(
            Probe.beliefs(
                problem(pool, List.of(), points(), Surrogate.GAUSSIAN_PROCESS, 0),
                List.of(new Probe.Setting(points().get(3), OptionalInt.empty())),
                new PlannerMemo()))
        .isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = Surrogate.class,
      names = {"GAUSSIAN_PROCESS", "BAYESIAN_LINEAR"})
  void shouldChooseTheSameFromABranchedMemoAsFromNone(Surrogate surrogate) {
    SearchSpace.Pool pool = new SearchSpace.Pool(PARAMETERS, points());
    PlannerMemo memo = new PlannerMemo();
    PlanningProblem all = problem(pool, List.of(), points(), surrogate, 24);
    Choice first = Planner.select(all, 1, memo).get(0);
    for (int without : new int[] {0, 3, 9, 17, 23}) {
      List<Measurement> history = new ArrayList<>(all.history());
      history.remove(without);
      PlanningProblem other =
          PlanningProblem.single(
              pool,
              List.of(),
              all.goal(),
              all.policy(),
              history,
              List.of(without, 24),
              all.unavailable(),
              POOL,
              4,
              25);
      assertThat(Planner.select(other, 2, memo.branch(other)))
          .isEqualTo(Planner.select(other, 2, new PlannerMemo()));
    }
    assertThat(Planner.select(all, 1, memo).get(0)).isEqualTo(first);
  }

  @Test
  void shouldRankTheMeasurementsThatMovedAChoiceFirst() {
    SearchSpace.Pool pool = new SearchSpace.Pool(PARAMETERS, points());
    PlannerMemo memo = new PlannerMemo();
    PlanningProblem problem = problem(pool, List.of(), points(), Surrogate.GAUSSIAN_PROCESS, 12);
    Choice choice = Planner.select(problem, 1, memo).get(0);
    double[] scores = Leverage.of(problem, choice, memo);
    assertThat(scores).hasSize(12);
    double sum = 0;
    double most = 0;
    for (double score : scores) {
      assertThat(score).isGreaterThanOrEqualTo(0).isFinite();
      sum += score;
      most = Math.max(most, score);
    }
    assertThat(most).as("%s", choice).isGreaterThan(sum / 12);
  }
}
