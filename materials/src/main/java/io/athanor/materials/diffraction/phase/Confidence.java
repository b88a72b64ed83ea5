package io.athanor.materials.diffraction.phase;

/**
 * Probability that a phase is there: a logistic function of the {@link Evidence} (Platt scaling).
 * The weights are fitted to synthetic mixtures by {@code ./athanor identify --calibrate}.
 */
final class Confidence {
  // intercept, then one weight per feature
  private static final double[] WEIGHTS = {8.496, 1.354, 1.638, 0.871, 0.298, -1.718, -4.195};

  private Confidence() {}

  static double of(Evidence evidence) {
    return of(WEIGHTS, evidence.features());
  }

  static double of(double[] weights, double[] features) {
    double sum = weights[0];
    for (int i = 0; i < features.length; i++) {
      sum += weights[i + 1] * features[i];
    }
    return 1 / (1 + Math.exp(-sum));
  }
}
