package io.athanor.materials.stability;

import java.util.SplittableRandom;

/**
 * Points that fill a Gaussian evenly: Richtmyer's sequence, multiples of the square roots of the
 * primes modulo one, shifted at random (Cranley and Patterson 1976) and put through the quantile
 * function. The same seed gives the same points.
 */
final class QuasiGaussian {
  private static final double LEAST = 0x1p-53;

  private final double[] steps;
  private final double[] shifts;

  /** In so many dimensions, the first of which are filled most evenly. */
  QuasiGaussian(int dimensions, long seed) {
    this.steps = new double[dimensions];
    this.shifts = new double[dimensions];
    SplittableRandom random = new SplittableRandom(seed);
    int prime = 1;
    for (int d = 0; d < dimensions; d++) {
      prime = primeAfter(prime);
      steps[d] = Math.sqrt(prime);
      shifts[d] = random.nextDouble();
    }
  }

  /** One coordinate of a point, counted from 0. */
  double at(int point, int dimension) {
    double sum = shifts[dimension] + (point + 1) * steps[dimension];
    return Gaussian.quantile(Math.max(LEAST, sum - Math.floor(sum)));
  }

  private static int primeAfter(int number) {
    int next = number + 1;
    while (!isPrime(next)) {
      next++;
    }
    return next;
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
