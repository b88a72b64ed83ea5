package io.athanor.acquisition.critic;

import io.athanor.materials.composition.Composition;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/** One proposal with what several checks need of it, worked out once; collects the findings. */
final class Review {
  private final ProposalUnderReview proposal;
  private final List<Finding> findings = new ArrayList<>();
  private Composition composition;

  Review(ProposalUnderReview proposal) {
    this.proposal = proposal;
  }

  ProposalUnderReview proposal() {
    return proposal;
  }

  ReviewTerms terms() {
    return proposal.terms();
  }

  /** The composition, once the formula was found to read. */
  Optional<Composition> composition() {
    return Optional.ofNullable(composition);
  }

  void reads(Composition read) {
    composition = read;
  }

  void find(String check, double score, String text) {
    findings.add(new Finding(check, score, text));
  }

  /** Raises a finding where the score is above zero; only then is the text made. */
  void find(String check, double score, Supplier<String> text) {
    if (score > 0) {
      findings.add(new Finding(check, score, text.get()));
    }
  }

  void addAll(List<Finding> known) {
    findings.addAll(known);
  }

  Critique critique() {
    return Critique.of(findings);
  }

  /** A number for people, four significant digits, the same everywhere. */
  static String figure(double value) {
    return String.format(Locale.ROOT, "%.4g", value);
  }

  /** 0 up to {@code from}, 1 from {@code to} on, straight between. */
  static double ramp(double value, double from, double to) {
    return Math.max(0, Math.min(1, (value - from) / (to - from)));
  }
}
