package io.athanor.acquisition.critic;

/** How much a finding matters, derived from its score. */
public enum Severity {
  /** Worth knowing: score below 0.25. */
  NOTE,
  /** Somebody should look: score below 0.5. */
  WARNING,
  /** Reason enough not to do it: score of 0.5 and more. */
  GRAVE;

  private static final double WARNING_FROM = 0.25;
  private static final double GRAVE_FROM = 0.5;

  /** The severity of a score in [0, 1]. */
  public static Severity of(double score) {
    return score >= GRAVE_FROM ? GRAVE : score >= WARNING_FROM ? WARNING : NOTE;
  }

  /** As events write it: lower case. */
  public String label() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
