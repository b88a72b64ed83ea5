package io.athanor.gateway.command;

import io.athanor.event.CampaignDefined;
import io.athanor.event.Decision;
import io.athanor.event.ExperimentDecided;
import io.athanor.gateway.event.Decisions;
import io.athanor.gateway.event.Origin;
import io.athanor.gateway.event.Spelling;
import io.athanor.gateway.log.EventLog;
import io.athanor.gateway.problem.ProblemCode;
import io.athanor.gateway.problem.ProblemException;
import io.athanor.gateway.view.ExperimentView;
import io.athanor.gateway.view.View;
import io.athanor.schemas.lifecycle.ExperimentLifecycle;
import io.athanor.schemas.lifecycle.Held;
import io.athanor.schemas.lifecycle.PendingApproval;
import io.athanor.schemas.lifecycle.Proposed;
import io.athanor.schemas.topic.Topics;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * What people decide about an experiment. It is written down; the campaign answers with steps, as
 * the log has them.
 */
public final class DecisionCommands {
  private static final int ACCEPTED = 202;

  private final EventLog log;
  private final View view;

  /** With the log to write to. */
  public DecisionCommands(EventLog log, View view) {
    this.log = log;
    this.view = view;
  }

  /** A decision that fits the contract. */
  public CompletableFuture<Reply> decide(
      String experimentId, JsonObject json, Optional<String> key, Origin origin) {
    ExperimentView experiment =
        view.seenBy(origin.caller())
            .experiment(experimentId)
            .orElseThrow(() -> unknown("experimentId", "no experiment has this id"));
    CampaignDefined campaign =
        view.definition(experiment.proposal().getCampaignId())
            .orElseThrow(() -> unknown("experimentId", "its campaign is not defined"));
    ExperimentDecided event =
        Decisions.read(
            json,
            new Decisions.Subject(experimentId, campaign, Deciders.by(json, origin)),
            key,
            origin);
    refuse(experiment.lifecycle(), event.getDecision())
        .ifPresent(
            reason -> {
              throw ProblemException.at("/decision", ProblemCode.REFUSED, reason);
            });
    JsonObject answer = Decisions.json(event);
    return log.append(Topics.EXPERIMENT_DECIDED, event.getCampaignId(), event)
        .thenApply(position -> new Reply(ACCEPTED, answer));
  }

  /** Why a decision comes too late or concerns nobody, by what cannot be taken back. */
  private static Optional<String> refuse(ExperimentLifecycle now, Decision decision) {
    if (now.isEnded()) {
      return Optional.of("ended as " + Spelling.of(now.state()));
    }
    boolean begun = now instanceof Held || (now instanceof Proposed each && each.step() > 0);
    return switch (decision) {
      case APPROVE, VETO ->
          now instanceof PendingApproval
              ? Optional.empty()
              : Optional.of("does not wait for approval, it is " + Spelling.of(now.state()));
      case EDIT, BOOST ->
          begun ? Optional.of("is " + Spelling.of(now.state()) + " already") : Optional.empty();
      case CANCEL -> Optional.empty();
      case UNKNOWN -> Optional.of("is no decision");
    };
  }

  private static ProblemException unknown(String field, String reason) {
    return ProblemException.at(field, ProblemCode.NOT_FOUND, reason);
  }
}
