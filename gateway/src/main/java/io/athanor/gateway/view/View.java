package io.athanor.gateway.view;

import io.athanor.event.CampaignConcluded;
import io.athanor.event.CampaignDefined;
import io.athanor.event.CoverageReported;
import io.athanor.event.ExperimentProgressed;
import io.athanor.event.ExperimentProposed;
import io.athanor.event.InstrumentRegistered;
import io.athanor.event.ObservationDerived;
import io.athanor.gateway.log.EventLog;
import io.athanor.gateway.log.Position;
import io.athanor.gateway.security.Identity;
import io.athanor.schemas.lifecycle.ExperimentLifecycle.Transition;
import io.athanor.schemas.lifecycle.Held;
import io.athanor.schemas.lifecycle.Proposed;
import io.athanor.schemas.topic.Topic;
import io.athanor.schemas.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
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
  private final Map<String, Long> passed = new HashMap<>();
  private final List<PositionWaiter> positionWaiters = new ArrayList<>();
  private final Map<String, CompletableFuture<Transition>> stepWaiters = new HashMap<>();
  private final Map<String, Set<Runnable>> listeners = new HashMap<>();
  private boolean caughtUp;

  private record PositionWaiter(Position position, CompletableFuture<Void> reached) {}

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
        Topics.COVERAGE_REPORTED,
        Topics.CAMPAIGN_CONCLUDED);
  }

  @Override
  public void on(Position position, SpecificRecord event) {
    List<Runnable> afterwards = new ArrayList<>();
    synchronized (this) {
      if (event instanceof CampaignDefined defined) {
        fold(defined.getCampaignId()).define(defined);
        changed(defined.getCampaignId(), afterwards);
      } else if (event instanceof InstrumentRegistered registered) {
        instruments.put(registered.getInstrumentId(), registered);
      } else if (event instanceof ExperimentProposed proposed) {
        campaignOfExperiment.put(proposed.getExperimentId(), proposed.getCampaignId());
        OptionalDouble millis = latency(proposed);
        millis.ifPresent(each -> afterwards.add(() -> onLatency.accept(each)));
        fold(proposed.getCampaignId()).propose(position, proposed, millis);
        changed(proposed.getCampaignId(), afterwards);
      } else if (event instanceof ExperimentProgressed step) {
        Transition transition = fold(step.getCampaignId()).step(position, step);
        CompletableFuture<Transition> waiter = stepWaiters.remove(step.getMeta().getId());
        if (waiter != null) {
          afterwards.add(() -> waiter.complete(transition));
        }
        changed(step.getCampaignId(), afterwards);
      } else if (event instanceof ObservationDerived observation
          && observation.getCampaignId() != null) {
        fold(observation.getCampaignId()).observe(position, observation);
        changed(observation.getCampaignId(), afterwards);
      } else if (event instanceof CampaignConcluded concluded) {
        fold(concluded.getCampaignId()).conclude(concluded);
        changed(concluded.getCampaignId(), afterwards);
      } else if (event instanceof CoverageReported report
          && report.getSubject().equals(report.getMeta().getCorrelationId())) {
        // a campaign's; a model's has no campaign to correlate with
        fold(report.getSubject()).cover(report);
      }
    }
    afterwards.forEach(Runnable::run);
  }

  @Override
  public void passed(String topic, int partition, long next) {
    List<CompletableFuture<Void>> reached = new ArrayList<>();
    synchronized (this) {
      passed.put(topic + "/" + partition, next);
      positionWaiters.removeIf(
          each -> {
            if (hasPassed(each.position())) {
              reached.add(each.reached());
              return true;
            }
            return each.reached().isDone();
          });
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
    CompletableFuture<Void> reached = new CompletableFuture<>();
    if (hasPassed(position)) {
      reached.complete(null);
    } else {
      positionWaiters.add(new PositionWaiter(position, reached));
    }
    return reached;
  }

  /**
   * Completes with what the fold makes of the next step with this event id. Ask before appending
   * the step; the waiting ends with {@link #forget}.
   */
  public synchronized CompletableFuture<Transition> outcomeOf(String stepId) {
    return stepWaiters.computeIfAbsent(stepId, id -> new CompletableFuture<>());
  }

  /** Ends the waiting for a step that was not appended or not seen in time. */
  public synchronized void forget(String stepId) {
    stepWaiters.remove(stepId);
  }

  /**
   * Calls {@code listener} after every change of the campaign, those that came first first, on the
   * telling thread; so it must not block.
   *
   * @return ends it
   */
  public synchronized Runnable listen(String campaignId, Runnable listener) {
    listeners.computeIfAbsent(campaignId, id -> new LinkedHashSet<>()).add(listener);
    return () -> {
      synchronized (this) {
        Set<Runnable> remaining = listeners.getOrDefault(campaignId, Set.of());
        if (remaining.remove(listener) && remaining.isEmpty()) {
          listeners.remove(campaignId);
        }
      }
    };
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
        : fold.experiments().values().stream()
            .filter(
                each ->
                    each.lifecycle() instanceof Proposed proposed
                        && proposed.mayLease(Optional.empty())
                        && !now.isAfter(proposed.expiresAt()))
            .toList();
  }

  /** What a worker holds: leased or running, over all campaigns. */
  public synchronized List<ExperimentView> heldBy(String worker) {
    return campaigns.values().stream()
        .flatMap(each -> each.experiments().values().stream())
        .filter(each -> each.lifecycle() instanceof Held held && held.worker().equals(worker))
        .toList();
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
    return campaigns.computeIfAbsent(campaignId, id -> new CampaignFold());
  }

  private boolean hasPassed(Position position) {
    Long next = passed.get(position.topic() + "/" + position.partition());
    return next != null && next > position.offset();
  }

  private void changed(String campaignId, List<Runnable> afterwards) {
    afterwards.addAll(listeners.getOrDefault(campaignId, Set.of()));
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
