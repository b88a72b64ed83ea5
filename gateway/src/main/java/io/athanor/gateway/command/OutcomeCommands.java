package io.athanor.gateway.command;

import io.athanor.event.ExperimentState;
import io.athanor.event.HaltDeclared;
import io.athanor.gateway.event.Halting;
import io.athanor.gateway.event.Origin;
import io.athanor.gateway.event.Spelling;
import io.athanor.gateway.view.ExperimentView;
import io.athanor.gateway.view.View;
import io.athanor.schemas.lifecycle.Ended;
import io.athanor.schemas.lifecycle.ExperimentLifecycle;
import io.athanor.schemas.lifecycle.ExperimentLifecycle.Accepted;
import io.athanor.schemas.lifecycle.ExperimentLifecycle.Refused;
import io.athanor.schemas.lifecycle.ExperimentLifecycle.Transition;
import io.athanor.schemas.lifecycle.Held;
import io.athanor.schemas.lifecycle.Terms;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The ends of a step under a lease, and its heartbeat, each as one word. */
public final class OutcomeCommands {
  private static final int OK = 200;

  private final ProgressCommands progress;
  private final View view;

  /** Over the commands that write steps. */
  public OutcomeCommands(ProgressCommands progress, View view) {
    this.progress = progress;
    this.view = view;
  }

  /** This step of the recipe is done; the last one ends the experiment. */
  public CompletableFuture<Reply> complete(
      String experimentId, JsonObject json, Optional<String> key, Origin origin) {
    ExperimentView experiment = held(experimentId, json, origin);
    return end(experiment, done(experiment, json), key.orElse("complete"), origin);
  }

  /** It failed. */
  public CompletableFuture<Reply> fail(
      String experimentId, JsonObject json, Optional<String> key, Origin origin) {
    ExperimentView experiment = held(experimentId, json, origin);
    return end(experiment, json.copy().put("state", "failed"), key.orElse("fail"), origin);
  }

  /** The holder gives up. */
  public CompletableFuture<Reply> cancel(
      String experimentId, JsonObject json, Optional<String> key, Origin origin) {
    ExperimentView experiment = held(experimentId, json, origin);
    return end(experiment, json.copy().put("state", "cancelled"), key.orElse("cancel"), origin);
  }

  /**
   * Says how the worker stands, and renews the lease of what it runs once a third of it is over.
   * Answered in any state: a worker learns here that it was cancelled, halted or is too late.
   */
  public CompletableFuture<Reply> heartbeat(String experimentId, JsonObject json, Origin origin) {
    ExperimentView experiment = held(experimentId, json, origin);
    int epoch = json.getNumber("epoch").intValue();
    ExperimentLifecycle now = experiment.lifecycle();
    Optional<String> lost = lost(now, json.getString("worker"), epoch, origin);
    if (lost.isPresent() || !(now instanceof Held held) || !isDue(experiment, held, origin)) {
      return CompletableFuture.completedFuture(heartbeat(experiment, now, lost, false));
    }
    JsonObject step = json.copy().put("state", "partial");
    return progress
        .step(experiment, step, Optional.empty(), origin)
        .thenApply(transition -> heartbeat(experiment, now, transition));
  }

  /** The report that ends this step of the recipe. */
  static JsonObject done(ExperimentView experiment, JsonObject json) {
    int steps = Terms.of(experiment.proposal()).steps();
    boolean last = !(experiment.lifecycle() instanceof Held held) || held.step() == steps - 1;
    JsonObject report = json.copy().put("state", last ? "succeeded" : "partial");
    return last ? report : report.put("stepDone", true);
  }

  private ExperimentView held(String experimentId, JsonObject json, Origin origin) {
    return progress.held(experimentId, json.getString("worker"), origin);
  }

  private CompletableFuture<Reply> end(
      ExperimentView experiment, JsonObject report, String key, Origin origin) {
    String experimentId = experiment.proposal().getExperimentId();
    return progress
        .step(experiment, report, Optional.of(key), origin)
        .thenApply(transition -> ProgressCommands.reply(experimentId, transition));
  }

  private static Optional<String> lost(
      ExperimentLifecycle now, String worker, int epoch, Origin origin) {
    if (now instanceof Ended ended) {
      return Optional.of("ended as " + ended.state());
    }
    if (now.epoch() != epoch) {
      return Optional.of("lease epoch is " + epoch + ", current is " + now.epoch());
    }
    if (!(now instanceof Held held)) {
      return Optional.of("not leased");
    }
    if (!held.worker().equals(worker)) {
      return Optional.of("leased to another worker");
    }
    return held.leaseExpiresAt().isBefore(origin.now())
        ? Optional.of("lease was over at " + held.leaseExpiresAt())
        : Optional.empty();
  }

  /** The log is not told of every heartbeat. */
  private boolean isDue(ExperimentView experiment, Held held, Origin origin) {
    Duration lease = LeaseCommands.leaseOf(view, experiment.proposal().getCampaignId());
    Duration left = Duration.between(origin.now(), held.leaseExpiresAt());
    return held.isRunning() && left.compareTo(lease.multipliedBy(2).dividedBy(3)) < 0;
  }

  private Reply heartbeat(
      ExperimentView experiment, ExperimentLifecycle before, Transition transition) {
    if (transition instanceof Accepted accepted) {
      return heartbeat(experiment, accepted.next(), Optional.empty(), true);
    }
    String reason = transition instanceof Refused refused ? refused.reason() : "said before";
    return heartbeat(experiment, before, Optional.of(reason), false);
  }

  private Reply heartbeat(
      ExperimentView experiment, ExperimentLifecycle now, Optional<String> lost, boolean renewed) {
    Optional<String> instrument = now instanceof Held held ? held.instrumentId() : Optional.empty();
    Optional<HaltDeclared> halt =
        view.haltOf(Optional.of(experiment.proposal().getCampaignId()), instrument);
    JsonObject json =
        new JsonObject()
            .put("experimentId", experiment.proposal().getExperimentId())
            .put("state", Spelling.of(now.state()))
            .put("epoch", now.epoch())
            .put("holds", lost.isEmpty())
            .put("running", now.state() == ExperimentState.RUNNING)
            .put("renewed", renewed)
            .put("cancelled", now.state() == ExperimentState.CANCELLED)
            .put("halted", halt.isPresent());
    lost.ifPresent(each -> json.put("reason", each));
    halt.ifPresent(each -> json.put("halt", Halting.json(each)));
    if (lost.isEmpty() && now instanceof Held held) {
      json.put("leaseExpiresAt", held.leaseExpiresAt().toString());
    }
    return new Reply(OK, json);
  }
}
