package io.athanor.inference.modality;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NeighbourOrderTest {
  private static final int ROWS = 203;
  private static final int BLOCK = 8;

  @Test
  void shouldOrderEveryRowOnce() {
    int[] all = IntStream.range(0, ROWS).toArray();
    int[] shuffled = NeighbourOrder.shuffled(ROWS, new SplittableRandom(1));
    int[] blocks = NeighbourOrder.of(line(), 2, BLOCK, new SplittableRandom(1));
    assertThat(shuffled).isNotEqualTo(all);
    assertThat(sorted(shuffled)).isEqualTo(all);
    assertThat(sorted(blocks)).isEqualTo(all);
    assertThat(NeighbourOrder.of(line(), 2, BLOCK, new SplittableRandom(1))).isEqualTo(blocks);
  }

  @Test
  void shouldKeepNeighboursTogether() {
    float[] vectors = line();
    assertThat(meanStep(vectors, NeighbourOrder.of(vectors, 2, BLOCK, new SplittableRandom(2))))
        .isLessThan(
            0.4 * meanStep(vectors, NeighbourOrder.shuffled(ROWS, new SplittableRandom(2))));
  }

  /** Points along a line, in no order. */
  private static float[] line() {
    float[] vectors = new float[2 * ROWS];
    for (int i = 0; i < ROWS; i++) {
      vectors[2 * i] = i * 37 % ROWS;
      vectors[2 * i + 1] = 1;
    }
    return vectors;
  }

  private static double meanStep(float[] vectors, int[] order) {
    double sum = 0;
    for (int i = 1; i < order.length; i++) {
      sum += Math.abs(vectors[2 * order[i]] - vectors[2 * order[i - 1]]);
    }
    return sum / (order.length - 1);
  }

  private static int[] sorted(int[] values) {
    int[] copy = values.clone();
    Arrays.sort(copy);
    return copy;
  }
}
