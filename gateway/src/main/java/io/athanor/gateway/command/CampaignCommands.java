package io.athanor.gateway.command;

import io.athanor.event.CampaignDefined;
import io.athanor.event.CampaignState;
import io.athanor.event.CandidateProposed;
import io.athanor.event.Dispatch;
import io.athanor.event.InstrumentRegistered;
import io.athanor.event.Pool;
import io.athanor.event.RecipeStep;
import io.athanor.gateway.contract.Contract;
import io.athanor.gateway.event.Campaigns;
import io.athanor.gateway.event.Candidates;
import io.athanor.gateway.event.Origin;
import io.athanor.gateway.event.Spelling;
import io.athanor.gateway.log.EventLog;
import io.athanor.gateway.problem.ProblemCode;
import io.athanor.gateway.problem.ProblemException;
import io.athanor.gateway.security.Identity;
import io.athanor.gateway.view.View;
import io.athanor.schemas.identity.EventIds;
import io.athanor.schemas.topic.Topics;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Defines campaigns and fills their pools. */
public final class CampaignCommands {
  private static final int OK = 200;
  private static final int CREATED = 201;

  private final Contract contract;
  private final EventLog log;
  private final View view;
  private final Duration timeout;
  private final Map<String, CompletableFuture<Reply>> underway = new ConcurrentHashMap<>();

  /** With the log to write to, and how long to wait for the own view to have it. */
  public CampaignCommands(Contract contract, EventLog log, View view, Duration timeout) {
    this.contract = contract;
    this.log = log;
    this.view = view;
    this.timeout = timeout;
  }

  /** Defines a campaign; answered when the own view has it. */
  public CompletableFuture<Reply> define(JsonObject json, Origin origin) {
    String campaignId =
        Optional.ofNullable(json.getString("campaignId"))
            .orElseGet(() -> EventIds.random(origin.now(), origin.random()));
    CampaignDefined definition = Campaigns.read(json, campaignId, origin);
    Optional<Reply> known = known(definition);
    if (known.isPresent()) {
      return CompletableFuture.completedFuture(known.get());
    }
    refuseLate(definition, origin);
    CompletableFuture<Reply> mine = new CompletableFuture<>();
    CompletableFuture<Reply> other = underway.putIfAbsent(campaignId, mine);
    if (other != null) {
      // said twice at once: the first decides what is there
      return other.handle((reply, failure) -> answer(definition, failure));
    }
    CompletableFuture<Reply> result =
        log.append(Topics.CAMPAIGN_DEFINED, campaignId, definition)
            .thenCompose(view::reaching)
            .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
            .thenApply(reached -> created(definition))
            .thenApply(reply -> warned(reply, definition, origin));
    return result.whenComplete(
        (reply, failure) -> {
          underway.remove(campaignId, mine);
          if (failure == null) {
            mine.complete(reply);
          } else {
            mine.completeExceptionally(failure);
          }
        });
  }

  private static void refuseLate(CampaignDefined definition, Origin origin) {
    Dispatch dispatch = definition.getDispatch();
    if (dispatch != null
        && dispatch.getDeadline() != null
        && dispatch.getDeadline().isBefore(origin.now())) {
      throw ProblemException.at(
          "/dispatch/deadline", ProblemCode.INVALID_FIELD, "lies in the past");
    }
  }

  /** A technique that nobody has yet may still come; whoever defines the campaign is told. */
  private Reply warned(Reply reply, CampaignDefined definition, Origin origin) {
    JsonArray warnings = new JsonArray();
    if (definition.getDispatch() != null) {
      List<InstrumentRegistered> instruments = view.seenBy(origin.caller()).instruments();
      List<RecipeStep> recipe = definition.getDispatch().getRecipe();
      for (int i = 0; i < recipe.size(); i++) {
        String technique = recipe.get(i).getTechnique();
        if (instruments.stream().noneMatch(each -> each.getTechniques().contains(technique))) {
          warnings.add(
              new JsonObject()
                  .put("field", "/dispatch/recipe/" + i + "/technique")
                  .put("detail", "no instrument has the technique " + technique + " yet"));
        }
      }
    }
    return warnings.isEmpty()
        ? reply
        : new Reply(reply.status(), reply.body().copy().put("warnings", warnings));
  }

  /** Lets a campaign go on, pause or end; answered when the own view has it. */
  public CompletableFuture<Reply> setState(String campaignId, JsonObject json, Origin origin) {
    CampaignDefined known =
        view.seenBy(origin.caller())
            .definition(campaignId)
            .orElseThrow(
                () ->
                    ProblemException.at(
                        "campaignId", ProblemCode.NOT_FOUND, "no campaign has this id"));
    CampaignState state = Spelling.read(CampaignState.class, json.getString("state"));
    CompletableFuture<?> done =
        known.getState() == state
            ? CompletableFuture.completedFuture(known)
            : log.append(
                    Topics.CAMPAIGN_DEFINED, campaignId, Campaigns.inState(known, state, origin))
                .thenCompose(view::reaching)
                .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS);
    return done.thenApply(
        reached -> new Reply(OK, Answers.campaign(view.campaign(campaignId).orElseThrow())));
  }

  /** Puts candidates into a campaign's pool. */
  public CompletableFuture<Reply> propose(String campaignId, JsonObject json, Origin origin) {
    Pool pool = pool(campaignId, "campaignId", ProblemCode.NOT_FOUND, origin.caller());
    return Batch.handle(
        json.getJsonArray("candidates"),
        item -> proposeOne(campaignId, pool, item, origin),
        item -> new JsonObject().put("index", indexOf(item)));
  }

  /** One candidate of another door, with what it is answered. */
  CompletableFuture<JsonObject> proposeOne(String campaignId, JsonObject json, Origin origin) {
    Pool pool = pool(campaignId, "/campaignId", ProblemCode.UNKNOWN_CAMPAIGN, origin.caller());
    return proposeOne(campaignId, pool, json, origin);
  }

  private Pool pool(String campaignId, String field, ProblemCode unknown, Identity caller) {
    CampaignDefined campaign =
        view.seenBy(caller)
            .definition(campaignId)
            .orElseThrow(() -> ProblemException.at(field, unknown, "no campaign has this id"));
    if (campaign.getSearch() instanceof Pool pool) {
      return pool;
    }
    throw ProblemException.at(
        field, ProblemCode.INVALID_FIELD, "the campaign searches a space and has no pool");
  }

  private CompletableFuture<JsonObject> proposeOne(
      String campaignId, Pool pool, Object item, Origin origin) {
    contract.check("Candidate", item);
    CandidateProposed event = Candidates.read((JsonObject) item, campaignId, pool, origin);
    JsonObject answer =
        new JsonObject().put("index", event.getIndex()).put("candidateId", event.getCandidateId());
    return log.append(Topics.CANDIDATE_PROPOSED, event.getCandidateId(), event)
        .thenApply(position -> answer);
  }

  private static int indexOf(Object item) {
    return item instanceof JsonObject json && json.getValue("index") instanceof Integer index
        ? index
        : -1;
  }

  private Reply answer(CampaignDefined definition, Throwable failure) {
    return known(definition)
        .orElseThrow(
            () ->
                new ProblemException(
                    io.athanor.gateway.problem.Problem.of(
                        ProblemCode.UNAVAILABLE, "the same request failed a moment ago"),
                    failure));
  }

  /** What another gateway may have written in between decides. */
  private Reply created(CampaignDefined definition) {
    return new Reply(
        CREATED, known(definition).map(Reply::body).orElseGet(() -> Campaigns.json(definition)));
  }

  private Optional<Reply> known(CampaignDefined definition) {
    JsonObject wanted = Campaigns.json(definition);
    return view.definition(definition.getCampaignId())
        .map(
            there -> {
              JsonObject json = Campaigns.json(there);
              boolean own =
                  Objects.equals(there.getMeta().getTenant(), definition.getMeta().getTenant());
              if (!own || !json.equals(wanted)) {
                throw ProblemException.at(
                    "/campaignId",
                    ProblemCode.CONFLICT,
                    "another definition of this campaign is there");
              }
              return new Reply(OK, json);
            });
  }
}
