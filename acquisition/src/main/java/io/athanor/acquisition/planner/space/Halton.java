package io.athanor.acquisition.planner.space;

import java.util.SplittableRandom;

/** A Halton sequence whose digits are permuted at random, one permutation per dimension. */
final class Halton {
  private final int[] bases;
  private final int[][] permutations;

  Halton(int dimensions, SplittableRandom random) {
    bases = primes(dimensions);
    permutations = new int[dimensions][];
    for (int d = 0; d < dimensions; d++) {
      permutations[d] = permutation(bases[d], random);
    }
  }

  int dimensions() {
    return bases.length;
  }

  /** Writes the point with this index, from 1, into {@code point} from {@code first} on. */
  void fill(double[] point, int first, int index) {
    for (int d = 0; d < bases.length; d++) {
      point[first + d] = radicalInverse(index, bases[d], permutations[d]);
    }
  }

  private static int[] permutation(int base, SplittableRandom random) {
    int[] digits = new int[base];
    for (int i = 1; i < base; i++) {
      int j = random.nextInt(i + 1);
      digits[i] = digits[j];
      digits[j] = i;
    }
    return digits;
  }

  private static double radicalInverse(int index, int base, int[] permutation) {
    double value = 0;
    double digitWeight = 1.0 / base;
    // enough digits that the permuted infinite tail of zeros is below rounding
    for (int rest = index; digitWeight > 1e-16; rest /= base, digitWeight /= base) {
      value += permutation[rest % base] * digitWeight;
    }
    return Math.min(value, Math.nextDown(1.0));
  }

  private static int[] primes(int count) {
    int[] primes = new int[count];
    int found = 0;
    for (int candidate = 2; found < count; candidate++) {
      boolean prime = true;
      for (int i = 0; i < found && prime; i++) {
        prime = candidate % primes[i] != 0;
      }
      if (prime) {
        primes[found++] = candidate;
      }
    }
    return primes;
  }
}
