package io.athanor.inference.continual;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * A uniform sample without replacement of everything offered so far: algorithm R (Vitter, ACM
 * Transactions on Mathematical Software 11, 37, 1985). What it holds is a function of the seed and
 * the sequence alone, so that whoever reads the same log remembers the same rows. Not thread-safe.
 */
public final class Reservoir<T> {
  private static final long MIX = 0x9E3779B97F4A7C15L;

  private final int capacity;
  private final long seed;
  private final List<T> items = new ArrayList<>();
  private long offered;

  /**
   * An empty reservoir.
   *
   * @param capacity most items held, positive
   * @param seed of the choices
   */
  public Reservoir(int capacity, long seed) {
    if (capacity < 1) {
      throw new IllegalArgumentException("capacity must be positive, got " + capacity);
    }
    this.capacity = capacity;
    this.seed = seed;
  }

  /**
   * Offers the next item of the sequence: it is kept with probability capacity / offered.
   *
   * @return what is no longer held: another item, or this one
   */
  public Optional<T> offer(T item) {
    offered++;
    if (items.size() < capacity) {
      items.add(item);
      return Optional.empty();
    }
    long place = new SplittableRandom(seed ^ offered * MIX).nextLong(offered);
    return Optional.of(place < capacity ? items.set((int) place, item) : item);
  }

  /** What it holds, in a defined order; a live view. */
  public List<T> items() {
    return Collections.unmodifiableList(items);
  }

  /** How many items were offered. */
  public long offered() {
    return offered;
  }
}
