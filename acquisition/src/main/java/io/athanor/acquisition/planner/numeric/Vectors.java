package io.athanor.acquisition.planner.numeric;

/** Vectors as arrays. */
public final class Vectors {
  private Vectors() {}

  /** Scalar product, summed in order; {@code b} may be longer. */
  public static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
