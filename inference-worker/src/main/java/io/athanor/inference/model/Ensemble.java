package io.athanor.inference.model;

/**
 * Moments of the shallow ensemble, before calibration. Pure arithmetic on one material's head
 * outputs.
 *
 * @param mean expectation
 * @param epistemic standard deviation of the members' means
 * @param aleatoric root mean square of the members' own standard deviations
 */
record Ensemble(double mean, double epistemic, double aleatoric) {

  /** Energy in the network's unit: each member is a Gaussian. */
  static Ensemble energy(float[] heads, int offset, int members) {
    double[] means = new double[members];
    double variance = 0;
    for (int member = 0; member < members; member++) {
      int at = offset + member * Network.HEAD_OUTPUTS;
      means[member] = heads[at];
      variance += Math.exp(heads[at + 1]) / members;
    }
    return of(means, variance);
  }

  /**
   * Gap in eV: each member is a hurdle, zero with probability 1 - p and else a Gaussian (m, s), so
   * its mean is p m and its variance p (s^2 + m^2) - (p m)^2.
   */
  static Ensemble gap(float[] heads, int offset, int members) {
    double[] means = new double[members];
    double variance = 0;
    for (int member = 0; member < members; member++) {
      int at = offset + member * Network.HEAD_OUTPUTS;
      double open = heads[at + 2];
      double width = heads[at + 3];
      means[member] = open * width;
      variance +=
          (open * (Math.exp(heads[at + 4]) + width * width) - means[member] * means[member])
              / members;
    }
    return of(means, variance);
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
