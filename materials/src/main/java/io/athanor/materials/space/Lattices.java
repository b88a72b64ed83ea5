package io.athanor.materials.space;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Fractions that are multiples of one over a whole number. */
final class Lattices {
  private Lattices() {}

  /**
   * A uniform draw among the multiples above the lows (stars and bars); false where it lies above a
   * high, so that what is true is uniform within the bounds.
   */
  static boolean draw(
      Slice slice, int[] members, int divisions, double[] point, SplittableRandom random) {
    int[] on = Arrays.stream(members).filter(slice::isActive).toArray();
    long[] units = new long[on.length];
    long rest = divisions;
    for (int i = 0; i < on.length; i++) {
      units[i] = (long) Math.ceil(slice.low(on[i]) * divisions - 1e-9);
      rest -= units[i];
    }
    if (rest < 0) {
      return false;
    }
    long[] bars = bars(rest + on.length - 1, on.length - 1, random);
    long before = -1;
    for (int i = 0; i < on.length; i++) {
      long bar = i < bars.length ? bars[i] : rest + on.length - 1;
      units[i] += bar - before - 1;
      before = bar;
      if (units[i] > Math.floor(slice.high(on[i]) * divisions + 1e-9)) {
        return false;
      }
    }
    for (int place : members) {
      point[place] = 0;
    }
    for (int i = 0; i < on.length; i++) {
      point[on[i]] = units[i] / (double) divisions;
    }
    return true;
  }

  /** A uniform subset of the first numbers, ascending (Floyd's method). */
  private static long[] bars(long places, int count, SplittableRandom random) {
    long[] chosen = new long[count];
    for (int size = 0; size < count; size++) {
      long last = places - count + size;
      long pick = random.nextLong(last + 1);
      for (int i = 0; i < size; i++) {
        if (chosen[i] == pick) {
          pick = last;
          break;
        }
      }
      chosen[size] = pick;
    }
    Arrays.sort(chosen);
    return chosen;
  }
}
