package io.athanor.federation.head;

import java.util.Optional;

/**
 * Whether sums can be those of any records at all. Masks hide what each site adds, so this is what
 * can be held against a site that makes its sums up: the joint moments of (x, y) of real records
 * have no negative direction, and the leading 1 counts them.
 */
public final class Plausible {
  private static final double TOLERANCE = 1e-6;
  private static final double RIDGE = 1e-9;

  private Plausible() {}

  /** What no records could have; empty where some could. */
  public static Optional<String> problem(SufficientStatistics sums) {
    double first = sums.precision()[0];
    if (sums.count() < -TOLERANCE || sums.squares() < -TOLERANCE) {
      return Optional.of("count or squares is negative");
    }
    if (Math.abs(first - sums.count()) > TOLERANCE * Math.max(1, Math.abs(sums.count()))) {
      return Optional.of("precision[0] is not the count");
    }
    int d = sums.features() + 1;
    double[] joint = new double[d * d];
    for (int i = 0, at = 0; i < d - 1; i++) {
      for (int j = i; j < d - 1; j++, at++) {
        joint[j * d + i] = sums.precision()[at];
      }
      joint[(d - 1) * d + i] = sums.cross()[i];
    }
    joint[d * d - 1] = sums.squares();
    double[] scale = new double[d];
    for (int i = 0; i < d; i++) {
      if (joint[i * d + i] < 0) {
        return Optional.of("a sum of squares is negative");
      }
      scale[i] = joint[i * d + i] > 0 ? Math.sqrt(joint[i * d + i]) : 1;
    }
    for (int i = 0; i < d; i++) {
      for (int j = 0; j < i; j++) {
        joint[i * d + j] /= scale[i] * scale[j];
      }
      joint[i * d + i] = 1 + RIDGE;
    }
    try {
      Triangle.factorize(joint, d);
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of("the moments have a negative direction");
    }
  }
}
