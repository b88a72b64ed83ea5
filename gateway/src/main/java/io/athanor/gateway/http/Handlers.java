package io.athanor.gateway.http;

import io.athanor.gateway.cloudevents.CloudEventCommands;
import io.athanor.gateway.command.Answers;
import io.athanor.gateway.command.CampaignCommands;
import io.athanor.gateway.command.InstrumentCommands;
import io.athanor.gateway.command.LeaseCommands;
import io.athanor.gateway.command.ReadingCommands;
import io.athanor.gateway.command.Reply;
import io.athanor.gateway.event.Instruments;
import io.athanor.gateway.event.Origin;
import io.athanor.gateway.event.Spelling;
import io.athanor.gateway.problem.ProblemCode;
import io.athanor.gateway.problem.ProblemException;
import io.athanor.gateway.security.Identity;
import io.athanor.gateway.view.CampaignView;
import io.athanor.gateway.view.ExperimentView;
import io.athanor.gateway.view.Seen;
import io.athanor.gateway.view.View;
import io.athanor.schemas.lifecycle.ExperimentLifecycle;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** What is done for each operation of the contract, by its operationId. */
final class Handlers {
  private static final int OK = 200;
  private static final int ACCEPTED = 202;

  private final View view;
  private final Map<String, Function<Call, CompletableFuture<Reply>>> commands = new TreeMap<>();
  private final Map<String, Function<Call, Reply>> queries = new TreeMap<>();
  private final Map<String, Function<Call, Reply>> lookups = new TreeMap<>();

  /**
   * A request whose parameters and body fit the contract.
   *
   * @param parameters path and query parameters by name
   * @param key Idempotency-Key
   * @param mediaType what the body is sent as; empty for none
   * @param value JSON body, an object or an array; an empty object for none
   * @param bytes body as it was sent; empty for none
   * @param headers a header by its name; null where it was not sent
   * @param origin when and where it came in
   * @param gone whether the caller has left
   */
  record Call(
      Map<String, String> parameters,
      Optional<String> key,
      String mediaType,
      Object value,
      Buffer bytes,
      Function<String, String> headers,
      Origin origin,
      BooleanSupplier gone) {
    String parameter(String name) {
      return parameters.get(name);
    }

    JsonObject body() {
      return (JsonObject) value;
    }

    Identity caller() {
      return origin.caller();
    }

    Call with(Object decoded) {
      return new Call(parameters, key, mediaType, decoded, bytes, headers, origin, gone);
    }
  }

  Handlers(View view, HttpDoor.Commands doors) {
    this.view = view;
    CampaignCommands campaigns = doors.campaigns();
    ReadingCommands readings = doors.readings();
    LeaseCommands leases = doors.leases();
    InstrumentCommands instruments = doors.instruments();
    commands.put("defineCampaign", call -> campaigns.define(call.body(), call.origin()));
    commands.put(
        "proposeCandidates",
        call -> campaigns.propose(call.parameter("campaignId"), call.body(), call.origin()));
    commands.put("reportReading", call -> readings.report(call.body(), call.key(), call.origin()));
    commands.put("reportReadings", call -> readings.reportAll(call.body(), call.origin()));
    commands.put(
        "reportSimulation",
        call -> accepted(doors.facts().simulation(call.body(), call.key(), call.origin())));
    commands.put(
        "reportLiterature",
        call -> accepted(doors.facts().literature(call.body(), call.key(), call.origin())));
    commands.put(
        "registerInstrument",
        call ->
            instruments
                .register(call.parameter("instrumentId"), call.body(), call.key(), call.origin())
                .thenApply(event -> new Reply(OK, Instruments.json(event))));
    commands.put("receiveCloudEvents", call -> cloudEvents(doors.cloudEvents(), call));
    commands.put(
        "receiveBlueskyDocument",
        call ->
            accepted(
                doors
                    .bluesky()
                    .receive(
                        call.parameter("name"),
                        call.body(),
                        call.bytes().toString(),
                        call.origin())));
    commands.put(
        "receiveBlueskyDocuments",
        call -> doors.bluesky().receiveAll((JsonArray) call.value(), call.origin()));
    commands.put(
        "draftCampaign",
        call ->
            CompletableFuture.completedFuture(
                doors.drafts().draft(call.value(), call.parameters(), call.origin())));
    queries.put("listInstruments", call -> new Reply(OK, instruments.list(call.caller())));
    queries.put(
        "getInstrument",
        call -> new Reply(OK, instruments.get(call.parameter("instrumentId"), call.caller())));
    Actions.commands(doors, commands);
    Questions.put(doors.inquiries(), commands, queries);
    Onlookers.put(doors.shadows(), commands, queries);
    RoomHandlers.add(doors.rooms(), commands, lookups);
    queries.put("listWebhooks", call -> new Reply(OK, doors.webhooks().list(call.caller())));
    queries.put("listHalts", call -> new Reply(OK, doors.halts().list(call.caller())));
    queries.put("listCampaigns", this::listCampaigns);
    queries.put("getCampaign", this::getCampaign);
    queries.put("listProposals", this::listProposals);
    queries.put("getExperiment", this::getExperiment);
    queries.put("listLeases", call -> leases.held(call.parameter("worker"), call.caller()));
  }

  /** Writes to the log, on a worker thread. */
  Map<String, Function<Call, CompletableFuture<Reply>>> commands() {
    return commands;
  }

  /** Reads the view, on the event loop. */
  Map<String, Function<Call, Reply>> queries() {
    return queries;
  }

  /** Read the log, on a worker thread. */
  Map<String, Function<Call, Reply>> lookups() {
    return lookups;
  }

  private static CompletableFuture<Reply> accepted(CompletableFuture<JsonObject> answer) {
    return answer.thenApply(body -> new Reply(ACCEPTED, body));
  }

  private static CompletableFuture<Reply> cloudEvents(CloudEventCommands door, Call call) {
    return switch (call.mediaType()) {
      case "application/cloudevents+json" -> door.structured(call.body(), call.origin());
      case "application/cloudevents-batch+json" ->
          door.batch((JsonArray) call.value(), call.origin());
      default -> door.binary(call.headers(), call.body(), call.origin());
    };
  }

  private Reply listCampaigns(Call call) {
    JsonArray campaigns = new JsonArray();
    Seen seen = view.seenBy(call.caller());
    seen.campaignIds()
        .forEach(id -> seen.campaign(id).map(Answers::campaign).ifPresent(campaigns::add));
    return new Reply(OK, new JsonObject().put("campaigns", campaigns));
  }

  private Reply getCampaign(Call call) {
    return new Reply(OK, Answers.campaign(campaign(call)));
  }

  private Reply listProposals(Call call) {
    String state = Optional.ofNullable(call.parameter("state")).orElse("open");
    JsonArray proposals = new JsonArray();
    campaign(call).experiments().stream()
        .filter(each -> isIn(each.lifecycle(), state))
        .map(Answers::proposal)
        .forEach(proposals::add);
    return new Reply(OK, new JsonObject().put("proposals", proposals));
  }

  private Reply getExperiment(Call call) {
    ExperimentView experiment =
        view.seenBy(call.caller())
            .experiment(call.parameter("experimentId"))
            .orElseThrow(
                () ->
                    ProblemException.at(
                        "experimentId", ProblemCode.NOT_FOUND, "no experiment has this id"));
    return new Reply(OK, Answers.proposal(experiment));
  }

  private CampaignView campaign(Call call) {
    return view.seenBy(call.caller())
        .campaign(call.parameter("campaignId"))
        .orElseThrow(
            () ->
                ProblemException.at(
                    "campaignId", ProblemCode.NOT_FOUND, "no campaign has this id"));
  }

  private static boolean isIn(ExperimentLifecycle lifecycle, String state) {
    return state.equals("open")
        ? !lifecycle.isEnded()
        : Spelling.of(lifecycle.state()).equals(state);
  }
}
