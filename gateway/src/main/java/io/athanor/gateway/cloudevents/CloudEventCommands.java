package io.athanor.gateway.cloudevents;

import io.athanor.gateway.command.Batch;
import io.athanor.gateway.command.Intake;
import io.athanor.gateway.command.Reply;
import io.athanor.gateway.contract.Contract;
import io.athanor.gateway.event.Origin;
import io.athanor.gateway.problem.Problem;
import io.athanor.gateway.problem.ProblemCode;
import io.athanor.gateway.problem.ProblemException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * Takes CloudEvents. {@code type} is {@code io.athanor.} and the event's topic; {@code data} is the
 * JSON that REST takes for it; {@code source} and {@code id} give the event's id as source and
 * Idempotency-Key do there, so {@code instrument/NAME} is the source of a reading that may come by
 * both doors; {@code time} is when it happened, where the data does not say.
 */
public final class CloudEventCommands {
  /** What stands before the topic in a {@code type}. */
  public static final String PREFIX = "io.athanor.";

  private static final int ACCEPTED = 202;
  private static final String OCCURRED_AT = "occurredAt";
  private static final Map<String, Integer> LONGEST =
      Map.of("ce-id", 256, "ce-source", 1024, "ce-type", 256, "ce-subject", 1024, "ce-time", 64);
  private static final List<String> TIMELESS =
      List.of("candidate-proposed", "instrument-registered");

  private final Contract contract;
  private final Intake intake;

  /** Over what takes the messages. */
  public CloudEventCommands(Contract contract, Intake intake) {
    this.contract = contract;
    this.intake = intake;
  }

  /** One event in structured content mode, held to the contract already. */
  public CompletableFuture<Reply> structured(JsonObject json, Origin origin) {
    return take(json, origin).thenApply(answer -> new Reply(ACCEPTED, answer));
  }

  /** Many events in batched content mode, each answered for itself. */
  public CompletableFuture<Reply> batch(JsonArray events, Origin origin) {
    return Batch.handle(events, item -> takeItem(item, origin), item -> new JsonObject());
  }

  /**
   * One event in binary content mode.
   *
   * @param header a header of the request by its name; null where it was not sent
   */
  public CompletableFuture<Reply> binary(
      Function<String, String> header, JsonObject data, Origin origin) {
    CloudEvent event = CloudEvent.binary(header, data);
    LONGEST.forEach(
        (name, most) -> {
          String value = header.apply(name);
          if (value != null && value.length() > most) {
            throw ProblemException.at(
                name, ProblemCode.CONTRACT, "must have at most " + most + " characters");
          }
        });
    return take(event, "ce-type", "ce-time", "", origin)
        .thenApply(answer -> new Reply(ACCEPTED, answer));
  }

  private CompletableFuture<JsonObject> takeItem(Object item, Origin origin) {
    contract.check("CloudEvent", item);
    return take((JsonObject) item, origin);
  }

  private CompletableFuture<JsonObject> take(JsonObject json, Origin origin) {
    return take(CloudEvent.structured(json), "/type", "/time", "/data", origin);
  }

  private CompletableFuture<JsonObject> take(
      CloudEvent event, String typeField, String timeField, String dataField, Origin origin) {
    if (!event.type().startsWith(PREFIX)
        || !intake.types().contains(event.type().substring(PREFIX.length()))) {
      throw ProblemException.at(
          typeField,
          ProblemCode.CONTRACT,
          "must be " + PREFIX + " and one of " + new TreeSet<>(intake.types()));
    }
    String type = event.type().substring(PREFIX.length());
    JsonObject data = event.data().copy();
    boolean timed =
        event.time().isPresent() && !TIMELESS.contains(type) && !data.containsKey(OCCURRED_AT);
    if (timed) {
      data.put(OCCURRED_AT, event.time().get());
    }
    Origin sender =
        new Origin(
            origin.now(),
            origin.random(),
            event.traceparent().or(origin::traceparent),
            Optional.of(event.source()),
            event.subject(),
            origin.caller());
    try {
      return intake.take(type, data, Optional.of(event.id()), sender);
    } catch (ProblemException e) {
      Problem problem = e.problem();
      boolean ofTime = timed && problem.field().equals(Optional.of("/" + OCCURRED_AT));
      throw new ProblemException(
          new Problem(
              problem.code(),
              problem.detail(),
              ofTime ? Optional.of(timeField) : problem.field().map(each -> dataField + each)));
    }
  }
}
