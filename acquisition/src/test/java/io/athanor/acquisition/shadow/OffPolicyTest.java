package io.athanor.acquisition.shadow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.athanor.acquisition.planner.numeric.Seeds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against the truth of bandits that nobody else knows, thousands of times. */
class OffPolicyTest {
  private static final int ARMS = 6;
  private static final double NOISE = 0.3;
  private static final double LEVEL = 0.95;

  /** Sums over repetitions, for means and their standard errors. */
  private static final class Sums {
    private int n;
    private double sum;
    private double squares;

    void add(double value) {
      n++;
      sum += value;
      squares += value * value;
    }

    double mean() {
      return sum / n;
    }

    double standardError() {
      return Math.sqrt((squares / n - mean() * mean()) / n);
    }
  }

  private static double[] arms() {
    double[] values = new double[ARMS];
    Arrays.setAll(values, i -> 1 + Math.sin(i));
    return values;
  }

  /**
   * An epsilon-greedy learner's log, and at each step the arm that a shadow would take, which looks
   * at the same history: neither is stationary.
   *
   * @param wrong what the model is off by, in its standard deviations
   * @param truth gets the average of what the shadow's arms would have given then, noise included
   */
  private static List<OffPolicy.Step> log(
      double epsilon, int decisions, double wrong, SplittableRandom random, double[] truth) {
    double[] arms = arms();
    double[] sums = new double[ARMS];
    int[] counts = new int[ARMS];
    List<OffPolicy.Step> steps = new ArrayList<>();
    double worth = 0;
    for (int t = 0; t < decisions; t++) {
      int greedy = best(sums, counts, t % 2);
      int shadow = best(sums, counts, (t + 1) % 3);
      int chosen = random.nextDouble() < epsilon ? random.nextInt(ARMS) : greedy;
      double propensity = epsilon / ARMS + (shadow == greedy ? 1 - epsilon : 0);
      double shadowed = arms[shadow] + NOISE * Seeds.gaussian(random);
      double outcome = chosen == shadow ? shadowed : arms[chosen] + NOISE * Seeds.gaussian(random);
      double model = arms[shadow] + wrong * NOISE;
      steps.add(
          new OffPolicy.Step(
              model, NOISE * Math.sqrt(1 + wrong * wrong), propensity, chosen == shadow, outcome));
      worth += shadowed;
      sums[chosen] += outcome;
      counts[chosen]++;
    }
    truth[0] = worth / decisions;
    return steps;
  }

  private static int best(double[] sums, int[] counts, int rank) {
    Integer[] order = new Integer[ARMS];
    Arrays.setAll(order, i -> i);
    Arrays.sort(
        order,
        (a, b) -> Double.compare((sums[b] + 3) / (counts[b] + 1), (sums[a] + 3) / (counts[a] + 1)));
    return order[rank];
  }

  @ParameterizedTest
  @CsvSource({"0.5, 30, 0", "0.5, 30, 3", "0.2, 60, 1", "1, 20, 2"})
  void shouldBeUnbiasedWhateverTheModel(double epsilon, int decisions, double wrong) {
    Sums robust = new Sums();
    Sums inverse = new Sums();
    Sums normalised = new Sums();
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < 2500; i++) {
      double[] truth = new double[1];
      OffPolicy.Estimate estimate =
          OffPolicy.estimate(log(epsilon, decisions, wrong, random, truth), 1, LEVEL).orElseThrow();
      robust.add(estimate.doublyRobust() - truth[0]);
      inverse.add(estimate.inversePropensity() - truth[0]);
      estimate.selfNormalised().ifPresent(each -> normalised.add(each - truth[0]));
    }
    assertThat(robust.mean()).isCloseTo(0, within(4 * robust.standardError()));
    assertThat(inverse.mean()).isCloseTo(0, within(4 * inverse.standardError()));
    assertThat(normalised.mean()).as("biased, but not by much").isCloseTo(0, within(0.1));
    assertThat(robust.standardError())
        .as("a model helps even if it is wrong by %s", wrong)
        .isLessThan(inverse.standardError());
  }

  @ParameterizedTest
  @CsvSource({"0.5, 30, 0", "0.5, 30, 2", "0.1, 40, 1", "0.05, 20, 1", "0.01, 50, 0"})
  void shouldCoverTheTruthAsOftenAsItClaims(double epsilon, int decisions, double wrong) {
    SplittableRandom random = new SplittableRandom(11);
    int covered = 0;
    int repetitions = 2500;
    for (int i = 0; i < repetitions; i++) {
      double[] truth = new double[1];
      OffPolicy.Estimate estimate =
          OffPolicy.estimate(log(epsilon, decisions, wrong, random, truth), 1, LEVEL).orElseThrow();
      covered += estimate.lower() <= truth[0] && truth[0] <= estimate.upper() ? 1 : 0;
    }
    assertThat((double) covered / repetitions).isGreaterThan(0.92);
  }

  @Test
  void shouldBeTheOutcomesWhereTheLoggedPolicyAlwaysDoesTheSame() {
    List<OffPolicy.Step> steps =
        List.of(new OffPolicy.Step(5, 1, 1, true, 2), new OffPolicy.Step(-5, 1, 1, true, 3));
    OffPolicy.Estimate estimate = OffPolicy.estimate(steps, 1, LEVEL).orElseThrow();
    assertThat(estimate.doublyRobust()).isEqualTo(2.5);
    assertThat(estimate.lower()).isEqualTo(2.5);
    assertThat(estimate.upper()).isEqualTo(2.5);
    assertThat(estimate.inversePropensity()).isEqualTo(2.5);
    assertThat(estimate.selfNormalised()).hasValue(2.5);
    assertThat(estimate.matched()).isEqualTo(2);
  }

  @Test
  void shouldFallBackOnTheModelWithAWideIntervalWhereNothingMatched() {
    OffPolicy.Estimate estimate =
        OffPolicy.estimate(List.of(new OffPolicy.Step(5, 1, 0.01, false, 2)), 4, LEVEL)
            .orElseThrow();
    assertThat(estimate.doublyRobust()).isEqualTo(5);
    assertThat(estimate.inversePropensity()).isZero();
    assertThat(estimate.selfNormalised()).isEmpty();
    assertThat(estimate.upper() - estimate.lower())
        .isCloseTo(2 * 1.959964 * Math.sqrt(99 * 4), within(1e-4));
  }

  @Test
  void shouldSayNothingOfNothingAndRefuseWhatCannotBe() {
    assertThat(OffPolicy.estimate(List.of(), 1, LEVEL)).isEmpty();
    assertThatThrownBy(() -> new OffPolicy.Step(0, 1, 0, false, 0))
        .hasMessageContaining("step.propensity");
    assertThatThrownBy(() -> new OffPolicy.Step(0, -1, 1, false, 0))
        .hasMessageContaining("step.deviation");
    assertThatThrownBy(() -> new OffPolicy.Step(Double.NaN, 1, 1, false, 0))
        .hasMessageContaining("step.expected");
    assertThatThrownBy(() -> OffPolicy.estimate(List.of(), 0.5, LEVEL))
        .hasMessageContaining("inflation");
    assertThatThrownBy(() -> OffPolicy.estimate(List.of(), 1, 1)).hasMessageContaining("level");
    assertThat(OffPolicy.inflation(List.of())).isEqualTo(1);
    assertThat(OffPolicy.inflation(List.of(new OffPolicy.Surprise(0.1, 1)))).isEqualTo(1);
    assertThat(
            OffPolicy.inflation(
                List.of(new OffPolicy.Surprise(2, 0), new OffPolicy.Surprise(4, 2))))
        .isEqualTo(5);
  }
}
