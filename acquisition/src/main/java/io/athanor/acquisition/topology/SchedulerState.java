package io.athanor.acquisition.topology;

import io.athanor.acquisition.scheduling.Grant;
import io.athanor.acquisition.scheduling.Job;
import io.athanor.acquisition.scheduling.Laboratory;
import io.athanor.acquisition.scheduling.Laboratory.Effect;
import io.athanor.acquisition.scheduling.LaboratoryEvent;
import io.athanor.acquisition.scheduling.Ledger;
import io.athanor.acquisition.scheduling.Offer;
import io.athanor.acquisition.topology.SchedulerStore.Kind;
import io.athanor.event.Decision;
import io.athanor.event.ExperimentDecided;
import io.athanor.event.ExperimentProgressed;
import io.athanor.event.ExperimentProposed;
import io.athanor.event.HaltDeclared;
import io.athanor.schemas.lifecycle.Terms;
import io.athanor.schemas.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The laboratory and what is kept of it. Both change together, and what is over is kept no longer.
 * Owned by one stream thread.
 */
final class SchedulerState {
  /** A proposal is read soon after its first step, or never. */
  private static final Duration EARLY_LIFE = Duration.ofMinutes(10);

  private final Laboratory laboratory;
  private final SchedulerStore store;
  private final SchedulerCodecs codecs;
  private final Map<String, Ledger> kept = new HashMap<>();
  private final SortedMap<String, ExperimentProgressed> early = new TreeMap<>();

  SchedulerState(Laboratory laboratory, SchedulerStore store, SchedulerCodecs codecs) {
    this.laboratory = laboratory;
    this.store = store;
    this.codecs = codecs;
  }

  Laboratory laboratory() {
    return laboratory;
  }

  /** Brings an empty laboratory to where it was kept. */
  void restore() {
    store.each(
        Kind.INSTRUMENT,
        (id, bytes) ->
            laboratory.apply(SchedulerMapper.instrument(codecs.instrument.decode(bytes))));
    store.each(
        Kind.CAMPAIGN,
        (id, bytes) -> laboratory.apply(SchedulerMapper.campaign(codecs.campaign.decode(bytes))));
    store.each(
        Kind.CONCLUSION, (id, bytes) -> laboratory.apply(new LaboratoryEvent.CampaignEnded(id)));
    store.each(Kind.HALT, (id, bytes) -> laboratory.apply(new LaboratoryEvent.Halt(id, true)));
    store.each(
        Kind.LEDGER,
        (id, bytes) -> {
          Ledger ledger = SchedulerMemory.restored(codecs.ledger(bytes));
          laboratory.apply(new LaboratoryEvent.LedgerKept(id, ledger));
          kept.put(id, ledger);
        });
    store.each(
        Kind.GRANT,
        (id, bytes) ->
            laboratory.apply(
                new LaboratoryEvent.GrantSaid(
                    SchedulerMapper.granted(codecs.grant.decode(bytes)))));
    store.each(Kind.PROPOSAL, this::restoreJob);
    store.each(
        Kind.OFFER,
        (id, bytes) -> {
          ExperimentProgressed event = codecs.progress.decode(bytes);
          laboratory.apply(
              new LaboratoryEvent.OfferSaid(
                  SchedulerMapper.offered(event), event.getMeta().getId()));
        });
    store.each(
        Kind.BOOST,
        (id, bytes) -> laboratory.apply(SchedulerMapper.boosted(codecs.decision.decode(bytes))));
    store.each(Kind.EARLY, (id, bytes) -> early.put(id, codecs.progress.decode(bytes)));
  }

  private void restoreJob(String experimentId, byte[] bytes) {
    ExperimentProposed proposal = codecs.proposal.decode(bytes);
    Job proposed = SchedulerMapper.job(proposal);
    byte[] moved = store.get(Kind.JOB, experimentId);
    laboratory.apply(
        new LaboratoryEvent.JobKept(
            moved == null
                ? proposed
                : SchedulerMemory.restored(proposed, Terms.of(proposal), codecs.job(moved))));
  }

  /** Folds and keeps one event; says whether anything may have to be decided anew. */
  boolean take(Origin origin, byte[] bytes) {
    String topic = origin.topic();
    if (topic.equals(Topics.EXPERIMENT_PROGRESSED.name())) {
      return move(origin, codecs.progress.decode(bytes), bytes);
    }
    if (topic.equals(Topics.EXPERIMENT_PROPOSED.name())) {
      return propose(codecs.proposal.decode(bytes), bytes);
    }
    if (topic.equals(Topics.INSTRUMENT_REGISTERED.name())) {
      var event = codecs.instrument.decode(bytes);
      return keep(
          Kind.INSTRUMENT, event.getInstrumentId(), bytes, SchedulerMapper.instrument(event));
    }
    if (topic.equals(Topics.CAMPAIGN_DEFINED.name())) {
      var event = codecs.campaign.decode(bytes);
      LaboratoryEvent said = SchedulerMapper.campaign(event);
      store.delete(Kind.CONCLUSION, event.getCampaignId());
      return keep(Kind.CAMPAIGN, event.getCampaignId(), bytes, said);
    }
    if (topic.equals(Topics.CAMPAIGN_CONCLUDED.name())) {
      String id = codecs.conclusion.decode(bytes).getCampaignId();
      return keep(Kind.CONCLUSION, id, bytes, new LaboratoryEvent.CampaignEnded(id));
    }
    if (topic.equals(Topics.EXPERIMENT_DECIDED.name())) {
      return boost(codecs.decision.decode(bytes), bytes);
    }
    return halt(codecs.halt.decode(bytes), bytes);
  }

  private boolean boost(ExperimentDecided event, byte[] bytes) {
    return event.getDecision() == Decision.BOOST
        && event.getBoost() != null
        && keep(Kind.BOOST, event.getExperimentId(), bytes, SchedulerMapper.boosted(event));
  }

  private boolean keep(Kind kind, String id, byte[] bytes, LaboratoryEvent event) {
    boolean changed = laboratory.apply(event) != Effect.NONE;
    if (changed) {
      store.put(kind, id, bytes);
    }
    return changed;
  }

  private boolean halt(HaltDeclared event, byte[] bytes) {
    boolean changed = laboratory.apply(SchedulerMapper.halt(event)) != Effect.NONE;
    if (event.getHalted()) {
      store.put(Kind.HALT, event.getScope(), bytes);
    } else {
      store.delete(Kind.HALT, event.getScope());
    }
    return changed;
  }

  private boolean propose(ExperimentProposed event, byte[] bytes) {
    boolean changed = laboratory.apply(SchedulerMapper.proposed(event)) != Effect.NONE;
    if (changed) {
      store.put(Kind.PROPOSAL, event.getExperimentId(), bytes);
      keepLedgers();
      takeEarly(event.getExperimentId());
    }
    return changed;
  }

  private void takeEarly(String experimentId) {
    SortedMap<String, ExperimentProgressed> own =
        new TreeMap<>(early.subMap(experimentId + "/", experimentId + "0"));
    own.forEach(
        (key, step) -> {
          early.remove(key);
          store.delete(Kind.EARLY, key);
          if (step.getExperimentId().equals(experimentId)) {
            apply(step);
          }
        });
  }

  private boolean move(Origin origin, ExperimentProgressed step, byte[] bytes) {
    Effect effect = apply(step);
    if (effect == Effect.EARLY) {
      String key = "%s/%020d".formatted(step.getExperimentId(), origin.offset());
      early.put(key, step);
      store.put(Kind.EARLY, key, bytes);
      return false;
    }
    return effect != Effect.NONE;
  }

  private Effect apply(ExperimentProgressed step) {
    String id = step.getExperimentId();
    Effect effect = laboratory.apply(new LaboratoryEvent.JobMoved(step));
    if (effect == Effect.ENDED) {
      store.delete(Kind.PROPOSAL, id);
      store.delete(Kind.JOB, id);
      store.delete(Kind.BOOST, id);
    } else if (effect == Effect.CHANGED) {
      laboratory
          .job(id)
          .ifPresent(job -> store.put(Kind.JOB, id, codecs.encode(SchedulerMemory.kept(job))));
    }
    if (effect != Effect.EARLY && !laboratory.isUnderWay(id)) {
      store.delete(Kind.OFFER, id);
    }
    keepLedgers();
    return effect;
  }

  private void keepLedgers() {
    laboratory
        .ledgers()
        .forEach(
            (id, ledger) -> {
              if (!ledger.equals(kept.put(id, ledger))) {
                store.put(Kind.LEDGER, id, codecs.encode(SchedulerMemory.kept(ledger)));
              }
            });
  }

  /** A grant takes effect as it is said. */
  void said(Grant grant, byte[] bytes) {
    laboratory.apply(new LaboratoryEvent.GrantSaid(grant));
    store.put(Kind.GRANT, grant.campaignId(), bytes);
  }

  /** An offer counts as it is said, and holds when it comes back. */
  void said(Offer offer, String eventId, byte[] bytes) {
    laboratory.apply(new LaboratoryEvent.OfferSaid(offer, eventId));
    store.put(Kind.OFFER, offer.experimentId(), bytes);
  }

  /** Forgets steps whose proposal never came: of experiments that were over before. */
  void prune(Instant now) {
    early
        .entrySet()
        .removeIf(
            entry -> {
              boolean old =
                  entry.getValue().getMeta().getRecordedAt().plus(EARLY_LIFE).isBefore(now);
              if (old) {
                store.delete(Kind.EARLY, entry.getKey());
              }
              return old;
            });
  }
}
