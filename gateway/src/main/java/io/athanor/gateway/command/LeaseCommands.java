package io.athanor.gateway.command;

import io.athanor.event.CampaignDefined;
import io.athanor.event.CampaignState;
import io.athanor.event.ExperimentProgressed;
import io.athanor.event.InstrumentRegistered;
import io.athanor.event.InstrumentState;
import io.athanor.gateway.event.Origin;
import io.athanor.gateway.event.Steps;
import io.athanor.gateway.log.EventLog;
import io.athanor.gateway.problem.ProblemCode;
import io.athanor.gateway.problem.ProblemException;
import io.athanor.gateway.security.Identity;
import io.athanor.gateway.security.Role;
import io.athanor.gateway.view.ExperimentView;
import io.athanor.gateway.view.Seen;
import io.athanor.gateway.view.View;
import io.athanor.schemas.lifecycle.ExperimentLifecycle.Accepted;
import io.athanor.schemas.lifecycle.ExperimentLifecycle.Transition;
import io.athanor.schemas.lifecycle.Held;
import io.athanor.schemas.lifecycle.Proposed;
import io.athanor.schemas.topic.Topics;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Leases proposals. A claim is written to the log, and only claims that the fold of the log lets
 * hold are given out; so several gateways, and a gateway that died in between, give each epoch of a
 * lease to one worker. Proposals that are being claimed here are left out, which saves claims and
 * decides nothing.
 */
public final class LeaseCommands implements AutoCloseable {
  /** Who may ask what another holds. */
  private static final Set<Role> READERS = Set.of(Role.OPERATOR, Role.AUDITOR);

  private static final Duration DEFAULT_LEASE = Duration.ofMinutes(10);

  private final EventLog log;
  private final View view;
  private final Executor workers;
  private final Supplier<Origin> origins;
  private final Duration timeout;
  private final Duration longestWait;
  private final Set<String> beingClaimed = ConcurrentHashMap.newKeySet();
  private final Set<LongPoll> polls = ConcurrentHashMap.newKeySet();

  /**
   * With the log to write to.
   *
   * @param workers where claims are written: appending may block
   * @param origins now, each time
   * @param timeout how long to wait for the own view to have a claim
   * @param longestWait for a proposal, whatever the caller asks: its connection must not look
   *     stalled
   */
  public LeaseCommands(
      EventLog log,
      View view,
      Executor workers,
      Supplier<Origin> origins,
      Duration timeout,
      Duration longestWait) {
    this.log = log;
    this.view = view;
    this.workers = workers;
    this.origins = origins;
    this.timeout = timeout;
    this.longestWait = longestWait;
  }

  /**
   * Leases proposals of a campaign, waiting for the first.
   *
   * @param caller who asks
   * @param gone whether the caller has left: then nothing more is claimed
   */
  public CompletableFuture<Reply> lease(
      String campaignId, JsonObject json, Identity caller, BooleanSupplier gone) {
    return lease(Wish.ofCampaign(campaignId, json, caller), gone);
  }

  /** The same in the words of ask and tell: what the worker already holds comes first. */
  public CompletableFuture<Reply> ask(
      String campaignId, JsonObject json, Identity caller, BooleanSupplier gone) {
    return lease(Wish.asked(campaignId, json, caller), gone);
  }

  /** Leases what is offered to an instrument, over all campaigns; what it holds comes first. */
  public CompletableFuture<Reply> leaseAt(
      String instrumentId, JsonObject json, Identity caller, BooleanSupplier gone) {
    return lease(Wish.ofInstrument(instrumentId, json, caller), gone);
  }

  private CompletableFuture<Reply> lease(Wish wish, BooleanSupplier gone) {
    wish.caller().requireWorker(wish.worker(), "/worker");
    String key = wanted(wish);
    Duration wait = wish.patience().compareTo(longestWait) < 0 ? wish.patience() : longestWait;
    LongPoll poll = new LongPoll(() -> claim(wish), gone, workers);
    polls.add(poll);
    Runnable stop = view.listen(key, poll::wake);
    return poll.start(wait)
        .whenComplete(
            (leases, failure) -> {
              stop.run();
              polls.remove(poll);
            })
        .thenApply(LeaseCommands::reply);
  }

  /** What to listen to for a wish; refuses one for what is not there. */
  private String wanted(Wish wish) {
    Seen seen = view.seenBy(wish.caller());
    if (wish.campaignId().isPresent()) {
      String campaignId = wish.campaignId().get();
      if (seen.definition(campaignId).isEmpty()) {
        throw ProblemException.at("campaignId", ProblemCode.NOT_FOUND, "no campaign has this id");
      }
      Optional<String> named = wish.instrumentId();
      named.ifPresent(each -> wish.caller().requireInstrument(each, "/instrumentId"));
      if (named.filter(seen::isForeignInstrument).isPresent()) {
        throw ProblemException.at(
            "/instrumentId", ProblemCode.INVALID_FIELD, "no instrument has this id");
      }
      return campaignId;
    }
    String instrumentId = wish.instrumentId().orElseThrow();
    wish.caller().requireInstrument(instrumentId, "instrumentId");
    if (seen.instrument(instrumentId).isEmpty()) {
      throw ProblemException.at("instrumentId", ProblemCode.NOT_FOUND, "no instrument has this id");
    }
    return View.instrumentKey(instrumentId);
  }

  /** What a worker holds now. */
  public Reply held(String worker, Identity caller) {
    if (!caller.hasAny(READERS)) {
      caller.requireWorker(worker, "worker");
    }
    List<JsonObject> leases = new ArrayList<>();
    for (ExperimentView each : view.seenBy(caller).heldBy(worker)) {
      leases.add(Answers.lease(each, (Held) each.lifecycle()));
    }
    return reply(leases);
  }

  /** Answers everybody who waits. */
  @Override
  public void close() {
    polls.forEach(LongPoll::finish);
  }

  static Duration leaseOf(View view, String campaignId) {
    return view.definition(campaignId)
        .map(each -> Duration.ofSeconds(each.getLeaseSeconds()))
        .orElse(DEFAULT_LEASE);
  }

  private static Reply reply(List<JsonObject> leases) {
    return new Reply(200, new JsonObject().put("leases", new JsonArray(leases)));
  }

  /** One attempt: completes with what is resumed and what was won. */
  private CompletableFuture<List<JsonObject>> claim(Wish wish) {
    Stops.refuse(view, wish.campaignId(), wish.instrumentId());
    Origin origin = origins.get().by(wish.caller());
    List<JsonObject> resumed = resumed(wish, origin.now());
    List<CompletableFuture<Optional<JsonObject>>> claims = new ArrayList<>();
    for (ExperimentView each : reserve(wish, origin.now(), wish.max() - resumed.size())) {
      Steps.Subject subject =
          new Steps.Subject(
              each.proposal().getCampaignId(),
              each.proposal().getExperimentId(),
              leaseOf(view, each.proposal().getCampaignId()));
      Steps.Claim claim =
          new Steps.Claim(each.lifecycle().epoch() + 1, stepOf(each), wish.instrumentId());
      claims.add(claim(Steps.claim(subject, wish.worker(), claim, origin)));
    }
    return CompletableFuture.allOf(claims.toArray(CompletableFuture[]::new))
        .handle((all, failure) -> won(claims, failure, resumed));
  }

  /** What the worker holds of what it wishes, for as long as the lease holds. */
  private List<JsonObject> resumed(Wish wish, Instant now) {
    List<JsonObject> resumed = new ArrayList<>();
    if (wish.resume()) {
      for (ExperimentView each : view.seenBy(wish.caller()).heldBy(wish.worker())) {
        if (resumed.size() < wish.max()
            && each.lifecycle() instanceof Held held
            && held.leaseExpiresAt().isAfter(now)
            && wish.campaignId()
                .map(each.proposal().getCampaignId()::equals)
                .orElseGet(() -> held.instrumentId().equals(wish.instrumentId()))) {
          resumed.add(Answers.lease(each, held));
        }
      }
    }
    return resumed;
  }

  private List<ExperimentView> reserve(Wish wish, Instant now, int most) {
    List<ExperimentView> reserved = new ArrayList<>();
    for (ExperimentView each : most > 0 ? free(wish, now) : List.<ExperimentView>of()) {
      if (reserved.size() < most
          && mayBegin(each)
          && beingClaimed.add(each.proposal().getExperimentId())) {
        reserved.add(each);
      }
    }
    return reserved;
  }

  private List<ExperimentView> free(Wish wish, Instant now) {
    if (wish.campaignId().isPresent()) {
      return view.claimable(wish.campaignId().get(), now);
    }
    String instrumentId = wish.instrumentId().orElseThrow();
    InstrumentState state =
        view.instrument(instrumentId).map(InstrumentRegistered::getState).orElse(null);
    boolean closed = state == InstrumentState.DRAINING || state == InstrumentState.MAINTENANCE;
    return closed ? List.of() : view.seenBy(wish.caller()).offeredTo(instrumentId, now);
  }

  /** A campaign that does not go on begins nothing; what has begun may go on. */
  private boolean mayBegin(ExperimentView experiment) {
    String campaignId = experiment.proposal().getCampaignId();
    boolean open =
        view.definition(campaignId).map(CampaignDefined::getState).orElse(CampaignState.OPEN)
            == CampaignState.OPEN;
    return (open || stepOf(experiment) > 0)
        && view.haltOf(Optional.of(campaignId), Optional.empty()).isEmpty();
  }

  private static int stepOf(ExperimentView experiment) {
    return experiment.lifecycle() instanceof Proposed proposed ? proposed.step() : 0;
  }

  private CompletableFuture<Optional<JsonObject>> claim(ExperimentProgressed claim) {
    String stepId = claim.getMeta().getId();
    CompletableFuture<Transition> outcome = view.outcomeOf(stepId);
    return log.append(Topics.EXPERIMENT_PROGRESSED, claim.getCampaignId(), claim)
        .thenCompose(position -> outcome)
        .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
        .whenComplete(
            (transition, failure) -> {
              view.forget(stepId);
              beingClaimed.remove(claim.getExperimentId());
            })
        .thenApply(transition -> lease(claim.getExperimentId(), transition));
  }

  private Optional<JsonObject> lease(String experimentId, Transition transition) {
    return transition instanceof Accepted accepted && accepted.next() instanceof Held held
        ? view.experiment(experimentId).map(each -> Answers.lease(each, held))
        : Optional.empty();
  }

  /** What was won is given out even if another claim failed. */
  private static List<JsonObject> won(
      List<CompletableFuture<Optional<JsonObject>>> claims,
      Throwable failure,
      List<JsonObject> resumed) {
    List<JsonObject> won = new ArrayList<>(resumed);
    for (CompletableFuture<Optional<JsonObject>> each : claims) {
      if (!each.isCompletedExceptionally()) {
        each.join().ifPresent(won::add);
      }
    }
    if (won.isEmpty() && failure != null) {
      throw failure instanceof RuntimeException exception
          ? exception
          : new IllegalStateException(failure);
    }
    return won;
  }
}
