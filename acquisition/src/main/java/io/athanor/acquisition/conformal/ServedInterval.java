package io.athanor.acquisition.conformal;

import java.util.OptionalDouble;

/**
 * An interval as it was served with a proposal.
 *
 * @param own before repair
 * @param factor what its half-width was multiplied by, see {@link AdaptiveConformal#factor}
 * @param coverage rolling coverage of the served intervals by then; empty before the first outcome
 * @param count outcomes behind it
 */
public record ServedInterval(
    PredictiveInterval own, double factor, OptionalDouble coverage, int count) {
  /** The next interval with what the ledger knows. */
  public static ServedInterval of(PredictiveInterval own, IntervalLedger ledger) {
    return new ServedInterval(
        own, ledger.repair().factor(), ledger.repairedCoverage(), ledger.recent().size());
  }

  /** Lower end after repair; empty where there is no bound or no interval. */
  public OptionalDouble lower() {
    return own.lower(factor);
  }

  /** Upper end after repair; empty where there is no bound or no interval. */
  public OptionalDouble upper() {
    return own.upper(factor);
  }
}
