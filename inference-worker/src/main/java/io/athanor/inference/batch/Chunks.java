package io.athanor.inference.batch;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/** Cuts a list where a budget is used up. Pure. */
public final class Chunks {
  private Chunks() {}

  /**
   * Consecutive parts of a list, each as long as its weight stays within a budget; what alone is
   * heavier is a part by itself. The parts laid end to end are the list.
   *
   * @param weigher an item's weight, not negative
   * @param budget most weight of a part of more than one item
   */
  public static <T> List<List<T>> of(List<T> items, ToLongFunction<T> weigher, long budget) {
    List<List<T>> chunks = new ArrayList<>();
    int start = 0;
    long weight = 0;
    for (int index = 0; index < items.size(); index++) {
      long next = weigher.applyAsLong(items.get(index));
      if (index > start && weight + next > budget) {
        chunks.add(items.subList(start, index));
        start = index;
        weight = 0;
      }
      weight += next;
    }
    if (start < items.size()) {
      chunks.add(items.subList(start, items.size()));
    }
    return chunks;
  }
}
