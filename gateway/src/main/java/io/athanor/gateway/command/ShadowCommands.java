package io.athanor.gateway.command;

import io.athanor.event.CampaignDefined;
import io.athanor.event.CampaignState;
import io.athanor.event.PolicyShadowed;
import io.athanor.event.ShadowState;
import io.athanor.gateway.event.Campaigns;
import io.athanor.gateway.event.Origin;
import io.athanor.gateway.event.Shadowing;
import io.athanor.gateway.log.EventLog;
import io.athanor.gateway.problem.ProblemCode;
import io.athanor.gateway.problem.ProblemException;
import io.athanor.gateway.security.Identity;
import io.athanor.gateway.view.ShadowView;
import io.athanor.gateway.view.View;
import io.athanor.schemas.topic.Topic;
import io.athanor.schemas.topic.Topics;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.avro.specific.SpecificRecord;

/** Policies that look on in a campaign: their beginning, their end, and their promotion. */
public final class ShadowCommands {
  private static final int OK = 200;

  private final EventLog log;
  private final View view;
  private final Duration timeout;

  /** With the log to write to, and how long to wait for the own view to have it. */
  public ShadowCommands(EventLog log, View view, Duration timeout) {
    this.log = log;
    this.view = view;
    this.timeout = timeout;
  }

  /** Lets a policy look on; said twice it is said once. */
  public CompletableFuture<Reply> begin(
      String campaignId, String name, JsonObject json, Origin origin) {
    CampaignDefined campaign = campaign(campaignId, origin.caller());
    PolicyShadowed event = Shadowing.begin(json, name, campaign, origin);
    boolean there =
        find(campaignId, name)
            .filter(
                each ->
                    each.shadow().getState() == ShadowState.ACTIVE
                        && each.shadow().getPolicy().equals(event.getPolicy()))
            .isPresent();
    return there ? answered(campaignId, name) : say(event);
  }

  /** Lets it look on no more. */
  public CompletableFuture<Reply> end(String campaignId, String name, Origin origin) {
    PolicyShadowed known = require(campaignId, name, origin).shadow();
    return known.getState() == ShadowState.ACTIVE
        ? say(
            Shadowing.of(
                campaignId,
                name,
                known.getPolicy(),
                ShadowState.ENDED,
                List.of(known.getMeta().getId()),
                origin))
        : answered(campaignId, name);
  }

  /**
   * Lets the campaign go by it: the campaign is defined anew, and then the shadow is said to be
   * promoted, so that whoever repeats this after a failure in between brings it to its end.
   */
  public CompletableFuture<Reply> promote(String campaignId, String name, Origin origin) {
    CampaignDefined campaign = campaign(campaignId, origin.caller());
    PolicyShadowed known = require(campaignId, name, origin).shadow();
    boolean same = campaign.getPolicy().equals(known.getPolicy());
    if (known.getState() == ShadowState.PROMOTED && same) {
      return answered(campaignId, name);
    }
    if (known.getState() != ShadowState.ACTIVE) {
      throw ProblemException.at("name", ProblemCode.REFUSED, "looks on no more");
    }
    if (campaign.getState() == CampaignState.CLOSED) {
      throw ProblemException.at("campaignId", ProblemCode.REFUSED, "is closed");
    }
    CampaignDefined definition =
        Campaigns.withPolicy(campaign, known.getPolicy(), List.of(known.getMeta().getId()), origin);
    PolicyShadowed promoted =
        Shadowing.of(
            campaignId,
            name,
            known.getPolicy(),
            ShadowState.PROMOTED,
            List.of((same ? campaign : definition).getMeta().getId(), known.getMeta().getId()),
            origin);
    return same
        ? say(promoted)
        : write(Topics.CAMPAIGN_DEFINED, campaignId, definition)
            .thenCompose(reached -> say(promoted));
  }

  /** How a campaign's shadows stand. */
  public JsonObject list(String campaignId, Identity caller) {
    campaign(campaignId, caller);
    JsonArray shadows = new JsonArray();
    view.shadows(campaignId).forEach(each -> shadows.add(Shadowing.json(each)));
    return new JsonObject().put("shadows", shadows);
  }

  private CompletableFuture<Reply> say(PolicyShadowed event) {
    return write(Topics.POLICY_SHADOWED, event.getCampaignId(), event)
        .thenCompose(reached -> answered(event.getCampaignId(), event.getName()));
  }

  private <T extends SpecificRecord> CompletableFuture<Void> write(
      Topic<T> topic, String key, T event) {
    return log.append(topic, key, event)
        .thenCompose(view::reaching)
        .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS);
  }

  private CompletableFuture<Reply> answered(String campaignId, String name) {
    return CompletableFuture.completedFuture(
        new Reply(OK, Shadowing.json(find(campaignId, name).orElseThrow())));
  }

  private ShadowView require(String campaignId, String name, Origin origin) {
    campaign(campaignId, origin.caller());
    return find(campaignId, name)
        .orElseThrow(
            () ->
                ProblemException.at(
                    "name", ProblemCode.NOT_FOUND, "no shadow of this campaign has this name"));
  }

  private Optional<ShadowView> find(String campaignId, String name) {
    return view.shadows(campaignId).stream()
        .filter(each -> each.shadow().getName().equals(name))
        .findFirst();
  }

  private CampaignDefined campaign(String campaignId, Identity caller) {
    return view.seenBy(caller)
        .definition(campaignId)
        .orElseThrow(
            () ->
                ProblemException.at(
                    "campaignId", ProblemCode.NOT_FOUND, "no campaign has this id"));
  }
}
