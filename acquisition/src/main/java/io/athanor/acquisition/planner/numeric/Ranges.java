package io.athanor.acquisition.planner.numeric;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Work on many candidates in ranges, on all cores where it pays. Ranges are the same on any number
 * of cores.
 */
public final class Ranges {
  private static final int LENGTH = 32_768;

  private Ranges() {}

  /** Work on [from, to). */
  public interface Work {
    /** Does it; from several threads. */
    void on(int from, int to);
  }

  /** Something found in [from, to). */
  public interface Search<T> {
    /** Finds it; from several threads. */
    T in(int from, int to);
  }

  /** Does the work once for each range of [0, count). */
  public static void forEach(int count, Work work) {
    indices(count).forEach(r -> work.on(r * LENGTH, Math.min(count, (r + 1) * LENGTH)));
  }

  /** What was found in each range of [0, count), in their order. */
  public static <T> List<T> map(int count, Search<T> search) {
    return indices(count)
        .mapToObj(r -> search.in(r * LENGTH, Math.min(count, (r + 1) * LENGTH)))
        .toList();
  }

  private static IntStream indices(int count) {
    IntStream ranges = IntStream.range(0, (count + LENGTH - 1) / LENGTH);
    return count > 2 * LENGTH ? ranges.parallel() : ranges;
  }
}
