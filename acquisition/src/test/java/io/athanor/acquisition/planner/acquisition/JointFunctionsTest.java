package io.athanor.acquisition.planner.acquisition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.athanor.acquisition.planner.objective.Goal;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Functions of the joint posterior against exact sums, quadrature, or plain Monte Carlo; where the
 * reference is Monte Carlo, the tolerance is five of its standard errors.
 */
class JointFunctionsTest {
  private static final Goal MAXIMIZE = new Goal.Maximize();
  private static final Goal MINIMIZE = new Goal.Minimize();
  private static final Goal TARGET = new Goal.Target(0.2);

  @Test
  void shouldGiveTheKnowledgeGradientOfAPoolExactly() {
    for (Goal goal : List.of(MAXIMIZE, MINIMIZE)) {
      Outcome outcome = GaussianJoint.outcome(goal, 12, 0.2, 3);
      View view = Views.joint(List.of(outcome), 4);

      double[] values = KnowledgeGradient.standard().values(view, Views.random(1));

      for (int row = 4; row < 12; row++) {
        assertThat(values[row]).isCloseTo(risingByQuadrature(outcome, row), within(1e-6));
      }
      assertThat(values[0]).isEqualTo(Double.NEGATIVE_INFINITY);
    }
  }

  private static double risingByQuadrature(Outcome outcome, int row) {
    double[] covariance = outcome.requireJoint().covarianceWith(row);
    double total = Math.sqrt(covariance[row] + outcome.noise() * outcome.noise());
    double before = -1e9;
    for (int j = 0; j < covariance.length; j++) {
      before = Math.max(before, outcome.merit(j));
    }
    double now = before;
    return Quadrature.integrate(
        z -> {
          double best = -1e9;
          for (int j = 0; j < covariance.length; j++) {
            double mean = outcome.means()[j] + z * covariance[j] / total;
            best = Math.max(best, outcome.goal().merit(mean));
          }
          return (best - now) * Quadrature.density(z);
        },
        -9,
        9,
        1000);
  }

  @Test
  void shouldGiveTheKnowledgeGradientTowardsATarget() {
    for (Goal goal : List.of(TARGET, new Goal.Window(0.1, 0.3))) {
      Outcome outcome = GaussianJoint.outcome(goal, 12, 0.2, 4);
      View view = Views.joint(List.of(outcome), 4);

      double[] values = KnowledgeGradient.standard().values(view, Views.random(1));

      for (int row = 4; row < 12; row++) {
        double expected = approachByQuadrature(outcome, row);
        assertThat(values[row]).isCloseTo(expected, within(1e-3)).isGreaterThan(-1e-3);
      }
    }
  }

  private static double approachByQuadrature(Outcome outcome, int row) {
    double[] covariance = outcome.requireJoint().covarianceWith(row);
    double total = Math.sqrt(covariance[row] + outcome.noise() * outcome.noise());
    double now = -1e9;
    for (int j = 0; j < covariance.length; j++) {
      now = Math.max(now, expectedMerit(outcome, outcome.means()[j], outcome.deviations()[j]));
    }
    double then =
        Quadrature.integrate(
            z -> {
              double best = -1e9;
              for (int j = 0; j < covariance.length; j++) {
                double slope = covariance[j] / total;
                double left =
                    Math.sqrt(outcome.deviations()[j] * outcome.deviations()[j] - slope * slope);
                best = Math.max(best, expectedMerit(outcome, outcome.means()[j] + z * slope, left));
              }
              return best * Quadrature.density(z);
            },
            -8,
            8,
            12);
    return then - now;
  }

  private static double expectedMerit(Outcome outcome, double mean, double deviation) {
    double[] cuts =
        outcome.goal() instanceof Goal.Window window
            ? new double[] {window.low(), window.high()}
            : new double[] {0.2};
    return Quadrature.expectation(1, outcome.goal()::merit, mean, deviation, cuts);
  }

  @Test
  void shouldFindTheUpperEnvelopeOfParallelAndHiddenLines() {
    // the first two are parallel, the third is below the envelope of the others everywhere
    double[] intercepts = {0, -1, -2, 0.5};
    double[] slopes = {1, 1, 0, -1};
    double expected =
        Quadrature.integrate(z -> Math.max(z, 0.5 - z) * Quadrature.density(z), -10, 0.25, 20)
            + Quadrature.integrate(z -> Math.max(z, 0.5 - z) * Quadrature.density(z), 0.25, 10, 20)
            - 0.5;

    assertThat(UpperEnvelope.expectedRise(intercepts, slopes)).isCloseTo(expected, within(1e-12));
    assertThat(UpperEnvelope.expectedRise(new double[] {1, 2}, new double[] {0, 0})).isZero();
  }

  @Test
  void shouldGiveTheShareOfVarianceTakenAway() {
    Outcome outcome = GaussianJoint.outcome(MAXIMIZE, 9, 0.3, 5);
    View view = Views.joint(List.of(outcome), 2);
    double[][] covariance = ((GaussianJoint) outcome.requireJoint()).covariance();

    double[] values = IntegratedVariance.standard().values(view, Views.random(1));

    for (int row = 2; row < 9; row++) {
      double before = 0;
      double after = 0;
      for (int j = 0; j < 9; j++) {
        before += covariance[j][j];
        // conditional variance by the 2 x 2 formula, once per alternative
        after +=
            covariance[j][j]
                - covariance[j][row] * covariance[row][j] / (covariance[row][row] + 0.09);
      }
      assertThat(values[row]).isCloseTo(1 - after / before, within(1e-12));
    }
    assertThat(new MaximumVariance().values(view, Views.random(1))[3])
        .isCloseTo(0.5 * Math.log(covariance[3][3]), within(1e-12));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-3, -0.4, 0.1, 1, 4})
  void shouldGiveTheEntropyThatKnowingTheBestTakesAway(double best) {
    Outcome outcome = Outcome.marginal(MAXIMIZE, new double[] {0.5}, new double[] {0.7});

    assertThat(MaxValueEntropy.information(outcome, 0, best))
        .isCloseTo(entropyLost(0.5, 0.7, best, 60), within(1e-6));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.05, -0.5, -1.5})
  void shouldGiveTheEntropyThatKnowingTheBestDistanceTakesAway(double best) {
    Outcome outcome = Outcome.marginal(TARGET, new double[] {0.5}, new double[] {0.7});

    assertThat(MaxValueEntropy.information(outcome, 0, best))
        .isCloseTo(entropyLost(0.5, 0.7, 0.2 + best, 0.2 - best), within(1e-6));
  }

  /** Entropy of a normal minus that of the same cut off between two values. */
  private static double entropyLost(double mean, double deviation, double from, double to) {
    double low = mean - 12 * deviation;
    double high = mean + 12 * deviation;
    double outside =
        Quadrature.integrate(y -> density(y, mean, deviation), low, from, 60)
            + Quadrature.integrate(y -> density(y, mean, deviation), Math.min(to, high), high, 60);
    java.util.function.DoubleUnaryOperator surprise =
        y -> {
          double p = density(y, mean, deviation) / outside;
          return p > 0 ? -p * Math.log(p) : 0;
        };
    double cut =
        Quadrature.integrate(surprise, low, from, 60)
            + Quadrature.integrate(surprise, Math.min(to, high), high, 60);
    return 0.5 * Math.log(2 * Math.PI * Math.E * deviation * deviation) - cut;
  }

  private static double density(double y, double mean, double deviation) {
    return Quadrature.density((y - mean) / deviation) / deviation;
  }

  @Test
  void shouldDrawTheBestValueOfAllKnownRows() {
    // row 0 is certain and far above: the best value is known, and says nothing of the others
    Outcome outcome =
        GaussianJoint.outcome(
            MAXIMIZE,
            new double[] {9, 0, 0},
            new double[][] {{1e-12, 0, 0}, {0, 1, 0}, {0, 0, 4}},
            0);

    double[] values =
        MaxValueEntropy.standard().values(Views.joint(List.of(outcome), 1), Views.random(1));

    assertThat(values[1]).isCloseTo(entropyLost(0, 1, 9, 12), within(1e-6));
    assertThat(values[2]).isCloseTo(entropyLost(0, 2, 9, 24), within(1e-6)).isGreaterThan(1e-5);
  }

  @Test
  void shouldGiveTheProbabilityToBeTheBest() {
    // two independent rows: P(a > b) = Phi((mu_a - mu_b) / sqrt(s_a^2 + s_b^2))
    Outcome outcome =
        GaussianJoint.outcome(
            MINIMIZE,
            new double[] {-5, 0.3, 0, 0.1},
            new double[][] {{1, 0, 0, 0}, {0, 0.5, 0, 0}, {0, 0, 0.7, 0}, {0, 0, 0, 1e-20}},
            0);
    View view = View.of(outcome, new int[] {0}, new int[] {1, 2});
    double expected = Quadrature.expectation(d -> d > 0 ? 1 : 0, -0.3, Math.sqrt(1.2), 0);
    int draws = 40_000;

    double[] values = new ProbabilityOfOptimality(draws, 10).values(view, Views.random(7));

    assertThat(values[1]).isCloseTo(expected, within(5 * Math.sqrt(0.25 / draws)));
    assertThat(values[1] + values[2]).isEqualTo(1);
    assertThat(values[3]).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(new ProbabilityOfOptimality(10, 1).values(view, Views.random(7))[2]).isEqualTo(1);
  }

  @Test
  void shouldTakeOneDrawInThompsonSampling() {
    Outcome outcome = GaussianJoint.outcome(MINIMIZE, 6, 0, 8);
    View view = Views.joint(List.of(outcome), 2);
    double[] draw = outcome.requireJoint().sample(new int[] {2, 3, 4, 5}, Views.random(5));

    double[] values = new ThompsonSampling().values(view, Views.random(5));

    for (int k = 0; k < 4; k++) {
      assertThat(values[2 + k]).isEqualTo(-draw[k]);
    }
    assertThat(values[0]).isEqualTo(Double.NEGATIVE_INFINITY);
  }

  @Test
  void shouldAverageImprovementOverOneUncertainIncumbent() {
    // one observed row: the difference d = y - y0 is normal, and so E(d)+ has a closed form
    double[][] covariance = {{0.36, 0.2}, {0.2, 0.81}};
    Outcome outcome = GaussianJoint.outcome(MAXIMIZE, new double[] {0.5, 0.1}, covariance, 0);
    double expected =
        Quadrature.expectation(d -> Math.max(0, d), -0.4, Math.sqrt(0.36 + 0.81 - 0.4), 0);

    double[] values =
        new NoisyExpectedImprovement(4096, 4, 9)
            .values(Views.joint(List.of(outcome), 1), Views.random(2));

    assertThat(Math.exp(values[1])).isCloseTo(expected, within(1e-3 * expected));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void shouldAverageImprovementOverSeveralUncertainIncumbents(boolean towardsTarget) {
    Goal goal = towardsTarget ? TARGET : MAXIMIZE;
    Outcome outcome = GaussianJoint.outcome(goal, 8, 0.1, 11);
    View view = Views.joint(List.of(outcome), 4);
    int[] all = {0, 1, 2, 3, 4, 5, 6, 7};
    int draws = 20_000;
    double[][] sampled = outcome.requireJoint().samples(all, draws, new SplittableRandom(9));

    double[] values = new NoisyExpectedImprovement(1024, 8, 9).values(view, Views.random(2));

    for (int row = 4; row < 8; row++) {
      double sum = 0;
      double squares = 0;
      for (double[] draw : sampled) {
        double best = Arrays.stream(draw, 0, 4).map(goal::merit).max().orElseThrow();
        double improvement = Math.max(0, goal.merit(draw[row]) - best);
        sum += improvement;
        squares += improvement * improvement;
      }
      double mean = sum / draws;
      double error = Math.sqrt((squares / draws - mean * mean) / draws);
      assertThat(Math.exp(values[row])).isCloseTo(mean, within(5 * error + 0.01 * mean));
    }
  }

  @Test
  void shouldJudgeOnlyTheMostPromising() {
    Outcome outcome = GaussianJoint.outcome(MAXIMIZE, 20, 0.1, 13);
    View view = Views.joint(List.of(outcome), 5);
    double[] all = NoisyExpectedImprovement.standard().values(view, Views.random(2));

    double[] some = new NoisyExpectedImprovement(64, 32, 6).values(view, Views.random(2));

    double[] plugIn = new LogExpectedImprovement().values(view, Views.random(2));
    double sixth = Arrays.stream(plugIn).map(v -> -v).sorted().skip(5).findFirst().orElseThrow();
    for (int row = 5; row < 20; row++) {
      assertThat(some[row]).isEqualTo(plugIn[row] >= -sixth ? all[row] : Double.NEGATIVE_INFINITY);
    }
  }

  @Test
  void shouldAgreeWithThePlugInWhereTheIncumbentIsCertain() {
    double[][] covariance = {{1e-18, 0}, {0, 0.81}};
    Outcome outcome = GaussianJoint.outcome(MAXIMIZE, new double[] {5, 0.1}, covariance, 0);
    View view = Views.joint(List.of(outcome), 1);

    assertThat(NoisyExpectedImprovement.standard().values(view, Views.random(2))[1])
        .isCloseTo(new LogExpectedImprovement().values(view, Views.random(2))[1], within(1e-3));
  }

  @Test
  void shouldGiveTheSameBitsForTheSameSeed() {
    Outcome outcome = GaussianJoint.outcome(MAXIMIZE, 20, 0.1, 12);
    View view = Views.joint(List.of(outcome), 5);
    for (AcquisitionFunction function :
        List.of(
            NoisyExpectedImprovement.standard(),
            new ThompsonSampling(),
            ProbabilityOfOptimality.standard(),
            MaxValueEntropy.standard())) {
      assertThat(function.values(view, Views.random(3)))
          .isEqualTo(function.values(view, Views.random(3)))
          .isNotEqualTo(function.values(view, Views.random(4)));
    }
  }

  @Test
  void shouldRefuseNumbersWithoutMeaning() {
    assertThatThrownBy(() -> new KnowledgeGradient(0, 1)).hasMessageContaining("candidates");
    assertThatThrownBy(() -> new IntegratedVariance(0)).hasMessageContaining("candidates");
    assertThatThrownBy(() -> new MaxValueEntropy(0, 1)).hasMessageContaining("draws");
    assertThatThrownBy(() -> new ProbabilityOfOptimality(1, 0)).hasMessageContaining("shortlist");
    assertThatThrownBy(() -> new NoisyExpectedImprovement(1, 0, 1))
        .hasMessageContaining("incumbents");
  }
}
