package io.athanor.gateway.command;

import io.athanor.event.WebhookRegistered;
import io.athanor.gateway.event.Origin;
import io.athanor.gateway.event.WebhookEvents;
import io.athanor.gateway.log.EventLog;
import io.athanor.gateway.problem.ProblemCode;
import io.athanor.gateway.problem.ProblemException;
import io.athanor.gateway.security.Identity;
import io.athanor.gateway.view.View;
import io.athanor.gateway.webhook.Secrets;
import io.athanor.gateway.webhook.Targets;
import io.athanor.gateway.webhook.WebhookConfig;
import io.athanor.schemas.topic.Topics;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Registers, lists and ends webhooks. */
public final class WebhookCommands {
  private static final int OK = 200;

  private final EventLog log;
  private final View view;
  private final Duration timeout;
  private final WebhookConfig config;
  private final Targets targets;
  private final Secrets secrets;

  /** With the log to write to, and how long to wait for the own view to have it. */
  public WebhookCommands(EventLog log, View view, Duration timeout, WebhookConfig config) {
    this.log = log;
    this.view = view;
    this.timeout = timeout;
    this.config = config;
    this.targets = new Targets(config.privateAddresses());
    this.secrets = new Secrets(config.secrets());
  }

  /** Registers an address, or changes what is registered; answered when the own view has it. */
  public CompletableFuture<Reply> register(String webhookId, JsonObject json, Origin origin) {
    if (config.secrets().isEmpty()) {
      throw ProblemException.of(
          ProblemCode.REFUSED, "webhooks are off: gateway.webhooks.secrets is not set");
    }
    WebhookRegistered event = WebhookEvents.read(webhookId, json, origin);
    targets.read(event.getUrl(), "/url");
    if (secrets.of(event).isEmpty()) {
      throw ProblemException.at(
          "/secretId", ProblemCode.INVALID_FIELD, "no secret of 16 bytes or more has this id");
    }
    String campaignId = event.getCampaignId();
    if (campaignId != null && view.seenBy(origin.caller()).definition(campaignId).isEmpty()) {
      throw ProblemException.at(
          "/campaignId", ProblemCode.UNKNOWN_CAMPAIGN, "no campaign has this id");
    }
    Optional<WebhookRegistered> known = view.webhook(webhookId);
    if (known.filter(each -> WebhookEvents.saySame(each, event)).isPresent()) {
      return CompletableFuture.completedFuture(new Reply(OK, WebhookEvents.json(known.get())));
    }
    if (known.filter(WebhookRegistered::getActive).isEmpty()
        && view.webhooks().size() >= config.most()) {
      throw ProblemException.of(
          ProblemCode.REFUSED, "there are " + config.most() + " webhooks, as many as may be");
    }
    return write(event);
  }

  /** Ends one: nothing is told any more. */
  public CompletableFuture<Reply> remove(String webhookId, Origin origin) {
    WebhookRegistered known =
        view.seenBy(origin.caller())
            .webhook(webhookId)
            .orElseThrow(
                () ->
                    ProblemException.at(
                        "webhookId", ProblemCode.NOT_FOUND, "no webhook has this id"));
    return write(WebhookEvents.ended(known, origin));
  }

  /** Those of the caller's tenant, by id. */
  public JsonObject list(Identity caller) {
    JsonArray webhooks = new JsonArray();
    view.seenBy(caller).webhooks().forEach(each -> webhooks.add(WebhookEvents.json(each)));
    return new JsonObject().put("webhooks", webhooks);
  }

  private CompletableFuture<Reply> write(WebhookRegistered event) {
    return log.append(Topics.WEBHOOK_REGISTERED, event.getWebhookId(), event)
        .thenCompose(view::reaching)
        .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
        .thenApply(reached -> new Reply(OK, WebhookEvents.json(event)));
  }
}
