package io.athanor.acquisition.planner.stopping;

import java.util.Locale;
import java.util.Objects;

/**
 * What a rule found.
 *
 * @param rule its name
 * @param stop whether it holds
 * @param value the number it compared; infinite where there is nothing to compare yet
 * @param threshold what it compared with
 * @param sentence the same for a person
 */
public record Verdict(String rule, boolean stop, double value, double threshold, String sentence) {
  /** Checks. */
  public Verdict {
    Objects.requireNonNull(rule, "verdict.rule");
    Objects.requireNonNull(sentence, "verdict.sentence");
    if (Double.isNaN(value) || Double.isNaN(threshold)) {
      throw new IllegalArgumentException("verdict must compare numbers");
    }
  }

  /** A rule that has nothing to compare yet. */
  static Verdict tooEarly(String rule, double threshold) {
    return new Verdict(
        rule,
        false,
        Double.POSITIVE_INFINITY,
        threshold,
        "Nothing that fulfils the requirements was measured yet.");
  }

  /** A number with three digits, the same in every country. */
  static String shortly(double number) {
    return String.format(Locale.ROOT, "%.3g", number);
  }

  /** A threshold that makes sense. */
  static void requirePositive(String name, double threshold) {
    if (!(threshold > 0) || Double.isInfinite(threshold)) {
      throw new IllegalArgumentException(name + " must be positive and finite, was " + threshold);
    }
  }
}
