package io.athanor.acquisition.scheduling;

import io.athanor.acquisition.portfolio.Forecaster;
import io.athanor.event.ExperimentProgressed;
import io.athanor.event.ExperimentState;
import io.athanor.event.Meta;
import io.athanor.schemas.lifecycle.ExperimentLifecycle;
import io.athanor.schemas.lifecycle.Terms;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;

/** Made-up laboratories. */
final class Labs {
  static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private Labs() {}

  static Laboratory lab() {
    SchedulerTerms house = SchedulerTerms.standard();
    return new Laboratory(house, new PortfolioShare(house), Forecaster.standard());
  }

  static Instrument instrument(String id, int capacity, String... techniques) {
    return new Instrument(
        id,
        Optional.empty(),
        Set.of(techniques),
        capacity,
        OptionalInt.empty(),
        Map.of(),
        START,
        true);
  }

  static Instrument away(Instrument it) {
    return new Instrument(
        it.instrumentId(),
        it.tenant(),
        it.techniques(),
        it.capacity(),
        it.credits(),
        it.envelope(),
        it.statedAt(),
        false);
  }

  static Instrument credited(Instrument it, int credits, Instant at) {
    return new Instrument(
        it.instrumentId(),
        it.tenant(),
        it.techniques(),
        it.capacity(),
        OptionalInt.of(credits),
        it.envelope(),
        at,
        it.serving());
  }

  static Step step(String technique, double seconds) {
    return new Step(technique, technique, OptionalDouble.of(seconds));
  }

  static CampaignTerms campaign(
      String id, int priority, double weight, int parallelism, Step... recipe) {
    return new CampaignTerms(
        id,
        Optional.empty(),
        priority,
        weight,
        OptionalInt.empty(),
        parallelism,
        1000,
        Optional.empty(),
        List.of(recipe),
        Optional.empty(),
        Map.of(),
        START,
        true);
  }

  static Job job(CampaignTerms terms, String experimentId, Instant at) {
    return new Job(
        terms.campaignId(),
        experimentId,
        Map.of(),
        terms.priority(),
        terms.deadline(),
        terms.recipe(),
        true,
        ExperimentLifecycle.proposed(
            new Terms(at.plusSeconds(3600), false, true, terms.recipe().size())),
        at,
        at);
  }

  /** A step of an experiment's life, to be completed. */
  static ExperimentProgressed.Builder said(
      String eventId, Job job, ExperimentState state, int epoch, Instant at) {
    return ExperimentProgressed.newBuilder()
        .setMeta(
            Meta.newBuilder()
                .setId(eventId)
                .setSource("test")
                .setOccurredAt(at)
                .setRecordedAt(at)
                .build())
        .setCampaignId(job.campaignId())
        .setExperimentId(job.experimentId())
        .setState(state)
        .setLeaseEpoch(epoch);
  }

  static ExperimentProgressed offered(String eventId, Job job, Offer offer) {
    return said(eventId, job, ExperimentState.OFFERED, offer.epoch(), offer.at())
        .setInstrumentId(offer.instrumentId())
        .setStep(offer.step())
        .build();
  }

  static ExperimentProgressed leased(
      String eventId, Job job, String instrumentId, int step, int epoch, Instant at) {
    return said(eventId, job, ExperimentState.LEASED, epoch, at)
        .setInstrumentId(instrumentId)
        .setStep(step)
        .setWorker("robot-" + instrumentId)
        .setLeaseExpiresAt(at.plusSeconds(60))
        .build();
  }

  static ExperimentProgressed held(
      String eventId, Job job, ExperimentState state, String instrumentId, int epoch, Instant at) {
    return said(eventId, job, state, epoch, at)
        .setWorker("robot-" + instrumentId)
        .setLeaseExpiresAt(at.plusSeconds(60))
        .build();
  }
}
