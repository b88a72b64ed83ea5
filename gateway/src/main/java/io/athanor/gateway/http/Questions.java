package io.athanor.gateway.http;

import io.athanor.gateway.command.InquiryCommands;
import io.athanor.gateway.command.Reply;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** What is done for the operations by which people ask. */
final class Questions {
  private static final int OK = 200;

  private Questions() {}

  static void put(
      InquiryCommands inquiries,
      Map<String, Function<Handlers.Call, CompletableFuture<Reply>>> commands,
      Map<String, Function<Handlers.Call, Reply>> queries) {
    commands.put(
        "whyProposed",
        call ->
            inquiries.why(
                call.parameter("experimentId"),
                Optional.ofNullable(call.parameter("influence"))
                    .map(each -> OptionalInt.of(Integer.parseInt(each)))
                    .orElse(OptionalInt.empty()),
                call.origin()));
    commands.put(
        "forkCampaign",
        call -> inquiries.fork(call.parameter("campaignId"), call.body(), call.origin()));
    commands.put("rehearseCampaign", call -> inquiries.rehearse(call.body(), call.origin()));
    queries.put(
        "getInquiry",
        call -> new Reply(OK, inquiries.get(call.parameter("inquiryId"), call.caller())));
    queries.put(
        "listInquiries",
        call -> new Reply(OK, inquiries.list(call.parameter("campaignId"), call.caller())));
  }
}
