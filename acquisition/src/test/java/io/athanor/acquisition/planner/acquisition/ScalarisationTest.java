package io.athanor.acquisition.planner.acquisition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.athanor.acquisition.planner.acquisition.Desirability.Shape;
import io.athanor.acquisition.planner.numeric.Seeds;
import io.athanor.acquisition.planner.objective.Goal;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** ParEGO and desirability against quadrature and Monte Carlo. */
class ScalarisationTest {
  private static final Goal MAXIMIZE = new Goal.Maximize();

  @ParameterizedTest
  @CsvSource({"0.3, 0.5, 0.2, 0.4", "1, 0, 0.3, 0.9", "-2, 2, 0.5, 0.1", "0, 0, 1, 1"})
  void shouldGiveTheMomentsOfTheScalarisedPairExactly(
      double first, double second, double firstDeviation, double secondDeviation) {
    double rho = 0.05;
    double mean =
        nested(first, second, firstDeviation, secondDeviation, (a, b) -> scalarised(a, b, rho));
    double square =
        nested(
            first,
            second,
            firstDeviation,
            secondDeviation,
            (a, b) -> scalarised(a, b, rho) * scalarised(a, b, rho));

    ParEgo.Moments moments =
        ParEgo.moments(
            new double[] {first, second}, new double[] {firstDeviation, secondDeviation}, rho);

    assertThat(moments.mean()).isCloseTo(mean, within(1e-6));
    assertThat(moments.deviation()).isCloseTo(Math.sqrt(square - mean * mean), within(1e-6));
  }

  private static double scalarised(double a, double b, double rho) {
    return Math.min(a, b) + rho * (a + b);
  }

  private static double nested(
      double first,
      double second,
      double s1,
      double s2,
      java.util.function.DoubleBinaryOperator f) {
    return Quadrature.expectation(
        4, a -> Quadrature.expectation(2, b -> f.applyAsDouble(a, b), second, s2, a), first, s1);
  }

  @Test
  void shouldComeCloseToTheMomentsOfFourScalarisedObjectives() {
    double[] mean = {0.2, 0.4, 0.3, 0.6};
    double[] deviation = {0.2, 0.3, 0.1, 0.25};
    SplittableRandom random = new SplittableRandom(1);
    int draws = 100_000;
    double sum = 0;
    double squares = 0;
    for (int s = 0; s < draws; s++) {
      double[] x = new double[4];
      Arrays.setAll(x, k -> mean[k] + deviation[k] * Seeds.gaussian(random));
      double value = Arrays.stream(x).min().orElseThrow() + 0.05 * Arrays.stream(x).sum();
      sum += value;
      squares += value * value;
    }

    ParEgo.Moments moments = ParEgo.moments(mean, deviation, 0.05);

    // Clark's sequence of pairs is an approximation here
    double spread = Math.sqrt(squares / draws - sum / draws * (sum / draws));
    assertThat(moments.mean()).isCloseTo(sum / draws, within(0.05 * spread));
    assertThat(moments.deviation()).isCloseTo(spread, within(0.05 * spread));
  }

  @Test
  void shouldWeighObjectivesUniformlyOnTheSimplex() {
    SplittableRandom random = new SplittableRandom(2);
    int draws = 20_000;
    double[] sums = new double[3];
    double squares = 0;
    for (int s = 0; s < draws; s++) {
      double[] weights = ParEgo.weights(3, random);
      assertThat(Arrays.stream(weights).sum()).isCloseTo(1, within(1e-12));
      Arrays.setAll(sums, k -> sums[k] + weights[k]);
      squares += weights[0] * weights[0];
    }
    // Dirichlet(1, 1, 1): mean 1/3, second moment 1/6
    double error = 5 * Math.sqrt(1 / 18.0 / draws);
    assertThat(sums[0] / draws).isCloseTo(1 / 3.0, within(error));
    assertThat(sums[2] / draws).isCloseTo(1 / 3.0, within(error));
    assertThat(squares / draws).isCloseTo(1 / 6.0, within(error));
  }

  @Test
  void shouldScoreByTheScalarisedImprovement() {
    Outcome up =
        Outcome.marginal(
            MAXIMIZE, new double[] {0, 10, 12, 5, 5}, new double[] {0.1, 0.1, 1, 1, 0});
    Outcome down =
        Outcome.marginal(
            new Goal.Minimize(),
            new double[] {1, 2, 0.5, 3, 1.5},
            new double[] {0.1, 0.1, 1, 1, 0});
    View view = Views.joint(List.of(up, down), 2);

    double[] values = ParEgo.standard().values(view, Views.random(5));

    // better in both beats worse in both; a certain row on the segment between cannot lose by
    // chance
    assertThat(values[2]).isGreaterThan(values[3]);
    assertThat(values[3]).isFinite();
    assertThat(values).isEqualTo(ParEgo.standard().values(view, Views.random(5)));
    assertThat(new ParEgo(0.05, List.of(1.0, 1.0)).values(view, Views.random(5))).isEqualTo(values);
    assertThatThrownBy(() -> new ParEgo(0.05, List.of(1.0)).values(view, Views.random(5)))
        .hasMessageContaining("importance");
    assertThat(values[2]).isNotEqualTo(ParEgo.standard().values(view, Views.random(6))[2]);
    assertThatThrownBy(
            () ->
                ParEgo.standard()
                    .values(
                        new View(view.objectives(), List.of(), new int[0], new int[] {1}),
                        Views.random(1)))
        .hasMessageContaining("view.observed");
  }

  @ParameterizedTest
  @CsvSource({
    "0.5, 0.3",
    "2, 1",
    "3.5, 0.2",
    "1.2, 0.01",
    "-1, 0.4",
    "5, 0.5",
    "1.5, 5",
    "2.5, 0.001"
  })
  void shouldGiveTheExpectedDesirability(double mean, double deviation) {
    for (Shape shape :
        List.of(
            new Shape(1, 1.5, 2, 3, 1),
            Shape.larger(1, 2),
            Shape.smaller(1, 2),
            new Shape(1, 1, 2, 2, 1),
            new Shape(1, 1.5, 1.5, 1.6, 1))) {
      double expected = Quadrature.expectation(shape::of, mean, deviation, 1, 1.5, 1.6, 2, 3);

      double value = shape.logExpected(mean, deviation);

      assertThat(Math.exp(value)).isCloseTo(expected, within(1e-10));
      if (expected > 1e-20) {
        assertThat(value).isCloseTo(Math.log(expected), within(1e-6));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"2, 2.0001", "30, 31", "39.9, 40", "5, 5.05", "-40, -39", "-12, -11.99", "-1, 2"})
  void shouldGiveTheExpectationOfARampFarOut(double a, double b) {
    double near = a > 0 ? a : Math.min(b, 0);
    double scaled =
        Quadrature.integrate(
            z -> (z - a) / (b - a) * Math.exp(-0.5 * (z * z - near * near)), a, b, 40);
    double expected = -0.5 * near * near - 0.5 * Math.log(2 * Math.PI) + Math.log(scaled);

    assertThat(Ramp.log(b, a - b)).isCloseTo(expected, within(1e-6));
  }

  @Test
  void shouldTakeTheGeometricMeanByImportance() {
    Outcome first = Outcome.marginal(MAXIMIZE, new double[] {1.5, 0}, new double[] {0, 0});
    Outcome second = Outcome.marginal(MAXIMIZE, new double[] {1.2, 9}, new double[] {0, 0});
    View view = new View(List.of(first, second), List.of(), new int[0], new int[] {0, 1});
    Desirability function =
        new Desirability(
            List.of(
                Shape.larger(1, 2),
                new Shape(1, 2, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, 3)));

    double[] values = function.values(view, Views.random(1));

    assertThat(values[0]).isCloseTo(Math.log(0.5) / 4 + 3 * Math.log(0.2) / 4, within(1e-12));
    // perfect in one, useless in the other
    assertThat(values[1]).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThatThrownBy(
            () -> new Desirability(List.of(Shape.larger(1, 2))).values(view, Views.random(1)))
        .hasMessageContaining("shapes");
    assertThatThrownBy(() -> new Shape(2, 1, 3, 4, 1)).hasMessageContaining("shape");
    assertThatThrownBy(() -> new Shape(1, 2, 3, 4, 0)).hasMessageContaining("importance");
  }
}
