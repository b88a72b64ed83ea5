package io.athanor.acquisition.scheduling;

import io.athanor.acquisition.portfolio.Forecaster;
import io.athanor.acquisition.portfolio.Prospect;
import io.athanor.acquisition.portfolio.Standing;
import io.athanor.event.ExperimentProgressed;
import io.athanor.event.ExperimentState;
import io.athanor.schemas.lifecycle.Ended;
import io.athanor.schemas.lifecycle.ExperimentLifecycle;
import io.athanor.schemas.lifecycle.Held;
import io.athanor.schemas.lifecycle.Proposed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The aggregate of the laboratory: {@link #apply} folds an event, {@link #decide} says who may have
 * how many experiments open and which step goes where. It reads no clock and does no I/O. What it
 * decides takes effect only when it comes back: a grant or an offer as said, an offer once more
 * from the log, where {@link ExperimentLifecycle} alone decides whether it holds. Ended experiments
 * are forgotten. Owned by one thread.
 */
public final class Laboratory {
  /** What an event did. */
  public enum Effect {
    /** Nothing. */
    NONE,
    /** Something is different. */
    CHANGED,
    /** An experiment is over and forgotten. */
    ENDED,
    /** It concerns an experiment that was not proposed yet. */
    EARLY
  }

  private final SchedulerTerms house;
  private final Allocator allocator;
  private final Forecaster forecaster;
  private final SortedMap<String, Instrument> instruments = new TreeMap<>();
  private final SortedMap<String, CampaignTerms> campaigns = new TreeMap<>();
  private final SortedMap<String, Ledger> ledgers = new TreeMap<>();
  private final SortedMap<String, Job> jobs = new TreeMap<>();
  private final SortedMap<String, Integer> boosts = new TreeMap<>();
  private final SortedMap<String, Grant> grants = new TreeMap<>();
  private final SortedMap<String, Offer> underWay = new TreeMap<>();
  private final SortedMap<String, String> awaited = new TreeMap<>();
  private final Set<String> halts = new HashSet<>();

  /** An empty one. */
  public Laboratory(SchedulerTerms house, Allocator allocator, Forecaster forecaster) {
    this.house = house;
    this.allocator = allocator;
    this.forecaster = forecaster;
  }

  /** Folds one event. */
  public Effect apply(LaboratoryEvent event) {
    if (event instanceof LaboratoryEvent.JobMoved moved) {
      return move(moved.step());
    }
    if (event instanceof LaboratoryEvent.JobProposed proposed) {
      return propose(proposed.job(), proposed.prospect());
    }
    if (event instanceof LaboratoryEvent.InstrumentSeen seen) {
      Instrument next = seen.instrument();
      return changed(!next.equals(instruments.put(next.instrumentId(), next)));
    }
    if (event instanceof LaboratoryEvent.CampaignSeen seen) {
      return changed(!seen.terms().equals(campaigns.put(seen.terms().campaignId(), seen.terms())));
    }
    if (event instanceof LaboratoryEvent.CampaignWithdrawn withdrawn) {
      return changed(campaigns.remove(withdrawn.campaignId()) != null);
    }
    if (event instanceof LaboratoryEvent.CampaignEnded ended) {
      return changed(
          campaigns.computeIfPresent(ended.campaignId(), (id, terms) -> terms.concluded()) != null);
    }
    if (event instanceof LaboratoryEvent.Halt halt) {
      return changed(halt.halted() ? halts.add(halt.scope()) : halts.remove(halt.scope()));
    }
    if (event instanceof LaboratoryEvent.Boosted boosted) {
      Integer before = boosts.put(boosted.experimentId(), boosted.classes());
      return changed(before == null || before != boosted.classes());
    }
    if (event instanceof LaboratoryEvent.GrantSaid said) {
      grants.put(said.grant().campaignId(), said.grant());
    } else if (event instanceof LaboratoryEvent.OfferSaid said) {
      underWay.put(said.offer().experimentId(), said.offer());
      awaited.put(said.offer().experimentId(), said.eventId());
    } else if (event instanceof LaboratoryEvent.JobKept kept) {
      jobs.put(kept.job().experimentId(), kept.job());
    } else if (event instanceof LaboratoryEvent.LedgerKept kept) {
      ledgers.put(kept.campaignId(), kept.ledger());
    }
    return Effect.CHANGED;
  }

  private static Effect changed(boolean yes) {
    return yes ? Effect.CHANGED : Effect.NONE;
  }

  private Effect propose(Job job, Optional<Prospect> prospect) {
    if (jobs.putIfAbsent(job.experimentId(), job) != null) {
      return Effect.NONE;
    }
    prospect.ifPresent(said -> hear(job.campaignId(), said));
    return Effect.CHANGED;
  }

  private void hear(String campaignId, Prospect prospect) {
    Ledger before = ledger(campaignId);
    ledgers.put(campaignId, before.standing(before.standing().heard(prospect)));
    Optional.ofNullable(campaigns.get(campaignId))
        .flatMap(CampaignTerms::portfolio)
        .ifPresent(
            name ->
                forecaster
                    .settled(standings(name))
                    .forEach((id, standing) -> ledgers.put(id, ledger(id).standing(standing))));
  }

  /** Campaigns of a portfolio that still propose. */
  private SortedMap<String, Standing> standings(String portfolio) {
    SortedMap<String, Standing> standings = new TreeMap<>();
    for (CampaignTerms terms : campaigns.values()) {
      if (terms.running() && terms.portfolio().filter(portfolio::equals).isPresent()) {
        standings.put(terms.campaignId(), ledger(terms.campaignId()).standing());
      }
    }
    return standings;
  }

  private Effect move(ExperimentProgressed said) {
    String experimentId = said.getExperimentId();
    Job job = jobs.get(experimentId);
    if (job == null) {
      return Effect.EARLY;
    }
    boolean own = said.getMeta().getId().equals(awaited.get(experimentId));
    if (own) {
      forget(experimentId);
    }
    if (!(job.life().on(said) instanceof ExperimentLifecycle.Accepted accepted)) {
      return changed(own);
    }
    Instant at = said.getMeta().getRecordedAt();
    ExperimentLifecycle next = accepted.next();
    if (next instanceof Ended ended) {
      jobs.remove(experimentId);
      boosts.remove(experimentId);
      forget(experimentId);
      if (ended.ran() || ended.state() == ExperimentState.FAILED) {
        ledgers.put(job.campaignId(), ledger(job.campaignId()).spentOne());
      }
      return Effect.ENDED;
    }
    if (next instanceof Held && !(job.life() instanceof Held)) {
      ledgers.put(job.campaignId(), ledger(job.campaignId()).served(at));
    }
    // a renewal is no new step: what counts is since when it is held
    boolean renewed = next instanceof Held && job.life() instanceof Held;
    jobs.put(experimentId, renewed ? job.moved(next, job.readySince()) : job.moved(next, at));
    return Effect.CHANGED;
  }

  private void forget(String experimentId) {
    underWay.remove(experimentId);
    awaited.remove(experimentId);
  }

  /** What should be said now: grants that changed, then offers. */
  public List<Move> decide(Instant now) {
    Occupancy occupancy = occupancy();
    List<Instrument> usable =
        instruments.values().stream().filter(each -> each.serving() && !isHalted(each)).toList();
    List<Move> moves = new ArrayList<>(new Grants(this, usable, occupancy, now).changed(grants));
    moves.addAll(offers(usable, occupancy, now));
    return List.copyOf(moves);
  }

  private List<Offer> offers(List<Instrument> usable, Occupancy occupancy, Instant now) {
    Set<String> places = new HashSet<>();
    usable.forEach(each -> places.add(each.instrumentId()));
    List<Job> waiting = new ArrayList<>();
    List<String> placed = new ArrayList<>();
    for (Job job : jobs.values()) {
      boolean coming = underWay.containsKey(job.experimentId());
      if (!coming && job.mayBePlaced(now) && !isHalted(job) && needsPlace(job, places, now)) {
        waiting.add(job);
      } else if (coming || job.place().isPresent()) {
        placed.add(job.campaignId());
      }
    }
    Map<String, Double> weights = new TreeMap<>();
    campaigns.forEach((id, terms) -> weights.put(id, terms.weight()));
    return new Placement(house, usable, occupancy, weights, this::fits, boosts)
        .offers(waiting, placed, now);
  }

  private boolean needsPlace(Job job, Set<String> usable, Instant now) {
    return !job.isOffered()
        || now.isAfter(job.movedAt().plus(house.offerLife()))
        || job.place().filter(usable::contains).isEmpty();
  }

  private boolean fits(Instrument instrument, Job job) {
    CampaignTerms terms = campaigns.get(job.campaignId());
    return terms != null
        && serves(instrument, terms.tenant())
        && instrument.admits(job.settings(), terms.units());
  }

  /** Whether an instrument does anything for this tenant. */
  boolean serves(Instrument instrument, Optional<String> tenant) {
    return instrument.tenant().equals(tenant)
        || (house.sharedInstruments() && instrument.tenant().isEmpty());
  }

  private boolean isHalted(Instrument instrument) {
    return halts.contains("all")
        || halts.contains("instrument/" + instrument.instrumentId())
        || instrument.tenant().filter(id -> halts.contains("tenant/" + id)).isPresent();
  }

  private boolean isHalted(Job job) {
    return isHalted(Optional.ofNullable(campaigns.get(job.campaignId())), job.campaignId());
  }

  boolean isHalted(Optional<CampaignTerms> terms, String campaignId) {
    return halts.contains("all")
        || halts.contains("campaign/" + campaignId)
        || terms
            .flatMap(CampaignTerms::tenant)
            .filter(id -> halts.contains("tenant/" + id))
            .isPresent();
  }

  Occupancy occupancy() {
    return new Occupancy(instruments, jobs.values(), underWay);
  }

  SchedulerTerms house() {
    return house;
  }

  Allocator allocator() {
    return allocator;
  }

  List<CampaignTerms> campaigns() {
    return List.copyOf(campaigns.values());
  }

  SortedMap<String, Double> shares(String portfolio) {
    return forecaster.shares(standings(portfolio));
  }

  /** What is to be kept of a campaign's past. */
  public Ledger ledger(String campaignId) {
    return ledgers.getOrDefault(campaignId, Ledger.empty());
  }

  /** Everything that is to be kept of the past, by campaign. */
  public Map<String, Ledger> ledgers() {
    return Collections.unmodifiableMap(ledgers);
  }

  /** An experiment that is not over. */
  public Optional<Job> job(String experimentId) {
    return Optional.ofNullable(jobs.get(experimentId));
  }

  /** Whether an offer of this experiment was said and did not come back yet. */
  public boolean isUnderWay(String experimentId) {
    return underWay.containsKey(experimentId);
  }

  /** Experiments that are not over. */
  public List<Job> jobs() {
    return List.copyOf(jobs.values());
  }

  /** The instruments. */
  public List<Instrument> instruments() {
    return List.copyOf(instruments.values());
  }

  /**
   * The floor at one moment.
   *
   * @param taken places that are offered or held
   * @param capacity places of the instruments that serve
   * @param queue steps of scheduled experiments that have no place
   */
  public record Floor(int taken, int capacity, int queue) {}

  /** How full it is. */
  public Floor floor() {
    Occupancy occupancy = occupancy();
    int taken = 0;
    int capacity = 0;
    for (Instrument each : instruments.values()) {
      taken += occupancy.taken(each.instrumentId());
      capacity += each.serving() ? each.capacity() : 0;
    }
    long queue =
        jobs.values().stream()
            .filter(job -> job.scheduled() && job.life() instanceof Proposed)
            .filter(job -> job.place().isEmpty() && !underWay.containsKey(job.experimentId()))
            .count();
    return new Floor(taken, capacity, (int) queue);
  }

  /** How many places of an instrument are offered or held. */
  public int taken(String instrumentId) {
    return occupancy().taken(instrumentId);
  }
}
