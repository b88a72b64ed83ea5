package io.athanor.acquisition.topology;

import io.athanor.acquisition.campaign.IntervalTest;
import io.athanor.acquisition.conformal.AdaptiveConformal;
import io.athanor.acquisition.conformal.IntervalLedger;
import io.athanor.acquisition.conformal.ServedInterval;
import io.athanor.acquisition.drift.Residual;
import io.athanor.acquisition.journal.IntervalTested;
import io.athanor.acquisition.journal.LedgerState;
import io.athanor.acquisition.journal.ObservationMeta;
import io.athanor.event.CoverageReported;
import io.athanor.event.Meta;
import io.athanor.event.PredictiveInterval;
import io.athanor.schemas.identity.Metas;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * From intervals and their tests to events and back. All times are those of the observation, so
 * that what is derived again is equal byte for byte.
 */
final class CoverageMapper {
  private static final String APPLICATION = "acquisition";

  private CoverageMapper() {}

  static PredictiveInterval served(ServedInterval interval) {
    return PredictiveInterval.newBuilder()
        .setClaimed(interval.own().claimed())
        .setLower(boxed(interval.lower()))
        .setUpper(boxed(interval.upper()))
        .setOwnLower(interval.own().lower())
        .setOwnUpper(interval.own().upper())
        .setFactor(factor(interval.factor()))
        .setCoverage(boxed(interval.coverage()))
        .setCount(interval.count())
        .build();
  }

  /** A campaign serves repaired intervals: those are what it is held to. */
  static CoverageReported ofCampaign(String campaignId, IntervalTest.OfCampaign test, Meta cause) {
    Meta meta =
        Metas.derived(
            APPLICATION,
            cause.getRecordedAt(),
            campaignId,
            cause,
            "coverage-reported",
            campaignId,
            test.property());
    return reported(
        meta, campaignId, test.property(), test.ledger().repairedCoverage(), test.ledger());
  }

  /** A model serves its own intervals. */
  static CoverageReported ofModel(IntervalTested test, IntervalLedger ledger) {
    Meta cause = cause(test);
    Meta meta =
        Metas.derived(
            APPLICATION,
            cause.getRecordedAt(),
            null,
            cause,
            "coverage-reported",
            test.getModelName(),
            test.getProperty());
    return reported(meta, test.getModelName(), test.getProperty(), ledger.ownCoverage(), ledger);
  }

  /** Of the observation that was the outcome. */
  static Meta cause(IntervalTested test) {
    ObservationMeta observation = test.getCause();
    return Meta.newBuilder()
        .setId(observation.getId())
        .setSource("observation")
        .setOccurredAt(instant(observation.getOccurredAtMicros()))
        .setRecordedAt(instant(observation.getRecordedAtMicros()))
        .setTraceparent(observation.getTraceparent())
        .build();
  }

  static IntervalTested tested(IntervalTest.OfModel test, Meta cause) {
    return IntervalTested.newBuilder()
        .setCause(
            ObservationMeta.newBuilder()
                .setId(cause.getId())
                .setOccurredAtMicros(micros(cause.getOccurredAt()))
                .setRecordedAtMicros(micros(cause.getRecordedAt()))
                .setTraceparent(cause.getTraceparent())
                .build())
        .setModelName(test.modelName())
        .setProperty(test.property())
        .setClaimed(test.claimed())
        .setScore(test.score())
        .setModelDigest(test.modelDigest())
        .setUnit(test.unit())
        .setValue(test.residual().map(Residual::value).orElse(null))
        .setMean(test.residual().map(Residual::mean).orElse(null))
        .setDeviation(test.residual().map(Residual::deviation).orElse(null))
        .setInstrumentId(test.residual().flatMap(Residual::instrumentId).orElse(null))
        .setReadingId(test.residual().map(Residual::origin).orElse(""))
        .build();
  }

  static LedgerState state(IntervalLedger ledger) {
    return LedgerState.newBuilder()
        .setClaimed(ledger.repair().claimed())
        .setMiscoverage(ledger.repair().miscoverage())
        .setScores(ledger.repair().scores())
        .setOwn(ledger.recent().stream().map(IntervalLedger.Tested::own).toList())
        .setRepaired(ledger.recent().stream().map(IntervalLedger.Tested::repaired).toList())
        .setTotal(ledger.total())
        .build();
  }

  /** The ledger that is kept; a new one where there is none. */
  static IntervalLedger ledger(Optional<LedgerState> known, double claimed) {
    return known.map(CoverageMapper::ledger).orElseGet(() -> IntervalLedger.begin(claimed));
  }

  private static IntervalLedger ledger(LedgerState state) {
    List<IntervalLedger.Tested> recent = new ArrayList<>();
    for (int i = 0; i < state.getOwn().size(); i++) {
      recent.add(new IntervalLedger.Tested(state.getOwn().get(i), state.getRepaired().get(i)));
    }
    return new IntervalLedger(
        new AdaptiveConformal(state.getClaimed(), state.getMiscoverage(), state.getScores()),
        recent,
        state.getTotal());
  }

  private static CoverageReported reported(
      Meta meta, String subject, String property, OptionalDouble observed, IntervalLedger ledger) {
    return CoverageReported.newBuilder()
        .setMeta(meta)
        .setSubject(subject)
        .setProperty(property)
        .setClaimed(ledger.repair().claimed())
        .setObserved(observed.orElseThrow())
        .setCount(ledger.recent().size())
        .setUnrepaired(boxed(ledger.ownCoverage()))
        .setRepaired(boxed(ledger.repairedCoverage()))
        .setFactor(factor(ledger.repair().factor()))
        .setTotal(ledger.total())
        .build();
  }

  private static Double factor(double factor) {
    return factor == AdaptiveConformal.UNBOUNDED ? null : Double.valueOf(factor);
  }

  private static Double boxed(OptionalDouble value) {
    return value.isPresent() ? Double.valueOf(value.getAsDouble()) : null;
  }

  private static long micros(Instant instant) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
  }

  private static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }
}
