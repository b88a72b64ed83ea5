package io.athanor.acquisition.conformal;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Predicate;

/**
 * What became of a subject's intervals for one property: how to repair the next one, and what the
 * last ones covered. Immutable.
 *
 * @param repair the repair
 * @param recent the last outcomes, oldest first, at most {@value #WINDOW}
 * @param total outcomes ever counted
 */
public record IntervalLedger(AdaptiveConformal repair, List<Tested> recent, int total) {
  /** Outcomes that rolling coverage is over. */
  public static final int WINDOW = 100;

  /**
   * One outcome.
   *
   * @param own whether the subject's own interval covered it
   * @param repaired whether the repaired interval did
   */
  public record Tested(boolean own, boolean repaired) {}

  /** Copies and checks. */
  public IntervalLedger {
    recent = List.copyOf(recent);
    if (total < recent.size() || recent.size() > WINDOW) {
      throw new IllegalArgumentException(
          "ledger: %d recent outcomes of %d".formatted(recent.size(), total));
    }
  }

  /** Before any outcome. */
  public static IntervalLedger begin(double claimed) {
    return new IntervalLedger(AdaptiveConformal.begin(claimed), List.of(), 0);
  }

  /**
   * After an outcome.
   *
   * @param score see {@link PredictiveInterval#score}
   * @param served the factor of the interval that was served for it
   */
  public IntervalLedger after(double score, double served) {
    List<Tested> next = new ArrayList<>(recent);
    next.add(
        new Tested(AdaptiveConformal.covers(1, score), AdaptiveConformal.covers(served, score)));
    return new IntervalLedger(
        repair.after(score, served),
        next.subList(Math.max(0, next.size() - WINDOW), next.size()),
        total + 1);
  }

  /** Share of the recent outcomes that the subject's own intervals covered; empty before any. */
  public OptionalDouble ownCoverage() {
    return share(Tested::own);
  }

  /** Share of the recent outcomes that the repaired intervals covered; empty before any. */
  public OptionalDouble repairedCoverage() {
    return share(Tested::repaired);
  }

  private OptionalDouble share(Predicate<Tested> covered) {
    return recent.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(recent.stream().filter(covered).count() / (double) recent.size());
  }
}
