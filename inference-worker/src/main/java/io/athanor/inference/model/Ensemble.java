package io.athanor.inference.model;

/**
 * Moments of the shallow ensemble in the network's unit, before calibration. Pure arithmetic on one
 * material's head outputs.
 *
 * @param mean expectation
 * @param epistemic standard deviation of the members' means
 * @param aleatoric root mean square of the members' own standard deviations
 */
record Ensemble(double mean, double epistemic, double aleatoric) {

  /**
   * Reads a property of all members.
   *
   * @param heads [K, O] from {@code start} on
   */
  static Ensemble of(NetworkShape shape, Property property, float[] heads, int start) {
    int members = shape.members();
    int column = shape.offset(property);
    double[] means = new double[members];
    double variance = 0;
    for (int member = 0; member < members; member++) {
      int at = start + member * shape.headOutputs() + column;
      switch (property.kind()) {
        case REAL -> {
          means[member] = heads[at];
          variance += spread(heads[at + 1]) / members;
        }
        case HURDLE -> {
          // zero with probability 1 - p and else (m, s): mean p m, variance p (s^2 + m^2) - (p m)^2
          double positive = heads[at];
          double value = heads[at + 1];
          means[member] = positive * value;
          variance +=
              (positive * (spread(heads[at + 2]) + value * value) - means[member] * means[member])
                  / members;
        }
        default -> throw new IllegalStateException(property.kind().name());
      }
    }
    return of(means, variance);
  }

  /** Variance of a Laplace distribution, 2 b^2, from log b. */
  private static double spread(double logScale) {
    return 2 * Math.exp(2 * logScale);
  }

  private static Ensemble of(double[] means, double variance) {
    double mean = 0;
    for (double member : means) {
      mean += member / means.length;
    }
    double spread = 0;
    for (double member : means) {
      spread += (member - mean) * (member - mean);
    }
    double between = means.length > 1 ? spread / (means.length - 1) : 0;
    return new Ensemble(mean, Math.sqrt(between), Math.sqrt(Math.max(0, variance)));
  }
}
