package io.athanor.acquisition.bench;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * CPython's {@code random.Random} as far as published benchmarks drew their start points by it: the
 * Mersenne Twister MT19937 (Matsumoto and Nishimura, ACM TOMACS 8 (1998) 3), seeded by array, and
 * {@code sample(range(n), k)} of Python 3.
 */
public final class PythonRandom {
  private static final int SIZE = 624;
  private static final int MIDDLE = 397;
  private static final int ARRAY_SEED = 19650218;
  private static final int SMALL_POOL = 21;

  private final int[] state = new int[SIZE];
  private int next = SIZE;

  /** As {@code random.Random(seed)} of a whole number; its sign does not matter there either. */
  public PythonRandom(long seed) {
    long size = Math.abs(seed);
    int high = (int) (size >>> 32);
    seedByArray(high == 0 ? new int[] {(int) size} : new int[] {(int) size, high});
  }

  /**
   * As {@code sample(range(n), k)}: distinct numbers below {@code n} in the order drawn.
   *
   * @throws IllegalArgumentException where {@code k} is negative or above {@code n}
   */
  public List<Integer> sample(int n, int k) {
    if (k < 0 || k > n) {
      throw new IllegalArgumentException("sample: %d of %d".formatted(k, n));
    }
    // Python keeps a list where that is smaller than a set; the two draw differently
    int largestSet = SMALL_POOL;
    if (k > 5) {
      int power = 1;
      while (power < 3 * k) {
        power *= 4;
      }
      largestSet += power;
    }
    return n <= largestSet ? sampleFromList(n, k) : sampleIntoSet(n, k);
  }

  private List<Integer> sampleFromList(int n, int k) {
    List<Integer> pool = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      pool.add(i);
    }
    List<Integer> sample = new ArrayList<>();
    for (int i = 0; i < k; i++) {
      int at = below(n - i);
      sample.add(pool.get(at));
      pool.set(at, pool.get(n - i - 1));
    }
    return sample;
  }

  private List<Integer> sampleIntoSet(int n, int k) {
    Set<Integer> seen = new HashSet<>();
    List<Integer> sample = new ArrayList<>();
    while (sample.size() < k) {
      int drawn = below(n);
      if (seen.add(drawn)) {
        sample.add(drawn);
      }
    }
    return sample;
  }

  private int below(int n) {
    int unused = Integer.numberOfLeadingZeros(n);
    int drawn;
    do {
      drawn = nextWord() >>> unused;
    } while (drawn >= n);
    return drawn;
  }

  private int nextWord() {
    if (next == SIZE) {
      renew();
    }
    int y = state[next++];
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c5680;
    y ^= (y << 15) & 0xefc60000;
    return y ^ (y >>> 18);
  }

  private void renew() {
    for (int i = 0; i < SIZE; i++) {
      int y = (state[i] & 0x80000000) | (state[(i + 1) % SIZE] & 0x7fffffff);
      int twist = (y & 1) == 0 ? 0 : 0x9908b0df;
      state[i] = state[(i + MIDDLE) % SIZE] ^ (y >>> 1) ^ twist;
    }
    next = 0;
  }

  private void seedByArray(int[] key) {
    state[0] = ARRAY_SEED;
    for (int i = 1; i < SIZE; i++) {
      state[i] = 1812433253 * (state[i - 1] ^ (state[i - 1] >>> 30)) + i;
    }
    int i = 1;
    for (int step = 0; step < SIZE; step++) {
      int j = step % key.length;
      state[i] = (state[i] ^ ((state[i - 1] ^ (state[i - 1] >>> 30)) * 1664525)) + key[j] + j;
      i = advance(i);
    }
    for (int step = 1; step < SIZE; step++) {
      state[i] = (state[i] ^ ((state[i - 1] ^ (state[i - 1] >>> 30)) * 1566083941)) - i;
      i = advance(i);
    }
    state[0] = 0x80000000;
  }

  private int advance(int i) {
    if (i + 1 < SIZE) {
      return i + 1;
    }
    state[0] = state[SIZE - 1];
    return 1;
  }
}
