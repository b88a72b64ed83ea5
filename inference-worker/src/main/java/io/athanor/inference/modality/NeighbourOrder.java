package io.athanor.inference.modality;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;

/**
 * Orders rows so that every few that follow each other are alike and the rest of a batch is drawn
 * at random: what is alike is hard to tell apart, and a contrast learns most from it. Rows are
 * bisected along the line between two random ones until a block is left.
 */
final class NeighbourOrder {
  private final float[] vectors;
  private final int width;
  private final int block;
  private final SplittableRandom random;

  private NeighbourOrder(float[] vectors, int width, int block, SplittableRandom random) {
    this.vectors = vectors;
    this.width = width;
    this.block = block;
    this.random = random;
  }

  /** All rows in random order. */
  static int[] shuffled(int rows, SplittableRandom random) {
    int[] order = new int[rows];
    for (int i = 0; i < rows; i++) {
      int other = random.nextInt(i + 1);
      order[i] = order[other];
      order[other] = i;
    }
    return order;
  }

  /**
   * Blocks of neighbours in random order.
   *
   * @param vectors row-major
   * @param width numbers per row
   * @param block rows per block
   */
  static int[] of(float[] vectors, int width, int block, SplittableRandom random) {
    int[] order = shuffled(vectors.length / width, random);
    new NeighbourOrder(vectors, width, block, random).bisect(order, 0, order.length);
    List<int[]> blocks = new ArrayList<>();
    for (int from = 0; from < order.length; from += block) {
      blocks.add(Arrays.copyOfRange(order, from, Math.min(order.length, from + block)));
    }
    Collections.shuffle(blocks, new Random(random.nextLong()));
    return blocks.stream().flatMapToInt(Arrays::stream).toArray();
  }

  private void bisect(int[] order, int from, int to) {
    if (to - from <= block) {
      return;
    }
    int one = order[from + random.nextInt(to - from)];
    int other = order[from + random.nextInt(to - from)];
    record Keyed(int row, float along) {}
    Keyed[] part = new Keyed[to - from];
    for (int i = from; i < to; i++) {
      float along = 0;
      for (int j = 0; j < width; j++) {
        along +=
            (vectors[one * width + j] - vectors[other * width + j]) * vectors[order[i] * width + j];
      }
      part[i - from] = new Keyed(order[i], along);
    }
    Arrays.sort(part, Comparator.comparingDouble(Keyed::along));
    for (int i = from; i < to; i++) {
      order[i] = part[i - from].row();
    }
    // whole blocks on the left
    int middle = from + Math.max(1, (to - from) / 2 / block) * block;
    bisect(order, from, middle);
    bisect(order, middle, to);
  }
}
