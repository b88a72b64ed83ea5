package io.athanor.acquisition.analysis.why;

import java.util.List;

/**
 * A number as a sum over features.
 *
 * @param by what the features are: {@code parameters} or {@code elements}
 * @param method for people: how it was split
 * @param base what the number is on average over the reference
 * @param value the number as it was recorded
 * @param parts one a feature
 */
record Attribution(String by, String method, double base, double value, List<Part> parts) {
  private static final double TOLERANCE = 1e-6;

  /**
   * A feature's share.
   *
   * @param label the feature with its value, for people
   * @param value in the number's unit
   */
  record Part(String feature, String label, double value) {}

  Attribution {
    parts = List.copyOf(parts);
  }

  /** Base and parts together. */
  double sum() {
    return base + parts.stream().mapToDouble(Part::value).sum();
  }

  /** Whether they come to the recorded number. */
  boolean addsUp() {
    return Math.abs(sum() - value) <= TOLERANCE * Math.max(1, Math.abs(value));
  }
}
