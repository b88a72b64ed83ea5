package io.athanor.acquisition.drift;

import io.athanor.acquisition.conformal.IntervalLedger;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What intervals are held to: over the last {@value IntervalLedger#WINDOW} outcomes they cover what
 * they claim, but for what chance explains. It is broken where the rolling coverage lies more than
 * {@value #ERRORS} binomial standard errors below the claim (once in some 30,000 windows that keep
 * their word), and cannot be held where it still is after another whole window, or where the
 * repaired intervals break it too. Immutable.
 *
 * @param brokenAt how many outcomes had been counted when it was broken; empty while it is kept
 * @param given whether it has been said that it cannot be held
 */
public record CoverageObjective(OptionalInt brokenAt, boolean given) {
  private static final int ERRORS = 4;

  /** Kept so far. */
  public static final CoverageObjective KEPT = new CoverageObjective(OptionalInt.empty(), false);

  /** What is to be said after an outcome. */
  public enum Word {
    /** Nothing. */
    NONE,
    /** It is broken: intervals are repaired. */
    BROKEN,
    /** It cannot be held: somebody else should serve. */
    NOT_HELD
  }

  /**
   * After an outcome.
   *
   * @param objective how it stands
   * @param word what is to be said now
   */
  public record Step(CoverageObjective objective, Word word) {}

  /** The least coverage that chance explains. */
  public static double least(double claimed) {
    return claimed - ERRORS * Math.sqrt(claimed * (1 - claimed) / IntervalLedger.WINDOW);
  }

  /**
   * With one more outcome.
   *
   * @param ledger with this outcome
   * @param served coverage of what is served, of the ledger's recent outcomes
   */
  public Step after(IntervalLedger ledger, OptionalDouble served) {
    double least = least(ledger.repair().claimed());
    if (ledger.recent().size() < IntervalLedger.WINDOW || served.orElse(1) >= least) {
      return new Step(KEPT, Word.NONE);
    }
    if (brokenAt.isEmpty()) {
      return new Step(new CoverageObjective(OptionalInt.of(ledger.total()), false), Word.BROKEN);
    }
    boolean lasting = ledger.total() - brokenAt.getAsInt() >= IntervalLedger.WINDOW;
    boolean beyondRepair = ledger.repairedCoverage().orElse(1) < least;
    return given || !(lasting || beyondRepair)
        ? new Step(this, Word.NONE)
        : new Step(new CoverageObjective(brokenAt, true), Word.NOT_HELD);
  }
}
