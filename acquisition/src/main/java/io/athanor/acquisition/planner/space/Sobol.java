package io.athanor.acquisition.planner.space;

import java.util.SplittableRandom;

/**
 * Sobol points with the direction numbers of Joe and Kuo (SIAM J. Sci. Comput. 30, 2008: property
 * A, optimised two-dimensional projections), scrambled by a random lower-triangular matrix and a
 * digital shift (Matousek, J. Complexity 14, 1998), so that every point is uniform and the set
 * keeps its low discrepancy. Dimensions beyond the table follow a scrambled Halton sequence.
 */
final class Sobol {
  /** Dimensions that the table serves. */
  static final int TABLE = 40;

  private static final int BITS = 32;
  private static final double UNIT = 0x1p-32;

  /** From dimension 2 on: degree, inner coefficients of the polynomial, first direction numbers. */
  private static final int[][] NUMBERS = {
    {1, 0, 1},
    {2, 1, 1, 3},
    {3, 1, 1, 3, 1},
    {3, 2, 1, 1, 1},
    {4, 1, 1, 1, 3, 3},
    {4, 4, 1, 3, 5, 13},
    {5, 2, 1, 1, 5, 5, 17},
    {5, 4, 1, 1, 5, 5, 5},
    {5, 7, 1, 1, 7, 11, 19},
    {5, 11, 1, 1, 5, 1, 1},
    {5, 13, 1, 1, 1, 3, 11},
    {5, 14, 1, 3, 5, 5, 31},
    {6, 1, 1, 3, 3, 9, 7, 49},
    {6, 13, 1, 1, 1, 15, 21, 21},
    {6, 16, 1, 3, 1, 13, 27, 49},
    {6, 19, 1, 1, 1, 15, 7, 5},
    {6, 22, 1, 3, 1, 15, 13, 25},
    {6, 25, 1, 1, 5, 5, 19, 61},
    {7, 1, 1, 3, 7, 11, 23, 15, 103},
    {7, 4, 1, 3, 7, 13, 13, 15, 69},
    {7, 7, 1, 1, 3, 13, 7, 35, 63},
    {7, 8, 1, 3, 5, 9, 1, 25, 53},
    {7, 14, 1, 3, 1, 13, 9, 35, 107},
    {7, 19, 1, 3, 1, 5, 27, 61, 31},
    {7, 21, 1, 1, 5, 11, 19, 41, 61},
    {7, 28, 1, 3, 5, 3, 3, 13, 69},
    {7, 31, 1, 1, 7, 13, 1, 19, 1},
    {7, 32, 1, 3, 7, 5, 13, 19, 59},
    {7, 37, 1, 1, 3, 9, 25, 29, 41},
    {7, 41, 1, 3, 5, 13, 23, 1, 55},
    {7, 42, 1, 3, 7, 3, 13, 59, 17},
    {7, 50, 1, 3, 1, 3, 5, 53, 69},
    {7, 55, 1, 1, 5, 5, 23, 33, 13},
    {7, 56, 1, 1, 7, 7, 1, 61, 123},
    {7, 59, 1, 1, 7, 9, 13, 61, 49},
    {7, 62, 1, 3, 3, 5, 3, 55, 33},
    {8, 14, 1, 3, 1, 15, 31, 13, 49, 245},
    {8, 21, 1, 3, 5, 15, 31, 59, 63, 97},
    {8, 22, 1, 3, 1, 11, 11, 11, 77, 249}
  };

  private final int[][] directions;
  private final int[] state;
  private final Halton beyond;
  private int count;

  private Sobol(int[][] directions, int[] shift, Halton beyond) {
    this.directions = directions;
    this.state = shift;
    this.beyond = beyond;
  }

  /** The sequence as it is tabulated, beginning with zero. */
  static Sobol plain(int dimensions) {
    int[][] directions = new int[dimensions][];
    for (int d = 0; d < dimensions; d++) {
      directions[d] = directions(d);
    }
    return new Sobol(directions, new int[dimensions], null);
  }

  /** A sequence scrambled by a generator. */
  static Sobol scrambled(int dimensions, SplittableRandom random) {
    int tabulated = Math.min(TABLE, dimensions);
    int[][] directions = new int[tabulated][];
    int[] shift = new int[tabulated];
    for (int d = 0; d < tabulated; d++) {
      directions[d] = scrambled(directions(d), random);
      shift[d] = random.nextInt();
    }
    return new Sobol(directions, shift, new Halton(dimensions - tabulated, random));
  }

  private static int[] directions(int dimension) {
    int[] direction = new int[BITS];
    if (dimension == 0) {
      for (int k = 0; k < BITS; k++) {
        direction[k] = 1 << (BITS - 1 - k);
      }
      return direction;
    }
    int[] numbers = NUMBERS[dimension - 1];
    int degree = numbers[0];
    for (int k = 0; k < BITS; k++) {
      if (k < degree) {
        direction[k] = numbers[k + 2] << (BITS - 1 - k);
      } else {
        direction[k] = direction[k - degree] ^ (direction[k - degree] >>> degree);
        for (int i = 1; i < degree; i++) {
          if ((numbers[1] >> (degree - 1 - i) & 1) == 1) {
            direction[k] ^= direction[k - i];
          }
        }
      }
    }
    return direction;
  }

  /** Each output digit becomes itself plus random digits above it, modulo two. */
  private static int[] scrambled(int[] directions, SplittableRandom random) {
    int[] masks = new int[BITS];
    for (int bit = 0; bit < BITS; bit++) {
      int above = bit == BITS - 1 ? 0 : random.nextInt() & (-1 << (bit + 1));
      masks[bit] = above | 1 << bit;
    }
    int[] scrambled = new int[BITS];
    for (int k = 0; k < BITS; k++) {
      for (int bit = 0; bit < BITS; bit++) {
        scrambled[k] |= (Integer.bitCount(directions[k] & masks[bit]) & 1) << bit;
      }
    }
    return scrambled;
  }

  /** The next point, each coordinate in [0, 1). */
  double[] next() {
    double[] point = new double[state.length + (beyond == null ? 0 : beyond.dimensions())];
    for (int d = 0; d < state.length; d++) {
      point[d] = Integer.toUnsignedLong(state[d]) * UNIT;
    }
    if (beyond != null) {
      beyond.fill(point, state.length, count + 1);
    }
    int changing = Integer.numberOfTrailingZeros(++count);
    for (int d = 0; d < state.length; d++) {
      state[d] ^= directions[d][changing];
    }
    return point;
  }
}
