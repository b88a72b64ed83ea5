package io.athanor.federation.privacy;

/**
 * What a round promises about single records.
 *
 * @param featureBound B: features longer than this, the leading 1 included, are shortened to it;
 *     above 1
 * @param targetBound Y: scaled targets beyond it are set to it, positive
 * @param noiseMultiplier standard deviation of the noise of the whole sum, in units of what one
 *     record can change, positive
 * @param delta with which the promise may fail, in (0, 1)
 */
public record PrivacyTerms(
    double featureBound, double targetBound, double noiseMultiplier, double delta) {
  /** Checks the numbers. */
  public PrivacyTerms {
    if (!(featureBound > 1) || Double.isInfinite(featureBound)) {
      throw new IllegalArgumentException(
          "privacy.featureBound " + featureBound + " is not above 1");
    }
    if (!(targetBound > 0) || Double.isInfinite(targetBound)) {
      throw new IllegalArgumentException("privacy.targetBound " + targetBound + " is not positive");
    }
    if (!(noiseMultiplier > 0) || Double.isInfinite(noiseMultiplier)) {
      throw new IllegalArgumentException(
          "privacy.noiseMultiplier " + noiseMultiplier + " is not positive");
    }
    if (!(delta > 0) || !(delta < 1)) {
      throw new IllegalArgumentException("privacy.delta " + delta + " is not in (0, 1)");
    }
  }

  /** What one round costs: zero-concentrated differential privacy of the Gaussian mechanism. */
  public double rho() {
    return 1 / (2 * noiseMultiplier * noiseMultiplier);
  }
}
