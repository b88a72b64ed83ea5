package io.athanor.gateway.command;

import io.athanor.event.CampaignDefined;
import io.athanor.event.InquiryAnswered;
import io.athanor.event.InquiryKind;
import io.athanor.event.InquiryOpened;
import io.athanor.gateway.event.Campaigns;
import io.athanor.gateway.event.Inquiring;
import io.athanor.gateway.event.Origin;
import io.athanor.gateway.log.EventLog;
import io.athanor.gateway.log.Position;
import io.athanor.gateway.problem.ProblemCode;
import io.athanor.gateway.problem.ProblemException;
import io.athanor.gateway.security.Identity;
import io.athanor.gateway.view.ExperimentView;
import io.athanor.gateway.view.InquiryView;
import io.athanor.gateway.view.View;
import io.athanor.schemas.topic.Topics;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Questions that take the planner to answer: they are written down, and whoever answers them writes
 * the answer down.
 */
public final class InquiryCommands {
  private static final int OK = 200;
  private static final int ACCEPTED = 202;
  private static final String DEFINITION = "definition";

  private final EventLog log;
  private final View view;
  private final Duration patience;
  private final Duration timeout;

  /**
   * With the log to write to.
   *
   * @param patience how long a caller waits for an answer
   * @param timeout how long to wait for the own view to have a question
   */
  public InquiryCommands(EventLog log, View view, Duration patience, Duration timeout) {
    this.log = log;
    this.view = view;
    this.patience = patience;
    this.timeout = timeout;
  }

  /**
   * Why an experiment was proposed; answered with the document once there is one, else with the
   * inquiry, to be looked at later.
   *
   * @param influence events whose influence is examined; empty: as many as suits
   */
  public CompletableFuture<Reply> why(String experimentId, OptionalInt influence, Origin origin) {
    ExperimentView experiment =
        view.seenBy(origin.caller())
            .experiment(experimentId)
            .orElseThrow(() -> missing("experimentId", "no experiment has this id"));
    JsonObject request = new JsonObject().put("experimentId", experimentId);
    influence.ifPresent(each -> request.put("influence", each));
    view.positionOf(experimentId).ifPresent(each -> request.put("position", json(each)));
    InquiryOpened inquiry =
        Inquiring.open(
            InquiryKind.WHY, Optional.of(experiment.proposal().getCampaignId()), request, origin);
    CompletableFuture<InquiryAnswered> answer = view.answerOf(inquiry.getInquiryId());
    return append(inquiry)
        .thenCompose(
            written ->
                answer
                    .thenApply(each -> new InquiryView(inquiry, Optional.of(each)))
                    .completeOnTimeout(
                        new InquiryView(inquiry, Optional.empty()),
                        patience.toMillis(),
                        TimeUnit.MILLISECONDS))
        .thenApply(InquiryCommands::whyReply)
        .whenComplete((reply, failure) -> view.leave(inquiry.getInquiryId()));
  }

  private static Reply whyReply(InquiryView inquiry) {
    if (inquiry.answered().isEmpty()) {
      return new Reply(ACCEPTED, Inquiring.summary(inquiry));
    }
    InquiryAnswered answered = inquiry.answered().get();
    if (answered.getProblem() != null) {
      throw ProblemException.at(
          answered.getProblem().getField(),
          ProblemCode.INVALID_FIELD,
          answered.getProblem().getReason());
    }
    return new Reply(OK, new JsonObject(answered.getDocument()));
  }

  /** How a campaign had gone another way. */
  public CompletableFuture<Reply> fork(String campaignId, JsonObject json, Origin origin) {
    CampaignDefined definition =
        view.seenBy(origin.caller())
            .definition(campaignId)
            .orElseThrow(() -> missing("campaignId", "no campaign has this id"));
    Optional.ofNullable(json.getJsonObject("policy"))
        .ifPresent(policy -> Campaigns.requirePolicy(policy, definition));
    return accept(Inquiring.open(InquiryKind.FORK, Optional.of(campaignId), json, origin));
  }

  /** How a campaign that is not defined yet would go on known outcomes. */
  public CompletableFuture<Reply> rehearse(JsonObject json, Origin origin) {
    try {
      var unused = Campaigns.read(json.getJsonObject(DEFINITION), "rehearsal", origin);
    } catch (ProblemException e) {
      throw e.within("/" + DEFINITION);
    }
    return accept(Inquiring.open(InquiryKind.REHEARSE, Optional.empty(), json, origin));
  }

  /** An inquiry as it stands. */
  public JsonObject get(String inquiryId, Identity caller) {
    return view.seenBy(caller)
        .inquiry(inquiryId)
        .map(Inquiring::json)
        .orElseThrow(() -> missing("inquiryId", "no inquiry has this id"));
  }

  /** Those about a campaign, the latest first, without their documents. */
  public JsonObject list(String campaignId, Identity caller) {
    if (view.seenBy(caller).definition(campaignId).isEmpty()) {
      throw missing("campaignId", "no campaign has this id");
    }
    JsonArray inquiries = new JsonArray();
    view.inquiries(campaignId).forEach(each -> inquiries.add(Inquiring.summary(each)));
    return new JsonObject().put("inquiries", inquiries);
  }

  private CompletableFuture<Reply> accept(InquiryOpened inquiry) {
    JsonObject answer = Inquiring.summary(new InquiryView(inquiry, Optional.empty()));
    return append(inquiry)
        .thenCompose(view::reaching)
        .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
        .thenApply(reached -> new Reply(ACCEPTED, answer));
  }

  private CompletableFuture<Position> append(InquiryOpened inquiry) {
    return log.append(Topics.INQUIRY_OPENED, inquiry.getCampaignId(), inquiry);
  }

  private static JsonObject json(Position position) {
    return new JsonObject()
        .put("topic", position.topic())
        .put("partition", position.partition())
        .put("offset", position.offset());
  }

  private static ProblemException missing(String field, String reason) {
    return ProblemException.at(field, ProblemCode.NOT_FOUND, reason);
  }
}
