package io.athanor.gateway.command;

import io.athanor.event.Approval;
import io.athanor.event.CampaignDefined;
import io.athanor.event.CampaignState;
import io.athanor.event.ExperimentProgressed;
import io.athanor.gateway.event.Origin;
import io.athanor.gateway.event.Steps;
import io.athanor.gateway.log.EventLog;
import io.athanor.gateway.problem.ProblemCode;
import io.athanor.gateway.problem.ProblemException;
import io.athanor.gateway.security.Identity;
import io.athanor.gateway.security.Role;
import io.athanor.gateway.view.ExperimentView;
import io.athanor.gateway.view.View;
import io.athanor.schemas.lifecycle.ExperimentLifecycle.Accepted;
import io.athanor.schemas.lifecycle.ExperimentLifecycle.Transition;
import io.athanor.schemas.lifecycle.Held;
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
   * Leases up to {@code max} proposals, waiting for the first.
   *
   * @param caller who asks
   * @param gone whether the caller has left: then nothing more is claimed
   */
  public CompletableFuture<Reply> lease(
      String campaignId, JsonObject json, Identity caller, BooleanSupplier gone) {
    String worker = json.getString("worker");
    caller.requireWorker(worker, "/worker");
    if (view.seenBy(caller).definition(campaignId).isEmpty()) {
      throw ProblemException.at("campaignId", ProblemCode.NOT_FOUND, "no campaign has this id");
    }
    int max = json.getNumber("max", 1).intValue();
    long asked = (long) (json.getNumber("waitSeconds", 0).doubleValue() * 1000);
    Duration wait = Duration.ofMillis(Math.min(asked, longestWait.toMillis()));
    LongPoll poll = new LongPoll(() -> claim(campaignId, worker, max, caller), gone, workers);
    polls.add(poll);
    Runnable stop = view.listen(campaignId, poll::wake);
    return poll.start(wait)
        .whenComplete(
            (leases, failure) -> {
              stop.run();
              polls.remove(poll);
            })
        .thenApply(LeaseCommands::reply);
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

  /** One attempt: completes with the leases won, none if there was nothing to claim. */
  private CompletableFuture<List<JsonObject>> claim(
      String campaignId, String worker, int max, Identity caller) {
    Origin origin = origins.get().by(caller);
    Duration lease = leaseOf(view, campaignId);
    List<ExperimentView> reserved = reserve(campaignId, origin.now(), max);
    List<CompletableFuture<Optional<JsonObject>>> claims = new ArrayList<>();
    for (ExperimentView each : reserved) {
      Steps.Subject subject =
          new Steps.Subject(campaignId, each.proposal().getExperimentId(), lease);
      claims.add(claim(Steps.claim(subject, worker, each.lifecycle().epoch() + 1, origin)));
    }
    return CompletableFuture.allOf(claims.toArray(CompletableFuture[]::new))
        .handle((all, failure) -> won(claims, failure));
  }

  private List<ExperimentView> reserve(String campaignId, Instant now, int max) {
    boolean open =
        view.definition(campaignId).map(CampaignDefined::getState).orElse(CampaignState.OPEN)
            == CampaignState.OPEN;
    List<ExperimentView> reserved = new ArrayList<>();
    for (ExperimentView each : open ? view.claimable(campaignId, now) : List.<ExperimentView>of()) {
      if (reserved.size() < max
          && each.proposal().getApproval() == Approval.AUTOMATIC
          && beingClaimed.add(each.proposal().getExperimentId())) {
        reserved.add(each);
      }
    }
    return reserved;
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
      List<CompletableFuture<Optional<JsonObject>>> claims, Throwable failure) {
    List<JsonObject> won = new ArrayList<>();
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
