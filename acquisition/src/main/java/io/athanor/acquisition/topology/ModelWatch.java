package io.athanor.acquisition.topology;

import io.athanor.acquisition.conformal.IntervalLedger;
import io.athanor.acquisition.drift.CoverageObjective;
import io.athanor.acquisition.drift.DriftAlarm;
import io.athanor.acquisition.drift.ModelAlarms;
import io.athanor.acquisition.drift.Residual;
import io.athanor.acquisition.drift.ResidualWatch;
import io.athanor.acquisition.drift.WatchBytes;
import io.athanor.acquisition.journal.IntervalTested;
import io.athanor.acquisition.journal.LedgerState;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One model version's outcomes of one property: what its intervals covered, and whether its errors
 * are what they were. Pure.
 *
 * @param state to be kept
 * @param alarms what is to be said
 */
record ModelWatch(LedgerState state, List<DriftAlarm> alarms) {
  ModelWatch {
    alarms = List.copyOf(alarms);
  }

  /**
   * With one more outcome.
   *
   * @param before what is kept of intervals that claim the same; empty before the first
   * @param seed of the ranks
   */
  static ModelWatch after(Optional<LedgerState> before, IntervalTested test, long seed) {
    IntervalLedger old = CoverageMapper.ledger(before, test.getClaimed());
    IntervalLedger ledger = old.after(test.getScore(), old.repair().factor());
    List<DriftAlarm> alarms = new ArrayList<>();
    CoverageObjective.Step coverage = objective(before).after(ledger, ledger.ownCoverage());
    if (coverage.word() != CoverageObjective.Word.NONE) {
      boolean notHeld = coverage.word() == CoverageObjective.Word.NOT_HELD;
      alarms.add(
          ModelAlarms.coverage(
              ledger,
              ledger.ownCoverage().orElseThrow(),
              notHeld,
              test.getProperty(),
              notHeld
                  ? List.of(DriftAlarm.DEMOTION, DriftAlarm.ALERT)
                  : List.of(DriftAlarm.WIDER_INTERVALS, DriftAlarm.REFRESH, DriftAlarm.ALERT)));
    }
    OptionalInt brokenAt = coverage.objective().brokenAt();
    ByteBuffer watch = before.map(LedgerState::getWatch).orElseGet(() -> ByteBuffer.allocate(0));
    Optional<ResidualWatch.Step> step =
        residual(test).map(residual -> watch(watch, seed).after(residual));
    step.flatMap(ResidualWatch.Step::found)
        .map(
            found ->
                ModelAlarms.residuals(
                    found,
                    Optional.empty(),
                    test.getProperty(),
                    test.getUnit(),
                    List.of(DriftAlarm.REFRESH, DriftAlarm.ALERT)))
        .ifPresent(alarms::add);
    LedgerState state =
        LedgerState.newBuilder(CoverageMapper.state(ledger))
            .setBrokenAt(brokenAt.isPresent() ? Integer.valueOf(brokenAt.getAsInt()) : null)
            .setNotHeld(coverage.objective().given())
            .setWatch(step.map(each -> ByteBuffer.wrap(WatchBytes.of(each.watch()))).orElse(watch))
            .build();
    return new ModelWatch(state, alarms);
  }

  private static CoverageObjective objective(Optional<LedgerState> before) {
    return before
        .map(
            each ->
                new CoverageObjective(
                    each.getBrokenAt() == null
                        ? OptionalInt.empty()
                        : OptionalInt.of(each.getBrokenAt()),
                    each.getNotHeld()))
        .orElse(CoverageObjective.KEPT);
  }

  private static ResidualWatch watch(ByteBuffer state, long seed) {
    if (!state.hasRemaining()) {
      return ResidualWatch.begin(seed);
    }
    byte[] bytes = new byte[state.remaining()];
    state.duplicate().get(bytes);
    return WatchBytes.of(bytes);
  }

  private static Optional<Residual> residual(IntervalTested test) {
    return test.getValue() == null || test.getMean() == null || test.getDeviation() == null
        ? Optional.empty()
        : Optional.of(
            new Residual(
                test.getValue(),
                test.getMean(),
                test.getDeviation(),
                Optional.ofNullable(test.getInstrumentId()),
                "reading " + test.getReadingId()));
  }
}
