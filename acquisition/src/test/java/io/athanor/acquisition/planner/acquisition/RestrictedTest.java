package io.athanor.acquisition.planner.acquisition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.athanor.acquisition.planner.acquisition.FidelityChoice.Fidelity;
import io.athanor.acquisition.planner.numeric.Leading;
import io.athanor.acquisition.planner.objective.Goal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Constraints, safety, costs, fidelities, and selection within a number of evaluations. */
class RestrictedTest {
  private static final Goal MAXIMIZE = new Goal.Maximize();
  private static final AcquisitionFunction LOG_EI = new LogExpectedImprovement();
  private static final Outcome YIELD =
      Outcome.marginal(
          MAXIMIZE, new double[] {3, 1, 2, 2.5, 2}, new double[] {0.1, 0.1, 0.5, 0.5, 0.7});
  private static final Outcome STRAIN =
      Outcome.marginal(
          MAXIMIZE, new double[] {9, 0.5, 0.9, 3, 0.2}, new double[] {0.1, 0.1, 0.4, 0.5, 0.3});

  private static View limited(double limit) {
    return new View(
        List.of(YIELD),
        List.of(Requirement.inside(STRAIN, Window.atMost(limit))),
        new int[] {0, 1},
        new int[] {2, 3, 4});
  }

  @Test
  void shouldAddTheLogProbabilityOfFeasibility() {
    View view = limited(1);

    double[] values = new Constrained(LOG_EI).values(view, Views.random(1));

    // row 0 is the best but infeasible: the incumbent is row 1
    double improvement = Quadrature.expectation(y -> Math.max(0, y - 1), 2, 0.5, 1);
    double feasible = Quadrature.expectation(y -> y <= 1 ? 1 : 0, 0.9, 0.4, 1);
    assertThat(values[2]).isCloseTo(Math.log(improvement) + Math.log(feasible), within(1e-6));
    assertThat(values[4]).isGreaterThan(values[3]);
  }

  @Test
  void shouldSeekFeasibilityFirst() {
    View view = limited(0.1);

    double[] values = new Constrained(LOG_EI).values(view, Views.random(1));

    double feasible = Quadrature.expectation(y -> y <= 0.1 ? 1 : 0, 0.9, 0.4, 0.1);
    assertThat(values[2]).isCloseTo(Math.log(feasible), within(1e-6));
    assertThatThrownBy(() -> LOG_EI.values(view, Views.random(1)))
        .hasMessageContaining("view.observed");
  }

  @Test
  void shouldTakeALearntProbabilityOfSuccess() {
    double[] logs = {0, Math.log(0.9), Math.log(0.2), Math.log(0.99999), -1e-12};
    View view =
        new View(
            List.of(YIELD),
            List.of(Requirement.likely(logs)),
            new int[] {0, 1},
            new int[] {2, 3, 4});

    double[] values = new Constrained(LOG_EI).values(view, Views.random(1));

    assertThat(values[2])
        .isCloseTo(LOG_EI.values(view, Views.random(1))[2] + Math.log(0.2), within(1e-12));
    assertThat(view.feasible(2)).isFalse();
    assertThat(view.feasible(3)).isTrue();
    assertThat(new Safe(LOG_EI, 3).values(view, Views.random(1))[3]).isFinite();
    assertThat(new Safe(LOG_EI, 5).values(view, Views.random(1))[3])
        .isEqualTo(Double.NEGATIVE_INFINITY);
  }

  @Test
  void shouldChooseOnlyWhatIsSafe() {
    double[] values = new Safe(new UpperConfidenceBound(1), 2).values(limited(1), Views.random(1));

    assertThat(values[2]).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(values[3]).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(values[4]).isEqualTo(2.7);
    assertThatThrownBy(() -> new Safe(LOG_EI, -1)).hasMessageContaining("beta");
  }

  @Test
  void shouldDivideByTheCostToThePowerEta() {
    View view = View.of(YIELD, new int[] {1}, new int[] {2, 3, 4});
    double[] costs = {1, 1, 1, 4, 10};
    double[] free = LOG_EI.values(view, Views.random(1));

    double[] values = new CostAware(LOG_EI, costs, 0.5).values(view, Views.random(1));

    assertThat(values[2]).isEqualTo(free[2]);
    assertThat(values[3]).isCloseTo(free[3] - Math.log(2), within(1e-12));
    assertThat(CostAware.cooled(25, 100)).isEqualTo(0.75);
    assertThat(CostAware.cooled(120, 100)).isZero();
    assertThatThrownBy(() -> new CostAware(LOG_EI, new double[] {0}, 1))
        .hasMessageContaining("costs[0]");
    assertThatThrownBy(() -> new CostAware(LOG_EI, costs, 2)).hasMessageContaining("eta");
    assertThatThrownBy(
            () -> new CostAware(LOG_EI, new double[] {1}, 1).values(view, Views.random(1)))
        .hasMessageContaining("costs");
  }

  @Test
  void shouldChooseTheFidelityThatTellsMostPerCost() {
    Fidelity simulation = new Fidelity(0.8, 1, 0, 1);
    Fidelity experiment = new Fidelity(1, 1, 0.5, 10);

    assertThat(FidelityChoice.of(List.of(simulation, experiment)).fidelity()).isZero();
    FidelityChoice dear = FidelityChoice.of(List.of(new Fidelity(0.2, 1, 0, 1), experiment));
    assertThat(dear.fidelity()).isEqualTo(1);
    assertThat(dear.reduction()).isCloseTo(0.8, within(1e-12));
    assertThat(dear.perCost()).isCloseTo(0.08, within(1e-12));
    assertThatThrownBy(() -> FidelityChoice.of(List.of())).hasMessageContaining("fidelities");
    assertThatThrownBy(() -> new Fidelity(1, 1, 1, 0)).hasMessageContaining("cost");
  }

  private static View large(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int rows = 500;
    double[] means = random.doubles(rows).toArray();
    double[] deviations = random.doubles(rows, 0.01, 0.5).toArray();
    return View.of(
        Outcome.marginal(MAXIMIZE, means, deviations),
        new int[] {0},
        IntStream.range(1, rows).toArray());
  }

  /** A search, and the best row that it judged. */
  private record Tried(Anytime search, OptionalInt row) {}

  /** By falling bounds, or else by mean + 3 deviations. */
  private static Tried select(
      AcquisitionFunction function,
      View view,
      Optional<double[]> bounds,
      int budget,
      Supplier<SplittableRandom> random) {
    double[] judged = new double[view.rows()];
    Arrays.fill(judged, Double.NEGATIVE_INFINITY);
    double[] scores =
        bounds.orElseGet(() -> view.scores(row -> view.objective().optimistic(row, 3)));
    Anytime search =
        Anytime.select(
            Leading.order(view.selectable(), scores, budget + 1),
            bounds,
            budget,
            rows -> {
              double[] values = function.values(view.selecting(rows), random.get());
              IntStream.of(rows).forEach(row -> judged[row] = values[row]);
              return IntStream.of(rows).mapToDouble(row -> values[row]).toArray();
            });
    return new Tried(
        search,
        IntStream.range(0, judged.length)
            .filter(row -> judged[row] > Double.NEGATIVE_INFINITY && judged[row] == search.value())
            .findFirst());
  }

  @Test
  void shouldBoundWhatAShortSearchMisses() {
    for (AcquisitionFunction function :
        List.of(new UpperConfidenceBound(2), new ExpectedImprovement(), LOG_EI)) {
      for (int seed = 0; seed < 20; seed++) {
        View view = large(seed);
        double[] ceilings = view.objective().deviations().clone();
        for (int i = 0; i < ceilings.length; i++) {
          ceilings[i] *= 1 + 0.3 * (i % 7);
        }
        double[] values = function.values(view, Views.random(1));
        double best = Arrays.stream(values).max().orElseThrow();
        double[] bounds =
            Anytime.bounds(function, view, new double[][] {ceilings}, Views.random(1));

        Tried shortly = select(function, view, Optional.of(bounds), 5, () -> Views.random(1));
        Tried fully = select(function, view, Optional.of(bounds), 500, () -> Views.random(1));

        assertThat(shortly.search().evaluated()).isEqualTo(5);
        assertThat(best - shortly.search().value())
            .isBetween(0.0, shortly.search().gap().getAsDouble() + 1e-12);
        assertThat(fully.search().value()).isEqualTo(best);
        assertThat(fully.search().gap()).hasValue(0);
        assertThat(fully.search().evaluated()).isLessThan(500);
        assertThat(values[fully.row().getAsInt()]).isEqualTo(best);
      }
    }
  }

  /** A function that draws weights anew for every row would be another one in every chunk. */
  @Test
  void shouldJudgeARowAlikeInWhateverChunkItComes() {
    View view = large(5);
    AcquisitionFunction drawn =
        (seen, random) -> {
          double weight = random.nextDouble();
          return seen.scores(row -> seen.objective().optimistic(row, weight));
        };
    double[] whole = drawn.values(view, Views.random(9));
    double[] bounds = new double[view.rows()];
    Arrays.fill(bounds, 1e9);

    Tried found = select(drawn, view, Optional.of(bounds), 499, () -> Views.random(9));

    assertThat(found.search().evaluated()).isEqualTo(499);
    assertThat(found.search().value())
        .isEqualTo(
            IntStream.of(view.selectable()).mapToDouble(row -> whole[row]).max().getAsDouble());
    assertThat(whole[found.row().getAsInt()]).isEqualTo(found.search().value());
  }

  @Test
  void shouldSayThatItDoesNotKnowWhatItMissesWithoutABound() {
    View view = large(3);

    Tried some = select(LOG_EI, view, Optional.empty(), 100, () -> Views.random(1));
    Tried all = select(LOG_EI, view, Optional.empty(), 499, () -> Views.random(1));

    assertThat(some.search().gap()).isEmpty();
    assertThat(some.search().evaluated()).isEqualTo(100);
    assertThat(all.search().gap()).hasValue(0);
    assertThat(all.search().value()).isGreaterThanOrEqualTo(some.search().value());
    assertThat(
            select(LOG_EI, view.selecting(new int[0]), Optional.empty(), 1, () -> Views.random(1))
                .row())
        .isEmpty();
    assertThatThrownBy(() -> select(LOG_EI, view, Optional.empty(), 0, () -> Views.random(1)))
        .hasMessageContaining("budget");
  }
}
