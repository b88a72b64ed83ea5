package io.athanor.gateway.http;

import io.athanor.gateway.command.CampaignCommands;
import io.athanor.gateway.command.LeaseCommands;
import io.athanor.gateway.command.OutcomeCommands;
import io.athanor.gateway.command.Reply;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** What is done for the operations by which experiments are taken, done, decided and stopped. */
final class Actions {
  private static final String CAMPAIGN = "campaignId";
  private static final String EXPERIMENT = "experimentId";
  private static final String WEBHOOK = "webhookId";

  private Actions() {}

  /** Adds them. */
  static void commands(
      HttpDoor.Commands doors,
      Map<String, Function<Handlers.Call, CompletableFuture<Reply>>> commands) {
    CampaignCommands campaigns = doors.campaigns();
    LeaseCommands leases = doors.leases();
    commands.put(
        "setCampaignState",
        call -> campaigns.setState(call.parameter(CAMPAIGN), call.body(), call.origin()));
    commands.put(
        "leaseProposals",
        call -> leases.lease(call.parameter(CAMPAIGN), call.body(), call.caller(), call.gone()));
    commands.put(
        "askExperiments",
        call -> leases.ask(call.parameter(CAMPAIGN), call.body(), call.caller(), call.gone()));
    commands.put(
        "leaseAtInstrument",
        call ->
            leases.leaseAt(
                call.parameter("instrumentId"), call.body(), call.caller(), call.gone()));
    commands.put("declareHalt", call -> doors.halts().declare(call.body(), call.origin()));
    commands.put(
        "registerWebhook",
        call -> doors.webhooks().register(call.parameter(WEBHOOK), call.body(), call.origin()));
    commands.put(
        "removeWebhook", call -> doors.webhooks().remove(call.parameter(WEBHOOK), call.origin()));
    outcomes(doors, commands);
  }

  private static void outcomes(
      HttpDoor.Commands doors,
      Map<String, Function<Handlers.Call, CompletableFuture<Reply>>> commands) {
    OutcomeCommands outcomes = doors.outcomes();
    commands.put("reportProgress", of(doors.progress()::report));
    commands.put("tellOutcome", of(doors.tells()::tell));
    commands.put("completeExperiment", of(outcomes::complete));
    commands.put("failExperiment", of(outcomes::fail));
    commands.put("cancelExperiment", of(outcomes::cancel));
    commands.put("decideExperiment", of(doors.decisions()::decide));
    commands.put(
        "sendHeartbeat",
        call -> outcomes.heartbeat(call.parameter(EXPERIMENT), call.body(), call.origin()));
  }

  /** Something said of an experiment, under a key of its own. */
  private interface OfExperiment {
    CompletableFuture<Reply> say(
        String experimentId,
        io.vertx.core.json.JsonObject body,
        java.util.Optional<String> key,
        io.athanor.gateway.event.Origin origin);
  }

  private static Function<Handlers.Call, CompletableFuture<Reply>> of(OfExperiment saying) {
    return call -> saying.say(call.parameter(EXPERIMENT), call.body(), call.key(), call.origin());
  }
}
