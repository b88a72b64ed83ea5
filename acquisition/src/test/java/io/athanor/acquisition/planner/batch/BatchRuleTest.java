package io.athanor.acquisition.planner.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.athanor.acquisition.planner.acquisition.AcquisitionFunction;
import io.athanor.acquisition.planner.acquisition.Constrained;
import io.athanor.acquisition.planner.acquisition.GaussianJoint;
import io.athanor.acquisition.planner.acquisition.LogExpectedImprovement;
import io.athanor.acquisition.planner.acquisition.MaximumVariance;
import io.athanor.acquisition.planner.acquisition.Outcome;
import io.athanor.acquisition.planner.acquisition.ProbabilityOfOptimality;
import io.athanor.acquisition.planner.acquisition.Requirement;
import io.athanor.acquisition.planner.acquisition.Safe;
import io.athanor.acquisition.planner.acquisition.UpperConfidenceBound;
import io.athanor.acquisition.planner.acquisition.View;
import io.athanor.acquisition.planner.acquisition.Views;
import io.athanor.acquisition.planner.objective.Goal;
import io.athanor.acquisition.planner.space.FeatureMatrix;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Batch rules against explicit conditioning, determinants and penalties. */
class BatchRuleTest {
  private static final int ROWS = 30;
  private static final AcquisitionFunction UCB = new UpperConfidenceBound(2);
  private static final FeatureMatrix LINE =
      new FeatureMatrix(
          ROWS, new int[] {0}, IntStream.range(0, ROWS).mapToDouble(i -> 0.1 * i).toArray());

  /** A posterior over points on a line: the best place is around row 20, and wide. */
  private static View view() {
    double[] mean = new double[ROWS];
    double[][] covariance = new double[ROWS][ROWS];
    for (int i = 0; i < ROWS; i++) {
      mean[i] = 0.2 * Math.exp(-0.5 * Math.pow((i - 20) / 6.0, 2)) + 0.01 * Math.sin(5 * i);
      for (int j = 0; j < ROWS; j++) {
        double scale = 0.09 * (1 + 0.02 * i) * (1 + 0.02 * j);
        covariance[i][j] = scale * Math.exp(-0.5 * Math.pow((i - j) / 4.0, 2));
      }
    }
    return Views.joint(
        List.of(GaussianJoint.outcome(new Goal.Maximize(), mean, covariance, 0.05)), 3);
  }

  static List<BatchRule> rules() {
    return List.of(
        new ConditionalVariance(),
        new LocalPenalization(LINE, Scale.LINEAR),
        new MostLikelyBest(new ProbabilityOfOptimality(200, 50)),
        new Determinantal(Scale.LINEAR, 1));
  }

  @ParameterizedTest
  @MethodSource("rules")
  void shouldChooseDistinctSelectableRows(BatchRule rule) {
    View view = view();

    List<Integer> picks = rule.select(view, UCB, List.of(25), 8, Views.random(3));

    assertThat(picks).hasSize(8).doesNotHaveDuplicates().doesNotContain(25);
    assertThat(picks).allMatch(row -> row >= 3 && row < ROWS);
    assertThat(rule.select(view, UCB, List.of(25), 8, Views.random(3))).isEqualTo(picks);
    assertThat(rule.select(view, UCB, List.of(), 99, Views.random(3))).hasSize(ROWS - 3);
    assertThat(rule.select(view, UCB, List.of(), 0, Views.random(3))).isEmpty();
    assertThat(rule.select(view.selecting(new int[0]), UCB, List.of(), 3, Views.random(3)))
        .isEmpty();
  }

  @ParameterizedTest
  @MethodSource("rules")
  void shouldChooseOtherwiseWhileTheFirstPickIsPending(BatchRule rule) {
    View view = view();
    int alone = rule.select(view, UCB, List.of(), 1, Views.random(3)).get(0);

    int beside = rule.select(view, UCB, List.of(alone), 1, Views.random(3)).get(0);

    assertThat(beside).isNotEqualTo(alone);
    // and as it would in one batch, where a rule needs no chance
    if (!(rule instanceof MostLikelyBest)) {
      assertThat(rule.select(view, UCB, List.of(), 2, Views.random(3)))
          .containsExactly(alone, beside);
    }
  }

  @Test
  void shouldTellMoreThanTheBestValuesDo() {
    View view = view();
    double[] values = UCB.values(view, Views.random(1));
    List<Integer> greedy =
        IntStream.range(3, ROWS)
            .boxed()
            .sorted(Comparator.comparingDouble(row -> -values[row]))
            .limit(4)
            .toList();
    for (BatchRule rule :
        List.of(
            new ConditionalVariance(),
            new LocalPenalization(LINE, Scale.LINEAR),
            new Determinantal(Scale.LINEAR, 1))) {
      List<Integer> picks = rule.select(view, UCB, List.of(), 4, Views.random(1));
      assertThat(determinant(view, picks))
          .as(rule.toString())
          .isGreaterThan(1.5 * determinant(view, greedy));
    }
  }

  private static double[][] covariance(View view) {
    return ((GaussianJoint) view.objective().requireJoint()).covariance();
  }

  /** Variance of a row given noisy results at others, by solving with their covariance matrix. */
  private static double conditional(View view, int row, List<Integer> given) {
    double[][] covariance = covariance(view);
    double variance = covariance[row][row];
    if (given.isEmpty()) {
      return variance;
    }
    int m = given.size();
    SimpleMatrix among = new SimpleMatrix(m, m);
    SimpleMatrix with = new SimpleMatrix(m, 1);
    double noise = view.objective().noise();
    for (int a = 0; a < m; a++) {
      with.set(a, 0, covariance[given.get(a)][row]);
      for (int b = 0; b < m; b++) {
        among.set(a, b, covariance[given.get(a)][given.get(b)] + (a == b ? noise * noise : 0));
      }
    }
    return variance - with.transpose().mult(among.solve(with)).get(0, 0);
  }

  @Test
  void shouldKnowTheVarianceThatEarlierPicksTakeAway() {
    View view = view();
    List<Integer> pending = List.of(7, 19);

    List<Integer> picks = new ConditionalVariance().select(view, UCB, pending, 5, Views.random(1));

    List<Integer> given = new ArrayList<>(pending);
    for (int pick : picks) {
      List<Integer> so = List.copyOf(given);
      int best =
          IntStream.range(3, ROWS)
              .filter(row -> !so.contains(row))
              .boxed()
              .max(
                  Comparator.comparingDouble(
                      row ->
                          view.objective().merit(row) + 2 * Math.sqrt(conditional(view, row, so))))
              .orElseThrow();
      assertThat(pick).isEqualTo(best);
      given.add(pick);
    }
    Awaited awaited = new Awaited(view.objective());
    given.forEach(awaited::await);
    for (int row = 0; row < ROWS; row++) {
      assertThat(awaited.variance(row)).isCloseTo(conditional(view, row, given), within(1e-10));
      assertThat(awaited.covarianceWith(row)[row]).isCloseTo(awaited.variance(row), within(1e-10));
    }
  }

  @Test
  void shouldMaximiseTheDeterminantStepByStep() {
    View view = view();

    List<Integer> picks =
        new Determinantal(Scale.LOGARITHMIC, 0.5).select(view, UCB, List.of(5), 4, Views.random(1));

    double[] quality = UCB.values(view, Views.random(1));
    List<Integer> set = new ArrayList<>(List.of(5));
    for (int pick : picks) {
      double best = Double.NEGATIVE_INFINITY;
      int winner = -1;
      for (int row = 3; row < ROWS; row++) {
        if (!set.contains(row)) {
          List<Integer> more = new ArrayList<>(set);
          more.add(row);
          double value = Math.log(determinant(view, more)) + quality[row];
          if (value > best) {
            best = value;
            winner = row;
          }
        }
      }
      assertThat(pick).isEqualTo(winner);
      set.add(pick);
    }
    assertThatThrownBy(() -> new Determinantal(Scale.LINEAR, -1)).hasMessageContaining("weight");
  }

  private static double determinant(View view, List<Integer> rows) {
    double[][] covariance = covariance(view);
    double noise = view.objective().noise();
    SimpleMatrix among = new SimpleMatrix(rows.size(), rows.size());
    for (int a = 0; a < rows.size(); a++) {
      for (int b = 0; b < rows.size(); b++) {
        among.set(a, b, covariance[rows.get(a)][rows.get(b)] + (a == b ? noise * noise : 0));
      }
    }
    return among.determinant();
  }

  @Test
  void shouldChooseTheMostUncertainFirstWithoutQuality() {
    View view = view();

    assertThat(
            new Determinantal(Scale.LOGARITHMIC, 0)
                .select(view, UCB, List.of(), 5, Views.random(1)))
        .isEqualTo(
            new ConditionalVariance()
                .select(view, new MaximumVariance(), List.of(), 5, Views.random(1)));
  }

  @Test
  void shouldPenaliseWithinReachOfTheBest() {
    View view = view();
    AcquisitionFunction improvement = new LogExpectedImprovement();
    LocalPenalization rule = new LocalPenalization(LINE, Scale.LOGARITHMIC);
    Outcome objective = view.objective();
    double[] values = improvement.values(view, Views.random(1));

    List<Integer> picks = rule.select(view, improvement, List.of(12), 3, Views.random(1));

    double steepest = 0;
    for (int i = 0; i < ROWS; i++) {
      for (int j = 0; j < i; j++) {
        steepest =
            Math.max(steepest, Math.abs(objective.merit(i) - objective.merit(j)) / (0.1 * (i - j)));
      }
    }
    assertThat(rule.steepest(objective)).isCloseTo(steepest, within(1e-9));
    double best = view.requireIncumbent();
    List<Integer> around = new ArrayList<>(List.of(12));
    for (int pick : picks) {
      double most = Double.NEGATIVE_INFINITY;
      int winner = -1;
      for (int row = 3; row < ROWS; row++) {
        if (around.contains(row)) {
          continue;
        }
        double value = Math.exp(values[row]);
        for (int other : around) {
          double z =
              (steepest * 0.1 * Math.abs(row - other) - best + objective.merit(other))
                  / objective.deviations()[other];
          value *= io.athanor.acquisition.planner.numeric.NormalMath.distribution(z);
        }
        if (value > most) {
          most = value;
          winner = row;
        }
      }
      assertThat(pick).isEqualTo(winner);
      around.add(pick);
    }
    assertThatThrownBy(
            () ->
                new LocalPenalization(LINE.select(List.of(0)), Scale.LINEAR)
                    .select(view, UCB, List.of(), 1, Views.random(1)))
        .hasMessageContaining("features");
  }

  @Test
  void shouldTakeTheRowsWithTheLargestSharesOfWins() {
    View view = view();
    ProbabilityOfOptimality probability = new ProbabilityOfOptimality(2000, 50);
    double[] shares = probability.values(view, Views.random(4));

    List<Integer> picks =
        new MostLikelyBest(probability).select(view, UCB, List.of(), 5, Views.random(4));

    double chosen = picks.stream().mapToDouble(row -> shares[row]).sum();
    double most = IntStream.range(3, ROWS).mapToDouble(row -> -shares[row]).sorted().limit(5).sum();
    assertThat(chosen).isCloseTo(-most, within(1e-12)).isGreaterThan(1.3 * 5 / 27);
  }

  @ParameterizedTest
  @MethodSource("rules")
  void shouldChooseOnlyWhatIsSafeAndWorkBeforeAnythingIsFeasible(BatchRule rule) {
    double[] logs = new double[ROWS];
    for (int row = 0; row < ROWS; row++) {
      logs[row] = row < 3 ? -5 : row % 2 == 0 ? -1e-9 : -2;
    }
    View free = view();
    View view =
        new View(
            free.objectives(),
            List.of(Requirement.likely(logs)),
            free.observed(),
            free.selectable());

    assertThat(rule.select(view, new Safe(UCB, 3), List.of(24), 40, Views.random(1)))
        .hasSize(12)
        .allMatch(row -> row % 2 == 0);
    assertThat(
            rule.select(
                view,
                new Constrained(new LogExpectedImprovement()),
                List.of(24),
                5,
                Views.random(1)))
        .hasSize(5)
        .doesNotHaveDuplicates();
  }

  @Test
  void shouldCountSharesByFeasibility() {
    View free = view();
    MostLikelyBest rule = new MostLikelyBest(new ProbabilityOfOptimality(400, 50));
    int best = rule.select(free, UCB, List.of(), 1, Views.random(4)).get(0);
    double[] logs = new double[ROWS];
    logs[best] = -40;
    View view =
        new View(
            free.objectives(),
            List.of(Requirement.likely(logs)),
            free.observed(),
            free.selectable());

    assertThat(rule.select(view, UCB, List.of(), 5, Views.random(4))).doesNotContain(best);
  }

  @Test
  void shouldMakeAnyValuesPositive() {
    double[] logs = Scale.LINEAR.logWorth(new double[] {-1e6, 0, 1e6, 5}, new int[] {0, 1, 2});

    assertThat(logs[1]).isCloseTo(Math.log(Math.log(2)), within(1e-12));
    assertThat(logs[0]).isFinite().isLessThan(logs[1]);
    assertThat(logs[2]).isGreaterThan(logs[1]);
    assertThat(Scale.LINEAR.logWorth(new double[] {3, 3}, new int[] {0, 1})[0])
        .isCloseTo(Math.log(Math.log(2)), within(1e-12));
  }
}
