package io.athanor.inference.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class RanksTest {
  @Test
  void shouldRankAsCountingPairsDoes() {
    Random random = new Random(3);
    double[] negatives = random.ints(50, 0, 10).asDoubleStream().toArray();
    double[] positives = random.ints(40, 3, 13).asDoubleStream().toArray();
    double wins = 0;
    for (double positive : positives) {
      for (double negative : negatives) {
        wins += positive > negative ? 1 : positive == negative ? 0.5 : 0;
      }
    }
    assertThat(Ranks.auroc(negatives, positives)).isCloseTo(wins / 2_000, within(1e-12));
    assertThat(Ranks.auroc(new double[] {1, 2}, new double[] {3})).isEqualTo(1);
  }

  @Test
  void shouldFitALine() {
    double[] line = Ranks.line(new double[] {0, 1, 2, 3}, new double[] {1, 3, 5, 7});
    assertThat(line[0]).isCloseTo(2, within(1e-12));
    assertThat(line[1]).isCloseTo(1, within(1e-12));
    assertThat(line[2]).isCloseTo(0, within(1e-9));
  }
}
