package io.athanor.gateway.command;

import io.athanor.event.ExperimentProgressed;
import io.athanor.event.ExperimentState;
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
import io.athanor.schemas.lifecycle.Proposed;
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
    ExperimentView experiment = held(experimentId, json.getString("worker"), origin);
    return step(experiment, json, key, origin)
        .thenApply(transition -> reply(experimentId, transition));
  }

  /** An experiment that the caller may speak of as this worker. */
  ExperimentView held(String experimentId, String worker, Origin origin) {
    origin.caller().requireWorker(worker, "/worker");
    return view.seenBy(origin.caller())
        .experiment(experimentId)
        .orElseThrow(
            () ->
                ProblemException.at(
                    "experimentId", ProblemCode.NOT_FOUND, "no experiment has this id"));
  }

  /**
   * Writes a step and gives what the fold of the log makes of it; one that is refused for good is
   * not written.
   *
   * @param json as the contract's ProgressReport
   */
  CompletableFuture<Transition> step(
      ExperimentView experiment, JsonObject json, Optional<String> key, Origin origin) {
    String campaignId = experiment.proposal().getCampaignId();
    Steps.Subject subject =
        new Steps.Subject(
            campaignId,
            experiment.proposal().getExperimentId(),
            LeaseCommands.leaseOf(view, campaignId));
    int current = experiment.lifecycle() instanceof Held held ? held.step() : 0;
    ExperimentProgressed step = Steps.read(json, subject, current, key, origin);
    Transition now = experiment.lifecycle().on(step);
    if (now instanceof Repeated || (now instanceof Refused && isFinal(experiment, step))) {
      return CompletableFuture.completedFuture(now);
    }
    if (experiment.lifecycle() instanceof Held held && step.getStep() != held.step()) {
      return CompletableFuture.completedFuture(
          new Refused("recipe step is " + held.step() + ", not " + step.getStep()));
    }
    if (step.getState() == ExperimentState.RUNNING) {
      Stops.refuse(view, Optional.of(campaignId), place(experiment.lifecycle()));
    }
    String stepId = step.getMeta().getId();
    CompletableFuture<Transition> outcome = view.outcomeOf(stepId);
    return log.append(Topics.EXPERIMENT_PROGRESSED, campaignId, step)
        .thenCompose(position -> outcome.copy())
        .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
        .whenComplete((transition, failure) -> view.forget(stepId));
  }

  /** Where it is done; by an offer, where the lease of it has not been read yet. */
  private static Optional<String> place(ExperimentLifecycle now) {
    if (now instanceof Held held) {
      return held.instrumentId();
    }
    return now instanceof Proposed proposed ? proposed.offeredTo() : Optional.empty();
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
        || held.state() == ExperimentState.RUNNING;
  }

  /**
   * What a step is answered.
   *
   * @throws ProblemException 409 where it was refused
   */
  static Reply reply(String experimentId, Transition transition) {
    ExperimentLifecycle state = after(transition);
    return new Reply(
        OK,
        new JsonObject()
            .put("experimentId", experimentId)
            .put("state", Spelling.of(state.state()))
            .put("epoch", state.epoch()));
  }

  /**
   * Where the experiment stands after a step that holds.
   *
   * @throws ProblemException 409 where it was refused
   */
  static ExperimentLifecycle after(Transition transition) {
    if (transition instanceof Accepted accepted) {
      return accepted.next();
    } else if (transition instanceof Repeated repeated) {
      return repeated.same();
    }
    throw ProblemException.of(ProblemCode.REFUSED, ((Refused) transition).reason());
  }
}
