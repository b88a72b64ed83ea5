package io.athanor.inference.model;

import java.util.Arrays;

/**
 * The distances of a batch without repetition: a contact is seen from both of its ends, so that
 * about half of all edges have a distance of their own.
 *
 * @param values [U] angstrom in the order of first sight; edges of compositions have one far off
 * @param index [E] which of them each edge has
 */
public record DistinctDistances(float[] values, int[] index) {
  private static final int SCRAMBLE = 0x9E3779B9;
  private static final int FEWEST_SLOTS = 16;

  /**
   * Collects them.
   *
   * @param composition the distance that stands for having none
   */
  public static DistinctDistances of(GraphBatch batch, float composition) {
    int edges = batch.edges();
    int[] slots = new int[Integer.highestOneBit(Math.max(FEWEST_SLOTS, 2 * edges)) * 2];
    float[] values = new float[edges];
    int[] index = new int[edges];
    int count = 0;
    for (int edge = 0; edge < edges; edge++) {
      float distance = batch.crystal()[edge] == 0f ? composition : batch.distances()[edge];
      int bits = Float.floatToIntBits(distance);
      int slot = ((bits * SCRAMBLE) >>> 7) & (slots.length - 1);
      while (slots[slot] != 0 && Float.floatToIntBits(values[slots[slot] - 1]) != bits) {
        slot = (slot + 1) & (slots.length - 1);
      }
      if (slots[slot] == 0) {
        values[count++] = distance;
        slots[slot] = count;
      }
      index[edge] = slots[slot] - 1;
    }
    return new DistinctDistances(Arrays.copyOf(values, count), index);
  }
}
