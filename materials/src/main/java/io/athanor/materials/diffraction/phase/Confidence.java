package io.athanor.materials.diffraction.phase;

/**
 * Probability that a phase is there: a logistic function of the {@link Evidence} (Platt scaling).
 * The weights are fitted to synthetic mixtures of the 56 example references of XRD-AutoAnalyzer
 * (Szymanski et al., Chem. Mater. 33, 4204, 2021) by {@code ./athanor identify --calibrate 400
 * --seed 1000 --references DIR}.
 */
final class Confidence {
  // intercept, then one weight per feature
  private static final double[] WEIGHTS = {7.944, 1.945, 1.578, 0.683, 0.673, -1.546, -4.740};

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
