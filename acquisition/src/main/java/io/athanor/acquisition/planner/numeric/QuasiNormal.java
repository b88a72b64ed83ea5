package io.athanor.acquisition.planner.numeric;

import java.util.SplittableRandom;

/**
 * Standard normal points that fill space more evenly than random ones: a randomly shifted Richtmyer
 * lattice, point s having the coordinates frac(s sqrt(prime_k) + shift_k) (Genz and Bretz 2009,
 * section 4.2.2), mapped by the normal quantile. Unbiased over the shift.
 */
public final class QuasiNormal {
  private QuasiNormal() {}

  /** Points, [point][dimension]. */
  public static double[][] points(int count, int dimensions, SplittableRandom random) {
    double[][] points = new double[count][dimensions];
    int prime = 1;
    for (int k = 0; k < dimensions; k++) {
      prime = nextPrime(prime);
      double root = Math.sqrt(prime);
      double shift = random.nextDouble();
      for (int s = 0; s < count; s++) {
        double at = (s + 1) * root + shift;
        points[s][k] = NormalMath.quantile(inside(at - Math.floor(at)));
      }
    }
    return points;
  }

  private static double inside(double fraction) {
    return Math.min(1 - 0x1p-53, Math.max(0x1p-53, fraction));
  }

  private static int nextPrime(int after) {
    int candidate = after + 1;
    while (!isPrime(candidate)) {
      candidate++;
    }
    return candidate;
  }

  private static boolean isPrime(int number) {
    for (int divisor = 2; divisor * divisor <= number; divisor++) {
      if (number % divisor == 0) {
        return false;
      }
    }
    return true;
  }
}
