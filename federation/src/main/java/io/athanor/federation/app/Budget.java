package io.athanor.federation.app;

import io.athanor.federation.privacy.Accountant;
import io.athanor.federation.privacy.PrivacyTerms;
import io.athanor.schemas.settings.Setting;
import io.athanor.schemas.settings.Settings;
import java.util.Optional;

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
  /** In all. */
  static final Setting<String> EPSILON =
      Setting.text(
          "federation.privacy.epsilon",
          "",
          "Budget of differential privacy for any one record over all rounds of a property; empty:"
              + " sums are exact, and none with noise is joined.");

  /** Delta. */
  static final Setting<String> DELTA =
      Setting.text(
          "federation.privacy.delta", "1e-6", "With which probability that promise may fail.");

  /** Rounds. */
  static final Setting<Integer> ROUNDS =
      Setting.integer(
          "federation.privacy.rounds",
          10,
          1,
          100_000,
          "Over how many rounds a coordinator spreads the budget.");

  /** Feature bound. */
  static final Setting<String> FEATURE_BOUND =
      Setting.text(
          "federation.privacy.feature-bound",
          "10",
          "Longest features of a record, the leading 1 included; longer ones are shortened.");

  /** Target bound. */
  static final Setting<String> TARGET_BOUND =
      Setting.text(
          "federation.privacy.target-bound", "3", "Largest scaled value; larger ones are cut.");

  /** Checks the numbers. */
  public Budget {
    if (!(epsilon > 0) || Double.isInfinite(epsilon)) {
      throw new IllegalArgumentException(
          "federation.privacy.epsilon: " + epsilon + " is not positive");
    }
    terms(epsilon, delta, rounds, featureBound, targetBound);
  }

  /** From settings; nothing where sums are exact. */
  static Optional<Budget> of(Settings settings) {
    if (settings.get(EPSILON).isBlank()) {
      return Optional.empty();
    }
    return Optional.of(
        new Budget(
            number(settings, EPSILON),
            number(settings, DELTA),
            settings.get(ROUNDS),
            number(settings, FEATURE_BOUND),
            number(settings, TARGET_BOUND)));
  }

  private static double number(Settings settings, Setting<String> setting) {
    try {
      return Double.parseDouble(settings.get(setting).strip());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          setting.name() + ": '" + settings.get(setting) + "' is no number", e);
    }
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
