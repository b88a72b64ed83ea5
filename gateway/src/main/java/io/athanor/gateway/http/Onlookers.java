package io.athanor.gateway.http;

import io.athanor.gateway.command.Reply;
import io.athanor.gateway.command.ShadowCommands;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** What is done for the operations about shadow policies. */
final class Onlookers {
  private static final int OK = 200;
  private static final String CAMPAIGN = "campaignId";
  private static final String NAME = "name";

  private Onlookers() {}

  static void put(
      ShadowCommands shadows,
      Map<String, Function<Handlers.Call, CompletableFuture<Reply>>> commands,
      Map<String, Function<Handlers.Call, Reply>> queries) {
    commands.put(
        "shadowPolicy",
        call ->
            shadows.begin(
                call.parameter(CAMPAIGN), call.parameter(NAME), call.body(), call.origin()));
    commands.put(
        "endShadow",
        call -> shadows.end(call.parameter(CAMPAIGN), call.parameter(NAME), call.origin()));
    commands.put(
        "promoteShadow",
        call -> shadows.promote(call.parameter(CAMPAIGN), call.parameter(NAME), call.origin()));
    queries.put(
        "listShadows",
        call -> new Reply(OK, shadows.list(call.parameter(CAMPAIGN), call.caller())));
  }
}
