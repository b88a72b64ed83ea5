package io.athanor.inference.continual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HeadStatisticsTest {
  private static final int D = 4;
  private static final int ROWS = 80;

  private final List<double[]> features = new ArrayList<>();
  private final double[] targets = new double[ROWS];
  private final double[] noise = new double[ROWS];

  HeadStatisticsTest() {
    Random random = new Random(1);
    for (int row = 0; row < ROWS; row++) {
      double[] phi = new double[D];
      phi[0] = 1;
      for (int i = 1; i < D; i++) {
        phi[i] = random.nextGaussian();
      }
      features.add(phi);
      noise[row] = 0.5 + random.nextDouble();
      targets[row] = 3 - 2 * phi[1] + 0.5 * phi[2];
    }
  }

  @Test
  void shouldSumOuterProducts() {
    HeadStatistics one =
        HeadStatistics.of(List.of(new double[] {1, 2, 3}), new double[] {10}, new double[] {2});
    assertThat(one.precision()).containsExactly(0.5, 1, 1.5, 2, 3, 4.5);
    assertThat(one.cross()).containsExactly(5, 10, 15);
    assertThat(one.squares()).isEqualTo(50);
    assertThat(one.count()).isEqualTo(1);
  }

  @Test
  void shouldGiveTheWeightsBehindTheRows() {
    double[] mean = HeadStatistics.of(features, targets, noise).mean(1e9);
    assertThat(mean[0]).isCloseTo(3, within(1e-6));
    assertThat(mean[1]).isCloseTo(-2, within(1e-6));
    assertThat(mean[2]).isCloseTo(0.5, within(1e-6));
    assertThat(mean[3]).isCloseTo(0, within(1e-6));
  }

  @Test
  void shouldBeTheSumOfItsParts() {
    HeadStatistics whole = HeadStatistics.of(features, targets, noise);
    HeadStatistics sum = part(0, 30).plus(part(30, ROWS)).plus(HeadStatistics.none(D));
    assertThat(sum.count()).isEqualTo(whole.count());
    assertThat(sum.squares()).isCloseTo(whole.squares(), within(1e-9));
    for (int at = 0; at < whole.precision().length; at++) {
      assertThat(sum.precision()[at]).isCloseTo(whole.precision()[at], within(1e-9));
    }
    for (int i = 0; i < D; i++) {
      assertThat(sum.cross()[i]).isCloseTo(whole.cross()[i], within(1e-9));
    }
  }

  @Test
  void shouldNameWhatDoesNotFit() {
    assertThatThrownBy(() -> HeadStatistics.none(2).plus(HeadStatistics.none(3)))
        .hasMessage("dimension must be 2, got 3");
    assertThatThrownBy(
            () -> HeadStatistics.of(List.of(new double[] {1}), new double[] {1}, new double[] {0}))
        .hasMessage("relativeNoise[0] must be positive, got 0.0");
  }

  private HeadStatistics part(int from, int to) {
    return HeadStatistics.of(
        features.subList(from, to),
        Arrays.copyOfRange(targets, from, to),
        Arrays.copyOfRange(noise, from, to));
  }
}
