package io.athanor.materials.drift;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Adaptive windowing (Bifet and Gavaldà 2007, "Learning from time-changing data with adaptive
 * windowing", ADWIN2): a window that grows while its parts agree, and loses its oldest part where
 * two parts differ by more than e = sqrt(2/m s2 ln(2/d')) + 2/(3m) ln(2/d'), m the harmonic mean of
 * their sizes halved, s2 the window's variance, d' = d / ln n. The window is kept as an exponential
 * histogram, O(log n) buckets. Immutable.
 *
 * @param confidence d: chance of a wrong cut, by the bound, at one length of the window; in (0, 1)
 * @param buckets oldest first; sizes are powers of two that do not grow
 */
public record Adwin(double confidence, List<Bucket> buckets) {
  private static final int BUCKETS_OF_A_SIZE = 5;
  private static final long LEAST_PART = 5;
  private static final int NUMBERS = 3;

  /**
   * Neighbouring values.
   *
   * @param count how many
   * @param sum of the values
   * @param squares sum of the squared values
   */
  public record Bucket(long count, double sum, double squares) {
    private Bucket plus(Bucket other) {
      return new Bucket(count + other.count, sum + other.sum, squares + other.squares);
    }

    /** Mean of the values. */
    public double mean() {
      return sum / count;
    }
  }

  /**
   * What was cut off.
   *
   * @param dropped the older values that the window lost
   * @param difference of the means at the widest split, newer minus older
   * @param bound what it exceeded
   */
  public record Cut(Bucket dropped, double difference, double bound) {}

  /**
   * After a value.
   *
   * @param adwin the window
   * @param cut what it lost, if anything
   */
  public record Step(Adwin adwin, Optional<Cut> cut) {}

  /** Copies and checks. */
  public Adwin {
    buckets = List.copyOf(buckets);
    if (!(confidence > 0 && confidence < 1)) {
      throw new IllegalArgumentException("confidence must be in (0, 1), was " + confidence);
    }
  }

  /** An empty window. */
  public static Adwin begin(double confidence) {
    return new Adwin(confidence, List.of());
  }

  /** How many values the window holds. */
  public long size() {
    return buckets.stream().mapToLong(Bucket::count).sum();
  }

  /**
   * With one more value.
   *
   * @param value in [0, 1], which the bound is for
   */
  public Step after(double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException("value must be in [0, 1], was " + value);
    }
    List<Bucket> next = new ArrayList<>(buckets);
    next.add(new Bucket(1, value, value * value));
    merge(next);
    Optional<Cut> first = cut(next);
    Bucket dropped = new Bucket(0, 0, 0);
    for (Optional<Cut> each = first; each.isPresent(); each = cut(next)) {
      dropped = dropped.plus(next.remove(0));
    }
    Adwin after = new Adwin(confidence, next);
    if (first.isEmpty()) {
      return new Step(after, Optional.empty());
    }
    Cut widest = first.get();
    return new Step(after, Optional.of(new Cut(dropped, widest.difference(), widest.bound())));
  }

  private static void merge(List<Bucket> buckets) {
    int end = buckets.size();
    while (end > 0) {
      long size = buckets.get(end - 1).count();
      int start = end;
      while (start > 0 && buckets.get(start - 1).count() == size) {
        start--;
      }
      if (end - start <= BUCKETS_OF_A_SIZE) {
        return;
      }
      buckets.set(start, buckets.get(start).plus(buckets.remove(start + 1)));
      end = start + 1;
    }
  }

  /** The split whose difference exceeds its bound by most, if any does. */
  private Optional<Cut> cut(List<Bucket> window) {
    Bucket all = total(window);
    long n = all.count();
    if (n < 2 * LEAST_PART) {
      return Optional.empty();
    }
    double variance = Math.max(0, all.squares() / n - all.mean() * all.mean());
    double log = StrictMath.log(2 * StrictMath.log(n) / confidence);
    Optional<Cut> widest = Optional.empty();
    double excess = 0;
    Bucket older = new Bucket(0, 0, 0);
    for (Bucket bucket : window) {
      older = older.plus(bucket);
      Bucket newer =
          new Bucket(n - older.count(), all.sum() - older.sum(), all.squares() - older.squares());
      if (older.count() < LEAST_PART || newer.count() < LEAST_PART) {
        continue;
      }
      double m = 1 / (1.0 / older.count() + 1.0 / newer.count());
      double bound = Math.sqrt(2 / m * variance * log) + 2 / (3 * m) * log;
      double difference = newer.mean() - older.mean();
      if (Math.abs(difference) - bound > excess) {
        excess = Math.abs(difference) - bound;
        widest = Optional.of(new Cut(older, difference, bound));
      }
    }
    return widest;
  }

  private static Bucket total(List<Bucket> window) {
    return window.stream().reduce(new Bucket(0, 0, 0), Bucket::plus);
  }

  /** As numbers, to be kept. */
  public double[] state() {
    double[] state = new double[1 + NUMBERS * buckets.size()];
    state[0] = confidence;
    for (int i = 0; i < buckets.size(); i++) {
      state[1 + NUMBERS * i] = buckets.get(i).count();
      state[2 + NUMBERS * i] = buckets.get(i).sum();
      state[3 + NUMBERS * i] = buckets.get(i).squares();
    }
    return state;
  }

  /**
   * From its numbers.
   *
   * @throws IllegalArgumentException where they are none of {@link #state}
   */
  public static Adwin of(double[] state) {
    if (state.length % NUMBERS != 1) {
      throw new IllegalArgumentException(
          "state must have 1 + 3 n numbers, had %d".formatted(state.length));
    }
    List<Bucket> buckets = new ArrayList<>();
    for (int i = 1; i < state.length; i += NUMBERS) {
      buckets.add(new Bucket((long) state[i], state[i + 1], state[i + 2]));
    }
    return new Adwin(state[0], buckets);
  }
}
