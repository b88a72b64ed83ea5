package io.athanor.acquisition.critic;

/**
 * One objection to a proposal.
 *
 * @param check the check that raises it: {@code range}, {@code units}, {@code mixture}, {@code
 *     thermal}, {@code formula}, {@code charge-balance}, {@code stability}, {@code structure},
 *     {@code novelty} or {@code hazard}
 * @param score how strongly it speaks against the proposal (dimensionless), in [0, 1]
 * @param text for people, with the figure and where it is from
 */
public record Finding(String check, double score, String text) {
  /** Checks the score. */
  public Finding {
    if (!(score >= 0 && score <= 1)) {
      throw new IllegalArgumentException("finding.score must be in [0, 1] but is " + score);
    }
    if (check.isBlank() || text.isBlank()) {
      throw new IllegalArgumentException("finding.check and finding.text must not be blank");
    }
  }

  /** How much it matters. */
  public Severity severity() {
    return Severity.of(score);
  }
}
