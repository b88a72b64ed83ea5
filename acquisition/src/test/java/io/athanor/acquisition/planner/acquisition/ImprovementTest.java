package io.athanor.acquisition.planner.acquisition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.athanor.acquisition.planner.objective.Goal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expected and probable improvement against Gauss-Legendre quadrature. */
class ImprovementTest {
  private static final Goal MAXIMIZE = new Goal.Maximize();
  private static final Goal MINIMIZE = new Goal.Minimize();

  @ParameterizedTest
  @CsvSource({"1.3, 0.7", "0.2, 1.5", "-2, 0.6", "5, 2", "0, 1e-3", "0.999, 1e-2"})
  void shouldGiveTheExpectedImprovement(double mean, double deviation) {
    double best = 1;
    double expected = Quadrature.expectation(y -> Math.max(0, y - best), mean, deviation, best);
    double[] means = {best, mean};
    double[] deviations = {0.1, deviation};

    View view = Views.marginal(MAXIMIZE, means, deviations);
    View mirrored = Views.marginal(MINIMIZE, new double[] {-best, -mean}, deviations);

    assertThat(new ExpectedImprovement().values(view, Views.random(1))[1])
        .isCloseTo(expected, within(1e-12))
        .isEqualTo(new ExpectedImprovement().values(mirrored, Views.random(1))[1]);
    if (expected > 1e-30) {
      assertThat(new LogExpectedImprovement().values(view, Views.random(1))[1])
          .isCloseTo(Math.log(expected), within(1e-6));
    }
  }

  @Test
  void shouldGiveALogThatIsRightAndFallsForFortyDeviationsBelowTheIncumbent() {
    int steps = 4000;
    double[] means = new double[steps + 2];
    double[] deviations = new double[steps + 2];
    java.util.Arrays.fill(deviations, 1);
    for (int i = 0; i <= steps; i++) {
      means[i + 1] = -40.0 * i / steps;
    }
    double[] values =
        new LogExpectedImprovement()
            .values(Views.marginal(MAXIMIZE, means, deviations), Views.random(1));

    for (int i = 1; i <= steps; i++) {
      assertThat(values[i + 1]).isFinite().isLessThan(values[i]);
    }
    for (int i = 0; i <= steps; i += 100) {
      double u = means[i + 1];
      // E(y)+ = phi(u) int_0^inf t exp(-t^2/2 + u t) dt: no small number is ever formed
      double reach = u == 0 ? 12 : Math.min(12, 60 / -u);
      double scaled = Quadrature.integrate(t -> t * Math.exp(-0.5 * t * t + u * t), 0, reach, 40);
      double expected = -0.5 * u * u - 0.5 * Math.log(2 * Math.PI) + Math.log(scaled);
      assertThat(values[i + 1]).isCloseTo(expected, within(1e-9 * Math.abs(expected)));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "2.5, 0.4, 0.3",
    "2.0, 1, 0.5",
    "1.1, 0.3, 0.02",
    "2.0, 0.5, 1e-4",
    "3.3, 0.2, 0.25",
    "-1, 1.5, 0.9",
    "2.4, 0.05, 2"
  })
  void shouldGiveTheExpectedImprovementTowardsATarget(
      double mean, double deviation, double radius) {
    double target = 2;
    double expected =
        Quadrature.expectation(
            y -> Math.max(0, radius - Math.abs(y - target)),
            mean,
            deviation,
            target - radius,
            target,
            target + radius);

    double value =
        new LogExpectedImprovement()
            .values(
                Views.marginal(
                    new Goal.Target(target),
                    new double[] {target + radius, mean},
                    new double[] {0, deviation}),
                Views.random(1))[1];

    assertThat(value).isCloseTo(Math.log(expected), within(1e-6));
  }

  @ParameterizedTest
  @CsvSource({
    "2.5, 0.4, 1, 2",
    "0.2, 0.3, 1, 2",
    "1.5, 0.1, 1, 2",
    "1.2, 2, 1, 2",
    "3, 0.5, -Infinity, 2",
    "-1, 0.8, 1, Infinity"
  })
  void shouldGiveTheExpectedImprovementTowardsAWindow(
      double mean, double deviation, double low, double high) {
    Goal window = new Goal.Window(low, high);
    double best = -0.4;
    double[] cuts = {Math.max(-9, low), Math.max(-9, low - 0.4), Math.min(9, high), high + 0.4};
    double expected =
        Quadrature.expectation(y -> Math.max(0, window.merit(y) - best), mean, deviation, cuts);
    Outcome outcome = Outcome.marginal(window, new double[] {mean}, new double[] {deviation});
    double first = Quadrature.expectation(window::merit, mean, deviation, cuts);
    double second =
        Quadrature.expectation(y -> window.merit(y) * window.merit(y), mean, deviation, cuts);

    assertThat(Improvement.log(outcome, 0, best)).isCloseTo(Math.log(expected), within(1e-6));
    assertThat(Math.exp(LogProbabilityOfImprovement.log(outcome, 0, best)))
        .isCloseTo(
            Quadrature.expectation(y -> window.merit(y) > best ? 1 : 0, mean, deviation, cuts),
            within(1e-9));
    assertThat(outcome.expectedMerit(0)).isCloseTo(first, within(1e-9));
    assertThat(outcome.meritDeviation(0))
        .isCloseTo(Math.sqrt(second - first * first), within(1e-7));
    assertThat(MaxValueEntropy.information(outcome, 0, best)).isFinite().isPositive();
  }

  @Test
  void shouldStillRankWhereTheTargetIsMetAlready() {
    double[] values =
        new LogExpectedImprovement()
            .values(
                Views.marginal(
                    new Goal.Target(2), new double[] {2, 2.1, 2.6}, new double[] {0, 0.3, 0.3}),
                Views.random(1));

    assertThat(values[1]).isFinite().isGreaterThan(values[2]);
    assertThat(values[2]).isFinite();
  }

  @ParameterizedTest
  @CsvSource({"1.3, 0.7, 0", "0.2, 1.5, 0.1", "-2, 0.6, 0", "5, 2, 0.3"})
  void shouldGiveTheProbabilityOfImprovement(double mean, double deviation, double margin) {
    double best = 1;
    double expected =
        Quadrature.expectation(y -> y > best + margin ? 1 : 0, mean, deviation, best + margin);
    View view = Views.marginal(MAXIMIZE, new double[] {best, mean}, new double[] {0, deviation});

    assertThat(new ProbabilityOfImprovement(margin).values(view, Views.random(1))[1])
        .isCloseTo(expected, within(1e-12));
    assertThat(new LogProbabilityOfImprovement(margin).values(view, Views.random(1))[1])
        .isCloseTo(Math.log(expected), within(1e-6));
  }

  @Test
  void shouldGiveTheLogProbabilityOfImprovementFarBelowTheIncumbent() {
    for (double u = -1; u >= -40; u--) {
      double at = u;
      // Phi(u) = phi(u) int_0^inf exp(-t^2/2 + u t) dt
      double scaled =
          Quadrature.integrate(t -> Math.exp(-0.5 * t * t + at * t), 0, Math.min(12, 60 / -u), 40);
      double expected = -0.5 * u * u - 0.5 * Math.log(2 * Math.PI) + Math.log(scaled);
      View view = Views.marginal(MAXIMIZE, new double[] {0, u}, new double[] {0, 1});

      assertThat(new LogProbabilityOfImprovement(0).values(view, Views.random(1))[1])
          .isCloseTo(expected, within(1e-9 * Math.abs(expected)));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1, -1, 2",
    "3, 0.5, -1, 2",
    "3, 0.5, 3, 3.0001",
    "-4, 1, 0, 0.5",
    "20, 1, -1, 0",
    "20, 1, -1e-5, 1e-5",
    "-30, 1, 0, 1"
  })
  void shouldGiveTheLogProbabilityOfAWindow(
      double mean, double deviation, double low, double high) {
    // around the end nearest to the mean, so that the integrand starts at 1
    double start = Math.min(high, Math.max(low, mean));
    double offset = (start - mean) / deviation;
    double scaled =
        Quadrature.integrate(
            y -> {
              double z = (y - mean) / deviation;
              return Math.exp(-0.5 * (z * z - offset * offset)) / deviation;
            },
            low,
            high,
            200);
    double expected = -0.5 * offset * offset - 0.5 * Math.log(2 * Math.PI) + Math.log(scaled);

    assertThat(new Window(low, high).logProbability(mean, deviation))
        .isCloseTo(expected, within(1e-9 * Math.max(1, Math.abs(expected))));
  }

  @Test
  void shouldMultiplyTheProbabilitiesOfSeveralWindows() {
    Outcome heat = Outcome.marginal(MINIMIZE, new double[] {0.3, 0.1}, new double[] {0.1, 0.2});
    Outcome gap = Outcome.marginal(MAXIMIZE, new double[] {1, 2}, new double[] {0.5, 0.7});
    View view = new View(List.of(heat, gap), List.of(), new int[0], new int[] {0, 1});
    double expected =
        Quadrature.expectation(y -> y <= 0.2 ? 1 : 0, 0.1, 0.2, 0.2)
            * Quadrature.expectation(y -> y >= 1.5 && y <= 3 ? 1 : 0, 2, 0.7, 1.5, 3);

    double[] values =
        new WindowProbability(List.of(Window.atMost(0.2), new Window(1.5, 3)))
            .values(view, Views.random(1));

    assertThat(values[1]).isCloseTo(Math.log(expected), within(1e-9)).isGreaterThan(values[0]);
    assertThatThrownBy(
            () -> new WindowProbability(List.of(Window.atMost(0.2))).values(view, Views.random(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("windows");
  }

  @Test
  void shouldGiveTheUpperConfidenceBound() {
    View view = Views.marginal(MINIMIZE, new double[] {1, 2, 0.5}, new double[] {0.1, 0.5, 0.25});

    assertThat(new UpperConfidenceBound(2).values(view, Views.random(1)))
        .containsExactly(Double.NEGATIVE_INFINITY, -1, 0);
    assertThat(UpperConfidenceBound.falling(1, 0, 10)).isEqualTo(2);
    assertThat(UpperConfidenceBound.falling(1, 10, 10)).isEqualTo(0.5);
    assertThatThrownBy(() -> new UpperConfidenceBound(-1)).hasMessageContaining("kappa");
  }

  @Test
  void shouldGiveTheMomentsOfTheDistanceToATarget() {
    Outcome outcome = Outcome.marginal(new Goal.Target(2), new double[] {2.4}, new double[] {0.9});
    double first = Quadrature.expectation(y -> -Math.abs(y - 2), 2.4, 0.9, 2);
    double second = Quadrature.expectation(y -> (y - 2) * (y - 2), 2.4, 0.9, 2);

    assertThat(outcome.expectedMerit(0)).isCloseTo(first, within(1e-12));
    assertThat(outcome.meritDeviation(0))
        .isCloseTo(Math.sqrt(second - first * first), within(1e-12));
  }

  @Test
  void shouldRefuseWhatItCannotJudge() {
    View unobserved =
        View.of(
            Outcome.marginal(MAXIMIZE, new double[] {1}, new double[] {1}),
            new int[0],
            new int[] {0});

    assertThatThrownBy(() -> new ExpectedImprovement().values(unobserved, Views.random(1)))
        .hasMessageContaining("view.observed");
    assertThatThrownBy(() -> new ThompsonSampling().values(unobserved, Views.random(1)))
        .hasMessageContaining("outcome.joint");
    assertThatThrownBy(
            () -> Outcome.marginal(MAXIMIZE, new double[] {Double.NaN}, new double[] {1}))
        .hasMessageContaining("outcome row 0");
    assertThatThrownBy(() -> new Window(2, 1)).hasMessageContaining("window");
    assertThatThrownBy(() -> new LogProbabilityOfImprovement(-1)).hasMessageContaining("margin");
  }
}
