package io.athanor.gateway.command;

import io.athanor.event.ExperimentProgressed;
import io.athanor.gateway.event.Origin;
import io.athanor.gateway.event.Spelling;
import io.athanor.gateway.event.Steps;
import io.athanor.gateway.log.EventLog;
import io.athanor.gateway.problem.ProblemCode;
import io.athanor.gateway.problem.ProblemException;
import io.athanor.gateway.view.ExperimentView;
import io.athanor.gateway.view.View;
import io.athanor.schemas.lifecycle.ExperimentLifecycle;
import io.athanor.schemas.lifecycle.ExperimentLifecycle.Accepted;
import io.athanor.schemas.lifecycle.ExperimentLifecycle.Refused;
import io.athanor.schemas.lifecycle.ExperimentLifecycle.Repeated;
import io.athanor.schemas.lifecycle.ExperimentLifecycle.Transition;
import io.athanor.schemas.lifecycle.Held;
import io.athanor.schemas.topic.Topics;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Takes steps of experiments. A step is written to the log and answered by what the fold of the log
 * made of it: the order of the log decides, not this process.
 */
public final class ProgressCommands {
  private static final int OK = 200;

  private final EventLog log;
  private final View view;
  private final Duration timeout;

  /** With the log to write to, and how long to wait for the own view to have the step. */
  public ProgressCommands(EventLog log, View view, Duration timeout) {
    this.log = log;
    this.view = view;
    this.timeout = timeout;
  }

  /** A step that fits the contract. */
  public CompletableFuture<Reply> report(
      String experimentId, JsonObject json, Optional<String> key, Origin origin) {
    origin.caller().requireWorker(json.getString("worker"), "/worker");
    ExperimentView experiment =
        view.seenBy(origin.caller())
            .experiment(experimentId)
            .orElseThrow(
                () ->
                    ProblemException.at(
                        "experimentId", ProblemCode.NOT_FOUND, "no experiment has this id"));
    String campaignId = experiment.proposal().getCampaignId();
    Steps.Subject subject = new Steps.Subject(campaignId, experimentId, lease(campaignId));
    ExperimentProgressed step = Steps.read(json, subject, key, origin);
    Transition now = experiment.lifecycle().on(step);
    if (now instanceof Repeated || (now instanceof Refused && isFinal(experiment, step))) {
      return CompletableFuture.completedFuture(reply(experimentId, now));
    }
    String stepId = step.getMeta().getId();
    CompletableFuture<Transition> outcome = view.outcomeOf(stepId);
    return log.append(Topics.EXPERIMENT_PROGRESSED, campaignId, step)
        .thenCompose(position -> outcome.copy())
        .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
        .whenComplete((transition, failure) -> view.forget(stepId))
        .thenApply(transition -> reply(experimentId, transition));
  }

  private Duration lease(String campaignId) {
    return LeaseCommands.leaseOf(view, campaignId);
  }

  /**
   * Whether a refusal by what this view knows holds whatever it does not know yet: ends, epochs and
   * the one permission to run are never taken back. Anything else the log decides.
   */
  private static boolean isFinal(ExperimentView experiment, ExperimentProgressed step) {
    ExperimentLifecycle now = experiment.lifecycle();
    if (now.isEnded() || now.epoch() > step.getLeaseEpoch()) {
      return true;
    }
    if (now.epoch() < step.getLeaseEpoch()) {
      return false;
    }
    return !(now instanceof Held held)
        || !held.worker().equals(step.getWorker())
        || held.state() == io.athanor.event.ExperimentState.RUNNING;
  }

  private static Reply reply(String experimentId, Transition transition) {
    ExperimentLifecycle state;
    if (transition instanceof Accepted accepted) {
      state = accepted.next();
    } else if (transition instanceof Repeated repeated) {
      state = repeated.same();
    } else {
      throw ProblemException.of(ProblemCode.REFUSED, ((Refused) transition).reason());
    }
    return new Reply(
        OK,
        new JsonObject()
            .put("experimentId", experimentId)
            .put("state", Spelling.of(state.state()))
            .put("epoch", state.epoch()));
  }
}
