package io.athanor.acquisition.planner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.athanor.acquisition.planner.PlanningProblem.Measurement;
import io.athanor.acquisition.planner.objective.Goal;
import io.athanor.acquisition.planner.objective.Objective;
import io.athanor.acquisition.planner.space.FeatureRows;
import io.athanor.acquisition.planner.space.Point;
import io.athanor.acquisition.planner.space.SearchSpace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NewcomersTest {
  private static final int COLUMNS = 20;
  private static final int POOL = 40;

  @Test
  void shouldValueMoreWhatPromisesMore() {
    FeatureRows newcomers = rows(30, 5, 2);
    double[] values = values(problem(), newcomers).orElseThrow();
    double[] truth = IntStream.range(0, 30).mapToDouble(row -> truth(newcomers, row)).toArray();
    int agreed = 0;
    int pairs = 0;
    for (int i = 0; i < 30; i++) {
      for (int j = 0; j < i; j++) {
        pairs++;
        agreed += (values[i] > values[j]) == (truth[i] > truth[j]) ? 1 : 0;
      }
    }
    assertThat(agreed / (double) pairs).isGreaterThan(0.85);
  }

  @Test
  void shouldNotDependOnWhoElseIsAskedAbout() {
    FeatureRows many = rows(25, 9, 3);
    double[] together = values(problem(), many).orElseThrow();
    FeatureRows.Builder one = FeatureRows.builder(1, COLUMNS);
    for (int column = 0; column < COLUMNS; column++) {
      one.add(many.at(17, column));
    }
    double[] alone = values(problem(), one.build()).orElseThrow();
    assertThat(alone[0]).isCloseTo(together[17], within(1e-9 * Math.abs(together[17]) + 1e-9));
  }

  @Test
  void shouldReplaceAFunctionThatComparesCandidates() {
    FeatureRows newcomers = rows(10, 4, 2);
    double[] thompson =
        values(problem(Policy.Acquisition.THOMPSON_SAMPLING), newcomers).orElseThrow();
    double[] improvement =
        values(problem(Policy.Acquisition.LOG_EXPECTED_IMPROVEMENT), newcomers).orElseThrow();
    assertThat(thompson).containsExactly(improvement);
  }

  @Test
  void shouldSayNothingBeforeTheFirstMeasurement() {
    PlanningProblem measured = problem();
    PlanningProblem none =
        new PlanningProblem(
            measured.space(),
            List.of(),
            measured.objectives(),
            measured.policy(),
            List.of(),
            List.of(),
            Set.of(),
            Set.of(),
            60,
            7,
            0);
    assertThat(values(none, rows(3, 1, 1))).isEmpty();
  }

  @Test
  void shouldRefuseFeaturesOfAnotherWidth() {
    PlanningProblem problem = problem();
    FeatureRows narrow = FeatureRows.none(2);
    assertThatThrownBy(() -> values(problem, narrow))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("problem.space");
  }

  @Test
  void shouldPutWhatProbablyBreaksALimitBehindTheRest() {
    FeatureRows newcomers = rows(10, 4, 2);
    double[] free = values(problem(), newcomers).orElseThrow();
    int best = IntStream.range(0, 10).reduce(0, (a, b) -> free[b] > free[a] ? b : a);
    double[] likelihood = new double[10];
    likelihood[best] = -40;
    double[] required = Newcomers.values(problem(), newcomers, likelihood).orElseThrow();
    assertThat(required[best])
        .isLessThan(Arrays.stream(required).sorted().skip(1).min().orElseThrow());
    assertThatThrownBy(() -> Newcomers.values(problem(), newcomers, new double[2]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("likelihood");
  }

  private static Optional<double[]> values(PlanningProblem problem, FeatureRows newcomers) {
    return Newcomers.values(problem, newcomers, new double[newcomers.rows()]);
  }

  private static PlanningProblem problem() {
    return problem(Policy.Acquisition.AUTO);
  }

  private static PlanningProblem problem(Policy.Acquisition acquisition) {
    FeatureRows pool = rows(POOL, 1, 1);
    List<Measurement> history = new ArrayList<>();
    for (int row = 0; row < 30; row++) {
      history.add(new Measurement(row, truth(pool, row)));
    }
    return new PlanningProblem(
        new SearchSpace.Pool(List.of(), Collections.nCopies(POOL, new Point(List.of())), pool),
        List.of(),
        List.of(Objective.of(new Goal.Maximize())),
        new Policy(acquisition, Policy.Surrogate.AUTO, 1, 2),
        history,
        List.of(),
        Set.of(),
        Set.of(),
        60,
        7,
        30);
  }

  private static double truth(FeatureRows rows, int row) {
    return 2 * rows.at(row, 0) - rows.at(row, 1) + 0.5 * rows.at(row, 2);
  }

  private static FeatureRows rows(int count, long seed, double scale) {
    SplittableRandom random = new SplittableRandom(seed);
    FeatureRows.Builder rows = FeatureRows.builder(count, COLUMNS);
    for (int i = 0; i < count * COLUMNS; i++) {
      rows.add((float) (scale * random.nextGaussian()));
    }
    return rows.build();
  }
}
