package io.athanor.federation.app;

import io.athanor.federation.privacy.Accountant;
import io.athanor.federation.privacy.PrivacyTerms;

/**
 * What a site lets rounds learn of any one of its records.
 *
 * @param epsilon for all rounds of one property together, positive
 * @param delta with which the promise may fail, in (0, 1)
 * @param rounds over how many rounds a coordinator spreads it
 * @param featureBound longest features, the leading 1 included
 * @param targetBound largest scaled value
 */
public record Budget(
    double epsilon, double delta, int rounds, double featureBound, double targetBound) {
  /** Checks the numbers. */
  public Budget {
    if (!(epsilon > 0) || Double.isInfinite(epsilon)) {
      throw new IllegalArgumentException(
          "federation.privacy.epsilon: " + epsilon + " is not positive");
    }
    terms(epsilon, delta, rounds, featureBound, targetBound);
  }

  /** What a round is opened with, so that all together spend it. */
  PrivacyTerms terms() {
    return terms(epsilon, delta, rounds, featureBound, targetBound);
  }

  /** Whether a round fits what is left. */
  boolean affords(double spent, PrivacyTerms next) {
    return next.delta() <= delta && Accountant.affords(spent, next.rho(), epsilon, delta);
  }

  private static PrivacyTerms terms(
      double epsilon, double delta, int rounds, double featureBound, double targetBound) {
    // a hair less, so that the last round is not refused for rounding
    double multiplier = Accountant.noiseMultiplier(epsilon * (1 - 1e-9), delta, rounds);
    return new PrivacyTerms(featureBound, targetBound, multiplier, delta);
  }
}
