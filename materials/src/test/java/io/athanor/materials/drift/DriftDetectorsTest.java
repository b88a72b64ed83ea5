package io.athanor.materials.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** Detectors against what they promise: what they find, how soon, and how seldom without cause. */
class DriftDetectorsTest {
  private static final int SHIFT = 200;

  private static double[] normal(long seed, int length, DoubleUnaryOperator levelAt) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] values = new double[length];
    Arrays.setAll(values, i -> random.nextGaussian() + levelAt.applyAsDouble(i));
    return values;
  }

  @Test
  void shouldFindARiseAndAFallByPageAndHinkley() {
    for (int sign : new int[] {-1, 1}) {
      double[] values = normal(3, 400, i -> i < SHIFT ? 0 : sign * 2);
      PageHinkley test = PageHinkley.begin(0.5, 12);
      int at = 0;
      while (!test.isAlarm()) {
        test = test.after(values[at++]);
        assertThat(PageHinkley.of(test.state())).isEqualTo(test);
      }
      assertThat(at).isBetween(SHIFT + 1, SHIFT + 40);
      assertThat(test.since()).isCloseTo(SHIFT, within(10L));
      assertThat(test.rise() > test.fall()).isEqualTo(sign > 0);
    }
  }

  @Test
  void shouldStayQuietWhileNothingChanges() {
    PageHinkley test = PageHinkley.begin(0.5, 12);
    Adwin window = Adwin.begin(1e-4);
    ConformalRank ranks = ConformalRank.begin(7);
    for (double each : normal(5, 20_000, i -> 0)) {
      test = test.after(each);
      ConformalRank.Ranked ranked = ranks.after(each);
      ranks = ranked.next();
      Adwin.Step step = window.after(ranked.rank());
      assertThat(step.cut()).isEmpty();
      window = step.adwin();
    }
    assertThat(test.isAlarm()).isFalse();
    assertThat(window.size()).isEqualTo(20_000);
    assertThat(window.buckets()).hasSizeLessThan(80);
    assertThat(Adwin.of(window.state())).isEqualTo(window);
  }

  @Test
  void shouldDropWhatIsOldFromTheWindow() {
    SplittableRandom random = new SplittableRandom(1);
    Adwin window = Adwin.begin(0.002);
    int at = 0;
    Adwin.Step step = new Adwin.Step(window, java.util.Optional.empty());
    while (step.cut().isEmpty()) {
      step =
          step.adwin()
              .after(at++ < 300 ? 0.4 * random.nextDouble() : 0.6 + 0.4 * random.nextDouble());
    }
    assertThat(at).isBetween(301, 320);
    assertThat(step.cut().get().difference()).isCloseTo(0.6, within(0.1));
    assertThat(step.cut().get().dropped().count() + step.adwin().size()).isEqualTo(at);
    for (int i = 0; i < 60; i++) {
      step = step.adwin().after(0.6 + 0.4 * random.nextDouble());
    }
    assertThat(step.adwin().size()).as("only what is new is left").isBetween(60L, 100L);
    assertThatThrownBy(() -> window.after(1.2)).hasMessageContaining("value must be in [0, 1]");
  }

  @Test
  void shouldRankUniformlyWhateverTheTails() {
    SplittableRandom random = new SplittableRandom(11);
    ConformalRank ranks = ConformalRank.begin(-5);
    double[] seen = new double[4_000];
    for (int i = 0; i < seen.length; i++) {
      // Cauchy, one in five a tie
      double value = i % 5 == 0 ? 1 : Math.tan(Math.PI * (random.nextDouble() - 0.5));
      ConformalRank.Ranked ranked = ranks.after(value);
      assertThat(ConformalRank.of(ranks.state()).after(value).rank()).isEqualTo(ranked.rank());
      seen[i] = ranked.rank();
      ranks = ranked.next();
    }
    assertThat(ranks.count()).isEqualTo(4_000);
    Arrays.sort(seen);
    double distance = 0;
    for (int i = 0; i < seen.length; i++) {
      distance = Math.max(distance, Math.abs(seen[i] - (i + 0.5) / seen.length));
    }
    assertThat(distance).as("Kolmogorov's 1 % point").isLessThan(1.63 / Math.sqrt(seen.length));
  }

  @Test
  void shouldGainNothingOnAverageWhileNothingChanges() {
    ShiryaevRoberts bets = ShiryaevRoberts.begin(ShiryaevRoberts.LEVEL_AND_SPREAD);
    for (double each : new double[] {0.3, -1.2, 2.0}) {
      double before = bets.count() == 0 ? 0 : StrictMath.exp(bets.statistic());
      double mean = 0;
      double step = 0.001;
      for (double x = -12; x <= 12; x += step) {
        double density = StrictMath.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
        mean += StrictMath.exp(bets.after(x).statistic()) * density * step;
      }
      assertThat(mean).as("R - t is a martingale").isCloseTo(before + 1, within(1e-6));
      bets = bets.after(each);
      assertThat(ShiryaevRoberts.of(ShiryaevRoberts.LEVEL_AND_SPREAD, bets.state()).statistic())
          .isEqualTo(bets.statistic());
    }
  }

  @Test
  void shouldNameTheBetThatWins() {
    SplittableRandom random = new SplittableRandom(2);
    ShiryaevRoberts level = ShiryaevRoberts.begin(ShiryaevRoberts.LEVEL_AND_SPREAD);
    ShiryaevRoberts spread = ShiryaevRoberts.begin(ShiryaevRoberts.LEVEL_AND_SPREAD);
    for (int i = 0; i < 60; i++) {
      double z = random.nextGaussian();
      level = level.after(z - 1);
      spread = spread.after(2.5 * z);
    }
    assertThat(level.likeliest()).isEqualTo(new ShiryaevRoberts.Bet(-1, 1));
    assertThat(spread.likeliest()).isEqualTo(new ShiryaevRoberts.Bet(0, 2.5));
    assertThat(level.statistic()).isGreaterThan(StrictMath.log(10_000));
    assertThat(spread.statistic()).isGreaterThan(StrictMath.log(10_000));
  }

  private static double[][] rows(SplittableRandom random, int count, double level) {
    double[][] rows = new double[count][8];
    for (double[] row : rows) {
      Arrays.setAll(row, i -> random.nextGaussian() + (i == 0 ? level : 0));
    }
    return rows;
  }

  @Test
  void shouldTellTwoSamplesApartAndGiveHonestPvalues() {
    SplittableRandom random = new SplittableRandom(4);
    int low = 0;
    for (int each = 0; each < 100; each++) {
      double p =
          MaximumMeanDiscrepancy.of(rows(random, 20, 0), rows(random, 20, 0), 99, each).pvalue();
      low += p <= 0.2 ? 1 : 0;
    }
    assertThat(low).as("of 100 at 0.2").isBetween(9, 32);
    MaximumMeanDiscrepancy.Result apart =
        MaximumMeanDiscrepancy.of(rows(random, 64, 0), rows(random, 64, 1.5), 399, 1);
    assertThat(apart.pvalue()).isEqualTo(1.0 / 400);
    assertThat(apart.squared()).isPositive();
    double[][] same = new double[4][2];
    assertThat(MaximumMeanDiscrepancy.of(same, same, 9, 1).pvalue()).isEqualTo(1);
  }

  @Test
  void shouldEstimateTheDiscrepancyWithoutBias() {
    double[][] x = {{0}, {1}};
    double[][] y = {{0}, {3}};
    // distances 1 0 3 1 2 3, median squared (0 1 1 4 9 9)[3] = 4
    double h = 2;
    DoubleUnaryOperator k = d -> StrictMath.exp(-d * d / (2 * h * h));
    double expected =
        k.applyAsDouble(1)
            + k.applyAsDouble(3)
            - 2
                * (k.applyAsDouble(0)
                    + k.applyAsDouble(3)
                    + k.applyAsDouble(1)
                    + k.applyAsDouble(2))
                / 4;
    MaximumMeanDiscrepancy.Result result = MaximumMeanDiscrepancy.of(x, y, 5, 1);
    assertThat(result.bandwidth()).isEqualTo(h);
    assertThat(result.squared()).isCloseTo(expected, within(1e-12));
  }

  @Test
  void shouldCutWhereValuesChange() {
    ChangePoint level = ChangePoint.of(normal(8, 120, i -> i < 80 ? 0 : 3), 5);
    assertThat(level.index()).isCloseTo(80, within(2));
    assertThat(level.after().mean() - level.before().mean()).isCloseTo(3, within(0.5));
    double[] spread = normal(9, 160, i -> 0);
    for (int i = 100; i < spread.length; i++) {
      spread[i] *= 4;
    }
    ChangePoint wider = ChangePoint.of(spread, 5);
    assertThat(wider.index()).isCloseTo(100, within(8));
    assertThat(wider.after().deviation() / wider.before().deviation()).isBetween(3.0, 5.5);
  }

  @Test
  void shouldRefuseWhatIsNoNumberOrNoState() {
    for (double bad : List.of(Double.NaN, Double.POSITIVE_INFINITY)) {
      assertThatThrownBy(() -> PageHinkley.begin(0.5, 5).after(bad))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("value must be finite");
      assertThatThrownBy(() -> ConformalRank.begin(1).after(bad))
          .hasMessageContaining("value must be finite");
      assertThatThrownBy(() -> ShiryaevRoberts.begin(ShiryaevRoberts.LEVEL_AND_SPREAD).after(bad))
          .hasMessageContaining("value must be finite");
    }
    assertThatThrownBy(() -> PageHinkley.of(new double[3])).hasMessageContaining("10 numbers");
    assertThatThrownBy(() -> Adwin.of(new double[3])).hasMessageContaining("1 + 3 n numbers");
    assertThatThrownBy(() -> ShiryaevRoberts.of(ShiryaevRoberts.LEVEL_AND_SPREAD, new double[3]))
        .hasMessageContaining("numbers");
    assertThatThrownBy(() -> PageHinkley.begin(-1, 5)).hasMessageContaining("tolerance");
  }
}
