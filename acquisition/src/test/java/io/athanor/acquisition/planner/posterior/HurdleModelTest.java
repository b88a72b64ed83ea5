package io.athanor.acquisition.planner.posterior;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.athanor.acquisition.planner.numeric.NormalMath;
import io.athanor.acquisition.planner.numeric.Seeds;
import io.athanor.acquisition.planner.space.FeatureMatrix;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class HurdleModelTest {
  private static final Kernel KERNEL = new Kernel(false, true, 2, 2);
  private final SplittableRandom random = new SplittableRandom(5);
  private final FeatureMatrix candidates = Fields.uniform(300, 2, random);
  // zero on one side, and rising from 1 on the other
  private final double[] truth =
      Fields.values(candidates, x -> x[0] < 0.4 ? 0 : 1 + 0.8 * (x[1] + 1.7));

  private HurdleModel taught(int count) {
    HurdleModel model = new HurdleModel(candidates, KERNEL);
    model.observe(Fields.first(candidates, count), Arrays.copyOf(truth, count));
    return model;
  }

  @Test
  void shouldFindWindowsBeyondTheHurdle() {
    HurdleModel model = taught(80);
    assertThat(model.inflated()).isTrue();
    double[] logs = model.logProbability(1.5, 2.5);
    double inside = 0;
    double outside = 0;
    int hits = 0;
    for (int i = 80; i < 300; i++) {
      boolean hit = truth[i] >= 1.5 && truth[i] <= 2.5;
      hits += hit ? 1 : 0;
      inside += hit ? Math.exp(logs[i]) : 0;
      outside += hit ? 0 : Math.exp(logs[i]);
    }
    assertThat(hits).isGreaterThan(20);
    assertThat(inside / hits).isGreaterThan(0.7);
    assertThat(outside / (220 - hits)).isLessThan(0.1);
  }

  @Test
  void shouldGiveAllValuesTogetherAllProbability() {
    HurdleModel model = taught(80);
    double[] below = model.logProbability(Double.NEGATIVE_INFINITY, 1.9);
    double[] above = model.logProbability(1.9, Double.POSITIVE_INFINITY);
    for (int i = 0; i < 300; i++) {
      assertThat(Math.exp(below[i]) + Math.exp(above[i])).isCloseTo(1, within(1e-9));
    }
  }

  @Test
  void shouldBeOneProcessWhereFewValuesAreZero() {
    double[] values = Fields.values(candidates, x -> 3 + x[0] + 0.1 * Seeds.gaussian(random));
    values[0] = 0;
    HurdleModel model = new HurdleModel(candidates, KERNEL);
    FeatureMatrix observed = Fields.first(candidates, 30);
    model.observe(observed, Arrays.copyOf(values, 30));
    assertThat(model.inflated()).isFalse();
    GrowingProcess process = new GrowingProcess(candidates, KERNEL);
    process.observe(observed, Arrays.copyOf(values, 30));
    model.await(candidates, 60);
    process.await(candidates, 60);
    double[] logs = model.logProbability(Double.NEGATIVE_INFINITY, 3);
    for (int i = 0; i < 300; i++) {
      assertThat(logs[i])
          .isEqualTo(
              NormalMath.logInterval(
                  Double.NEGATIVE_INFINITY,
                  (3 - process.mean()[i]) / process.predictiveDeviation()[i]));
    }
  }

  @Test
  void shouldSayNothingBeforeItKnowsAnything() {
    HurdleModel model = new HurdleModel(candidates, KERNEL);
    model.observe(candidates.select(List.of(0, 1, 2)), new double[3]);
    assertThat(model.logProbability(1, 2)).containsOnly(0);
  }

  @Test
  void shouldGiveTheSameBitsWhetherGrownOrRebuilt() {
    HurdleModel grown = new HurdleModel(candidates, KERNEL);
    for (int n = 10; n <= 70; n += 10) {
      grown.observe(Fields.first(candidates, n), Arrays.copyOf(truth, n));
      grown.await(candidates, n + 1);
    }
    HurdleModel rebuilt = taught(70);
    rebuilt.await(candidates, 71);
    assertThat(grown.logProbability(1.5, 2.5)).containsExactly(rebuilt.logProbability(1.5, 2.5));
  }
}
