package io.athanor.gateway.view;

import io.athanor.event.CampaignConcluded;
import io.athanor.event.CampaignDefined;
import io.athanor.event.CapacityGranted;
import io.athanor.event.CoverageReported;
import io.athanor.event.ExperimentDecided;
import io.athanor.event.ExperimentProgressed;
import io.athanor.event.ExperimentProposed;
import io.athanor.event.FailureDiagnosed;
import io.athanor.event.HaltDeclared;
import io.athanor.event.InstrumentRegistered;
import io.athanor.event.ObservationDerived;
import io.athanor.gateway.log.EventLog;
import io.athanor.gateway.log.Position;
import io.athanor.gateway.security.Identity;
import io.athanor.schemas.lifecycle.ExperimentLifecycle;
import io.athanor.schemas.lifecycle.ExperimentLifecycle.Transition;
import io.athanor.schemas.lifecycle.Proposed;
import io.athanor.schemas.topic.Topic;
import io.athanor.schemas.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.DoubleConsumer;
import org.apache.avro.specific.SpecificRecord;

/**
 * What the log says of campaigns and experiments, and waiting until it says it. One thread tells it
 * (see {@link EventLog.Follower}), any thread asks; futures complete on the telling thread, outside
 * the lock, so whatever hangs on them must not block.
 */
public final class View implements EventLog.Follower {
  private final InstantSource clock;
  private final Instant start;
  private final DoubleConsumer onLatency;
  private final Map<String, CampaignFold> campaigns = new TreeMap<>();
  private final Map<String, InstrumentRegistered> instruments = new TreeMap<>();
  private final Map<String, String> campaignOfExperiment = new HashMap<>();
  private final Places places = new Places();
  private final Halts halts = new Halts();
  private final List<FeedItem> haltFeed = new ArrayList<>();
  private final Waiting waiting = new Waiting();
  private boolean caughtUp;

  /** With the clock for latencies, and who wants to hear each of them (ms). */
  public View(InstantSource clock, DoubleConsumer onLatency) {
    this.clock = clock;
    this.start = clock.instant();
    this.onLatency = onLatency;
  }

  /** The topics it is folded from. */
  public static List<Topic<?>> topics() {
    return List.of(
        Topics.CAMPAIGN_DEFINED,
        Topics.INSTRUMENT_REGISTERED,
        Topics.EXPERIMENT_PROPOSED,
        Topics.EXPERIMENT_PROGRESSED,
        Topics.OBSERVATION_DERIVED,
        Topics.EXPERIMENT_DECIDED,
        Topics.CAPACITY_GRANTED,
        Topics.HALT_DECLARED,
        Topics.FAILURE_DIAGNOSED,
        Topics.COVERAGE_REPORTED,
        Topics.CAMPAIGN_CONCLUDED);
  }

  @Override
  public void on(Position position, SpecificRecord event) {
    List<Runnable> afterwards = new ArrayList<>();
    synchronized (this) {
      fold(position, event, afterwards);
    }
    afterwards.forEach(Runnable::run);
  }

  private void fold(Position position, SpecificRecord event, List<Runnable> afterwards) {
    if (event instanceof CampaignDefined defined) {
      fold(defined.getCampaignId()).define(defined);
      waiting.changed(defined.getCampaignId(), afterwards);
    } else if (event instanceof InstrumentRegistered registered) {
      instruments.put(registered.getInstrumentId(), registered);
      waiting.changed(instrumentKey(registered.getInstrumentId()), afterwards);
    } else if (event instanceof ExperimentProposed proposed) {
      propose(position, proposed, afterwards);
    } else if (event instanceof ExperimentProgressed step) {
      step(position, step, afterwards);
    } else if (event instanceof HaltDeclared halt) {
      halts.on(halt);
      FeedItem item = new FeedItem(position, halt);
      haltFeed.add(item);
      campaigns.values().forEach(each -> each.feed().add(item));
      waiting.allChanged(afterwards);
    } else if (event instanceof CampaignConcluded concluded) {
      fold(concluded.getCampaignId()).conclude(concluded);
      waiting.changed(concluded.getCampaignId(), afterwards);
    } else if (event instanceof CoverageReported report
        && report.getSubject().equals(report.getMeta().getCorrelationId())) {
      // a campaign's; a model's has no campaign to correlate with
      fold(report.getSubject()).cover(report);
    } else {
      campaignOf(event)
          .ifPresent(
              id -> {
                fold(id).tell(position, event);
                waiting.changed(id, afterwards);
              });
    }
  }

  private static Optional<String> campaignOf(SpecificRecord event) {
    if (event instanceof ObservationDerived observation) {
      return Optional.ofNullable(observation.getCampaignId());
    } else if (event instanceof ExperimentDecided decided) {
      return Optional.of(decided.getCampaignId());
    } else if (event instanceof CapacityGranted granted) {
      return Optional.of(granted.getCampaignId());
    } else if (event instanceof FailureDiagnosed diagnosed) {
      return Optional.of(diagnosed.getCampaignId());
    }
    return Optional.empty();
  }

  private void propose(Position position, ExperimentProposed proposed, List<Runnable> afterwards) {
    String experimentId = proposed.getExperimentId();
    campaignOfExperiment.put(experimentId, proposed.getCampaignId());
    OptionalDouble millis = latency(proposed);
    millis.ifPresent(each -> afterwards.add(() -> onLatency.accept(each)));
    CampaignFold fold = fold(proposed.getCampaignId());
    ExperimentLifecycle before = fold.lifecycle(experimentId);
    fold.propose(position, proposed, millis);
    moved(experimentId, before, fold, afterwards);
    waiting.changed(proposed.getCampaignId(), afterwards);
  }

  private void step(Position position, ExperimentProgressed step, List<Runnable> afterwards) {
    CampaignFold fold = fold(step.getCampaignId());
    ExperimentLifecycle before = fold.lifecycle(step.getExperimentId());
    Transition transition = fold.step(position, step);
    moved(step.getExperimentId(), before, fold, afterwards);
    waiting.stepped(step.getMeta().getId(), transition, afterwards);
    waiting.changed(step.getCampaignId(), afterwards);
  }

  private void moved(
      String experimentId,
      ExperimentLifecycle before,
      CampaignFold fold,
      List<Runnable> afterwards) {
    ExperimentLifecycle after = fold.lifecycle(experimentId);
    if (after != null && !after.equals(before)) {
      places
          .moved(experimentId, before, after)
          .ifPresent(each -> waiting.changed(instrumentKey(each), afterwards));
    }
  }

  @Override
  public void passed(String topic, int partition, long next) {
    List<CompletableFuture<Void>> reached;
    synchronized (this) {
      reached = waiting.passed(topic, partition, next);
    }
    reached.forEach(each -> each.complete(null));
  }

  @Override
  public synchronized void caughtUp() {
    caughtUp = true;
  }

  /** Whether all that was in the log at the start is in the view. */
  public synchronized boolean isCaughtUp() {
    return caughtUp;
  }

  /** Completes when the view has everything up to and with {@code position}. */
  public synchronized CompletableFuture<Void> reaching(Position position) {
    return waiting.reaching(position);
  }

  /**
   * Completes with what the fold makes of the next step with this event id. Ask before appending
   * the step; the waiting ends with {@link #forget}.
   */
  public synchronized CompletableFuture<Transition> outcomeOf(String stepId) {
    return waiting.outcomeOf(stepId);
  }

  /** Ends the waiting for a step that was not appended or not seen in time. */
  public synchronized void forget(String stepId) {
    waiting.forget(stepId);
  }

  /**
   * Calls {@code listener} after every change of a campaign or of what an instrument is offered,
   * those that came first first, on the telling thread; so it must not block.
   *
   * @param key a campaign's id or {@link #instrumentKey}
   * @return ends it
   */
  public synchronized Runnable listen(String key, Runnable listener) {
    waiting.listen(key, listener);
    return () -> {
      synchronized (this) {
        waiting.leave(key, listener);
      }
    };
  }

  /** What to listen to for an instrument: no campaign has an id like it. */
  public static String instrumentKey(String instrumentId) {
    return "instrument/" + instrumentId;
  }

  /** Ids of the defined campaigns, sorted. */
  public synchronized List<String> campaignIds() {
    return campaigns.entrySet().stream()
        .filter(each -> each.getValue().definition().isPresent())
        .map(Map.Entry::getKey)
        .toList();
  }

  /** This as a caller sees it. */
  public Seen seenBy(Identity caller) {
    return new Seen(this, caller);
  }

  /** A campaign's definition. */
  public synchronized Optional<CampaignDefined> definition(String campaignId) {
    return Optional.ofNullable(campaigns.get(campaignId)).flatMap(CampaignFold::definition);
  }

  /** An instrument as it was registered last. */
  public synchronized Optional<InstrumentRegistered> instrument(String instrumentId) {
    return Optional.ofNullable(instruments.get(instrumentId));
  }

  /** All instruments, by id. */
  public synchronized List<InstrumentRegistered> instruments() {
    return List.copyOf(instruments.values());
  }

  /** A defined campaign as it stands. */
  public synchronized Optional<CampaignView> campaign(String campaignId) {
    return Optional.ofNullable(campaigns.get(campaignId))
        .filter(each -> each.definition().isPresent())
        .map(CampaignFold::snapshot);
  }

  /** An experiment as it stands. */
  public synchronized Optional<ExperimentView> experiment(String experimentId) {
    return Optional.ofNullable(campaignOfExperiment.get(experimentId))
        .map(campaigns::get)
        .map(each -> each.experiments().get(experimentId));
  }

  /** Experiments of a campaign that a worker may claim at {@code now}, oldest first. */
  public synchronized List<ExperimentView> claimable(String campaignId, Instant now) {
    CampaignFold fold = campaigns.get(campaignId);
    return fold == null
        ? List.of()
        : fold.open().filter(each -> isClaimable(each, Optional.empty(), now)).toList();
  }

  /** Experiments that are offered to an instrument and not over yet, those offered first first. */
  public synchronized List<ExperimentView> offeredTo(String instrumentId, Instant now) {
    return places.offeredTo(instrumentId).stream()
        .map(this::experiment)
        .flatMap(Optional::stream)
        .filter(each -> isClaimable(each, Optional.of(instrumentId), now))
        .toList();
  }

  private static boolean isClaimable(
      ExperimentView experiment, Optional<String> instrumentId, Instant now) {
    return experiment.lifecycle() instanceof Proposed proposed
        && proposed.mayLease(instrumentId)
        && !now.isAfter(proposed.expiresAt());
  }

  /** What a worker holds: leased or running, over all campaigns, by campaign and ordinal. */
  public synchronized List<ExperimentView> heldBy(String worker) {
    return places.heldBy(worker).stream()
        .map(this::experiment)
        .flatMap(Optional::stream)
        .sorted(
            Comparator.comparing((ExperimentView each) -> each.proposal().getCampaignId())
                .thenComparing(each -> each.proposal().getOrdinal()))
        .toList();
  }

  /** What every scope was last told of emergency stops, by scope. */
  public synchronized List<HaltDeclared> halts() {
    return halts.all();
  }

  /** What a scope was last told. */
  public synchronized Optional<HaltDeclared> halt(String scope) {
    return halts.of(scope);
  }

  /** The widest emergency stop that holds for a campaign, or for it at an instrument. */
  public synchronized Optional<HaltDeclared> haltOf(
      Optional<String> campaignId, Optional<String> instrumentId) {
    String tenant =
        campaignId
            .flatMap(this::definition)
            .map(each -> each.getMeta().getTenant())
            .or(
                () ->
                    instrumentId.flatMap(this::instrument).map(each -> each.getMeta().getTenant()))
            .orElse(null);
    return halts.holdingFor(tenant, campaignId.orElse(null), instrumentId.orElse(null));
  }

  /** Whether a stop is news for whoever follows a campaign. */
  public synchronized boolean isNews(HaltDeclared halt, String campaignId) {
    String tenant = definition(campaignId).map(each -> each.getMeta().getTenant()).orElse(null);
    return Halts.concerns(halt, tenant, campaignId);
  }

  /** At most {@code max} items of a campaign's feed from the {@code from}-th on, in log order. */
  public synchronized List<FeedItem> feed(String campaignId, int from, int max) {
    CampaignFold fold = campaigns.get(campaignId);
    if (fold == null || from >= fold.feed().size()) {
      return List.of();
    }
    return List.copyOf(fold.feed().subList(from, Math.min(fold.feed().size(), from + max)));
  }

  private CampaignFold fold(String campaignId) {
    return campaigns.computeIfAbsent(campaignId, id -> new CampaignFold(haltFeed));
  }

  private OptionalDouble latency(ExperimentProposed proposed) {
    Instant trigger = proposed.getTriggerRecordedAt();
    if (!caughtUp || trigger == null || trigger.isBefore(start)) {
      return OptionalDouble
          .empty(); // it would measure the time in which this process was not there
    }
    Duration sinceReading = Duration.between(trigger, clock.instant());
    return OptionalDouble.of(Math.max(0, sinceReading.toNanos() / 1e6));
  }
}
