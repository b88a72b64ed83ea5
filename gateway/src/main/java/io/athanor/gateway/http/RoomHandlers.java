package io.athanor.gateway.http;

import io.athanor.gateway.command.Reply;
import io.athanor.gateway.event.Spelling;
import io.athanor.gateway.log.Position;
import io.athanor.gateway.problem.ProblemCode;
import io.athanor.gateway.problem.ProblemException;
import io.athanor.gateway.room.DeadLetterIndex;
import io.athanor.gateway.room.Everything;
import io.athanor.gateway.room.LogCursor;
import io.athanor.gateway.room.RoomDoors;
import io.athanor.gateway.security.Identity;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What is done for the operations that look on: materials, models, the fleet, dead letters. */
final class RoomHandlers {
  private static final int OK = 200;
  private static final String DEFAULT_LIMIT = "50";

  private RoomHandlers() {}

  /**
   * Adds them.
   *
   * @param lookups read the log, on a worker
   */
  static void add(
      RoomDoors doors,
      Map<String, Function<Handlers.Call, CompletableFuture<Reply>>> commands,
      Map<String, Function<Handlers.Call, Reply>> lookups) {
    lookups.put(
        "listMaterials",
        call ->
            ok(
                doors
                    .materials()
                    .list(
                        optional(call, "formula"),
                        optional(call, "after"),
                        limit(call),
                        call.caller())));
    lookups.put(
        "getMaterial",
        call -> ok(doors.materials().get(call.parameter("candidateId"), call.caller())));
    lookups.put("listModels", call -> ok(doors.models().list()));
    lookups.put("getModel", call -> ok(doors.models().get(call.parameter("name"), call.caller())));
    lookups.put("getFleet", call -> ok(doors.fleet().get(call.caller(), call.origin().now())));
    lookups.put(
        "listDeadLetters",
        call ->
            ok(
                doors
                    .letters()
                    .list(
                        optional(call, "state")
                            .map(each -> Spelling.read(DeadLetterIndex.State.class, each)),
                        limit(call),
                        call.caller())));
    lookups.put("getDeadLetter", call -> ok(doors.letters().get(position(call), call.caller())));
    commands.put(
        "retryDeadLetter",
        call ->
            CompletableFuture.completedFuture(
                ok(doors.letters().retry(position(call), call.origin()))));
  }

  /**
   * Who follows everything.
   *
   * @param lastEventId where it stopped; null for nowhere
   * @throws ProblemException 400 for what is no cursor
   */
  static Everything.Reader follow(
      Everything everything, Map<String, String> query, String lastEventId, Identity caller) {
    Optional<Set<String>> topics =
        Optional.ofNullable(query.get("topic"))
            .map(each -> Arrays.stream(each.split(",")).collect(Collectors.toSet()));
    if (lastEventId != null && !lastEventId.isBlank()) {
      try {
        return everything.from(LogCursor.parse(lastEventId.strip()), caller, topics);
      } catch (IllegalArgumentException e) {
        throw ProblemException.at("Last-Event-ID", ProblemCode.CONTRACT, e.getMessage());
      }
    }
    return "beginning".equals(query.get("from"))
        ? everything.from(new LogCursor(), caller, topics)
        : everything.fromNow(caller, topics);
  }

  private static Position position(Handlers.Call call) {
    return new Position(
        call.parameter("topic"),
        Integer.parseInt(call.parameter("partition")),
        Long.parseLong(call.parameter("offset")));
  }

  private static int limit(Handlers.Call call) {
    return Integer.parseInt(optional(call, "limit").orElse(DEFAULT_LIMIT));
  }

  private static Optional<String> optional(Handlers.Call call, String name) {
    return Optional.ofNullable(call.parameter(name));
  }

  private static Reply ok(JsonObject body) {
    return new Reply(OK, body);
  }
}
