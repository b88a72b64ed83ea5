package io.athanor.gateway.view;

import io.athanor.event.CampaignDefined;
import io.athanor.event.ExperimentProgressed;
import io.athanor.event.ExperimentProposed;
import io.athanor.event.HaltDeclared;
import io.athanor.event.InquiryAnswered;
import io.athanor.event.InstrumentRegistered;
import io.athanor.event.WebhookRegistered;
import io.athanor.gateway.log.EventLog;
import io.athanor.gateway.log.Position;
import io.athanor.gateway.security.Identity;
import io.athanor.schemas.lifecycle.ExperimentLifecycle.Transition;
import io.athanor.schemas.lifecycle.Proposed;
import io.athanor.schemas.topic.Topic;
import io.athanor.schemas.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
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
  private final Waiting waiting = new Waiting();
  private final State state = new State(waiting, this::latency);
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
        Topics.WEBHOOK_REGISTERED,
        Topics.CAMPAIGN_CONCLUDED,
        Topics.INQUIRY_OPENED,
        Topics.INQUIRY_ANSWERED,
        Topics.POLICY_SHADOWED,
        Topics.SHADOW_CHOSEN,
        Topics.SHADOW_REPORTED,
        Topics.DRIFT_DETECTED,
        Topics.INVENTION_REQUESTED,
        Topics.INVENTION_ANSWERED);
  }

  @Override
  public void on(Position position, SpecificRecord event) {
    List<Runnable> afterwards = new ArrayList<>();
    synchronized (this) {
      state.on(position, event, afterwards);
      if (event instanceof ExperimentProposed proposed) {
        latency(proposed).ifPresent(each -> afterwards.add(() -> onLatency.accept(each)));
      }
    }
    afterwards.forEach(Runnable::run);
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
    return state.campaigns().entrySet().stream()
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
    return Optional.ofNullable(state.campaigns().get(campaignId)).flatMap(CampaignFold::definition);
  }

  /** An instrument as it was registered last. */
  public synchronized Optional<InstrumentRegistered> instrument(String instrumentId) {
    return Optional.ofNullable(state.instruments().get(instrumentId));
  }

  /** All instruments, by id. */
  public synchronized List<InstrumentRegistered> instruments() {
    return List.copyOf(state.instruments().values());
  }

  /** A webhook as it was registered last, ended or not. */
  public synchronized Optional<WebhookRegistered> webhook(String webhookId) {
    return Optional.ofNullable(state.webhooks().get(webhookId));
  }

  /** All webhooks that are not ended, by id. */
  public synchronized List<WebhookRegistered> webhooks() {
    return state.webhooks().values().stream().filter(WebhookRegistered::getActive).toList();
  }

  /** A defined campaign as it stands. */
  public synchronized Optional<CampaignView> campaign(String campaignId) {
    return Optional.ofNullable(state.campaigns().get(campaignId))
        .filter(each -> each.definition().isPresent())
        .map(CampaignFold::snapshot);
  }

  /** An experiment as it stands. */
  public synchronized Optional<ExperimentView> experiment(String experimentId) {
    return state.experiment(experimentId);
  }

  /** Where the proposal of an experiment lies in the log. */
  public synchronized Optional<Position> positionOf(String experimentId) {
    return state
        .experiment(experimentId)
        .map(each -> state.campaigns().get(each.proposal().getCampaignId()))
        .flatMap(each -> each.positionOf(experimentId));
  }

  /** An inquiry, if it is one of the latest. */
  public synchronized Optional<InquiryView> inquiry(String inquiryId) {
    return state.inquiries().find(inquiryId);
  }

  /** A campaign's shadow policies, by name. */
  public synchronized List<ShadowView> shadows(String campaignId) {
    return state.shadows().of(campaignId);
  }

  /** The latest inquiries about a campaign, the latest first. */
  public synchronized List<InquiryView> inquiries(String campaignId) {
    return state.inquiries().of(campaignId);
  }

  /**
   * Completes with the first answer to an inquiry. Ask before writing the inquiry; the waiting ends
   * with {@link #leave}.
   */
  public synchronized CompletableFuture<InquiryAnswered> answerOf(String inquiryId) {
    return state.inquiries().answerOf(inquiryId);
  }

  /** Ends the waiting for an answer. */
  public synchronized void leave(String inquiryId) {
    state.inquiries().leave(inquiryId);
  }

  /** Experiments of a campaign that a worker may claim at {@code now}, oldest first. */
  public synchronized List<ExperimentView> claimable(String campaignId, Instant now) {
    CampaignFold fold = state.campaigns().get(campaignId);
    return fold == null
        ? List.of()
        : fold.open().filter(each -> isClaimable(each, Optional.empty(), now)).toList();
  }

  /** Experiments that are offered to an instrument and not over yet, those offered first first. */
  public synchronized List<ExperimentView> offeredTo(String instrumentId, Instant now) {
    return state.places().offeredTo(instrumentId).stream()
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
    return state.places().heldBy(worker).stream()
        .map(this::experiment)
        .flatMap(Optional::stream)
        .sorted(
            Comparator.comparing((ExperimentView each) -> each.proposal().getCampaignId())
                .thenComparing(each -> each.proposal().getOrdinal()))
        .toList();
  }

  /** What every scope was last told of emergency stops, by scope. */
  public synchronized List<HaltDeclared> halts() {
    return state.halts().all();
  }

  /** What a scope was last told. */
  public synchronized Optional<HaltDeclared> halt(String scope) {
    return state.halts().of(scope);
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
    return state.halts().holdingFor(tenant, campaignId.orElse(null), instrumentId.orElse(null));
  }

  /** Whether a stop is news for whoever follows a campaign. */
  public synchronized boolean isNews(HaltDeclared halt, String campaignId) {
    String tenant = definition(campaignId).map(each -> each.getMeta().getTenant()).orElse(null);
    return concerns(halt, tenant, campaignId);
  }

  /** Whether a stop is news for whoever follows all of a tenant. */
  public synchronized boolean isNewsForTenant(HaltDeclared halt, String tenant) {
    String scope = halt.getScope();
    return concerns(halt, tenant, null)
        || (scope.startsWith("campaign/")
            && definition(scope.substring("campaign/".length()))
                .filter(each -> Objects.equals(each.getMeta().getTenant(), tenant))
                .isPresent());
  }

  private boolean concerns(HaltDeclared halt, String tenant, String campaignId) {
    return Halts.concerns(
        halt,
        tenant,
        campaignId,
        id ->
            instrument(id)
                .filter(each -> Objects.equals(each.getMeta().getTenant(), tenant))
                .isPresent());
  }

  /** Whether a step changed where its experiment stands. */
  public synchronized boolean holds(ExperimentProgressed step) {
    CampaignFold fold = state.campaigns().get(step.getCampaignId());
    return fold != null && fold.holds(step.getMeta().getId());
  }

  /** Whether the view has everything up to and with {@code position}. */
  public synchronized boolean hasReached(Position position) {
    return waiting.hasPassed(position);
  }

  /** At most {@code max} items of a campaign's feed from the {@code from}-th on, in log order. */
  public synchronized List<FeedItem> feed(String campaignId, int from, int max) {
    CampaignFold fold = state.campaigns().get(campaignId);
    if (fold == null || from >= fold.feed().size()) {
      return List.of();
    }
    return List.copyOf(fold.feed().subList(from, Math.min(fold.feed().size(), from + max)));
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
