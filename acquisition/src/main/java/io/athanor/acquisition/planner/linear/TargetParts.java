package io.athanor.acquisition.planner.linear;

import io.athanor.acquisition.planner.objective.TargetTransform;

/**
 * Targets as a sum of three parts whose posterior means need no new pass when targets are rescaled:
 * y, the signed values in units that stay, 0 where a value is cut at the floor; 1; and 1 where a
 * value is cut. A transform is a y + b 1 + c cut, and the mean of the weights is linear in the
 * targets.
 *
 * @param centre signed value that counts as 0
 * @param spread signed values in one unit, positive
 */
record TargetParts(double centre, double spread) {
  static final int COUNT = 3;
  private static final double FAR = 100;

  /** In the units of this transform. */
  static TargetParts of(TargetTransform transform) {
    return new TargetParts(transform.mean(), transform.scale());
  }

  /** Whether digits would be lost, the values having moved far off. */
  boolean isStale(TargetTransform transform) {
    return Math.abs(transform.mean() - centre) > FAR * transform.scale();
  }

  /** The parts of the first {@code count} values, [part][value]. */
  double[][] split(double[] values, int count, TargetTransform transform) {
    double[][] parts = new double[COUNT][count];
    for (int i = 0; i < count; i++) {
      double signed = transform.sign() * values[i];
      boolean cut = signed < transform.floor();
      parts[0][i] = cut ? 0 : (signed - centre) / spread;
      parts[1][i] = 1;
      parts[2][i] = cut ? 1 : 0;
    }
    return parts;
  }

  /** How often each part is in the transform. */
  double[] mixture(TargetTransform transform) {
    double floor = transform.floor();
    return new double[] {
      spread / transform.scale(),
      (centre - transform.mean()) / transform.scale(),
      floor == Double.NEGATIVE_INFINITY ? 0 : (floor - centre) / transform.scale()
    };
  }
}
