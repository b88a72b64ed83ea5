package io.athanor.gateway.mqtt;

import io.athanor.event.InstrumentState;
import io.athanor.gateway.command.InstrumentCommands;
import io.athanor.gateway.command.Intake;
import io.athanor.gateway.contract.Contract;
import io.athanor.gateway.event.Instruments;
import io.athanor.gateway.event.Origin;
import io.athanor.gateway.problem.ProblemCode;
import io.athanor.gateway.problem.ProblemException;
import io.athanor.schemas.topic.Topics;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * What a message on a topic says. {@code PREFIX/INSTRUMENT/readings} carries a reading in the JSON
 * of REST, with its sender's name for it in {@code idempotencyKey} or {@code id}; {@code
 * PREFIX/INSTRUMENT/status} carries {@code online} or {@code offline} and is what a last will
 * belongs on.
 *
 * <p>A reading without a name of its own is named by a hash of its bytes, so that a redelivered
 * packet is the same event; an instrument that measures the same value twice and means it twice
 * must say when, or name its messages.
 */
final class MqttIntake {
  /** Last level of the topic of readings. */
  static final String READINGS = "readings";

  /** Last level of the topic of an instrument's state. */
  static final String STATUS = "status";

  /** Last level of the topic on which refusals are told. */
  static final String ERRORS = "errors";

  /** What a state is to the contract. */
  static final String REGISTERS = "registerInstrument";

  /** What a reading is to the contract. */
  static final String REPORTS = "reportReading";

  private static final int LONGEST_KEY = 256;
  private static final int LONGEST_STATUS = 256;

  private final String prefix;
  private final Contract contract;
  private final Intake intake;
  private final InstrumentCommands instruments;

  MqttIntake(String prefix, Contract contract, Intake intake, InstrumentCommands instruments) {
    this.prefix = prefix;
    this.contract = contract;
    this.intake = intake;
    this.instruments = instruments;
  }

  /**
   * Takes a message; not on an event loop.
   *
   * @return completes when the log has it
   * @throws ProblemException if it cannot be taken
   */
  CompletableFuture<JsonObject> take(String topic, Buffer payload, Origin origin) {
    String instrumentId =
        instrument(topic)
            .orElseThrow(
                () ->
                    ProblemException.at(
                        "topic",
                        ProblemCode.NOT_FOUND,
                        "must be " + prefix + "/INSTRUMENT/readings or …/status"));
    return topic.endsWith("/" + READINGS)
        ? reading(instrumentId, payload, origin)
        : status(instrumentId, payload, origin);
  }

  /** Where refusals of messages on this topic are told. */
  Optional<String> errors(String topic) {
    return instrument(topic).map(each -> prefix + "/" + each + "/" + ERRORS);
  }

  Optional<String> instrument(String topic) {
    String[] levels = topic.split("/", -1);
    return levels.length == 3
            && levels[0].equals(prefix)
            && List.of(READINGS, STATUS).contains(levels[2])
            && isInstrument(levels[1])
        ? Optional.of(levels[1])
        : Optional.empty();
  }

  private boolean isInstrument(String level) {
    try {
      contract.check("InstrumentId", level);
      return true;
    } catch (ProblemException e) {
      return false;
    }
  }

  private CompletableFuture<JsonObject> reading(
      String instrumentId, Buffer payload, Origin origin) {
    JsonObject json = contract.object(payload);
    Object named = json.getValue("instrumentId", instrumentId);
    if (!instrumentId.equals(named)) {
      throw ProblemException.at(
          "/instrumentId", ProblemCode.CONTRACT, "must be that of the topic, " + instrumentId);
    }
    json.put("instrumentId", instrumentId);
    Object id = json.remove("id");
    Object key = json.remove("idempotencyKey");
    Object name = key == null ? id : key;
    if (name != null
        && !(name instanceof String text && !text.isEmpty() && text.length() <= LONGEST_KEY)) {
      throw ProblemException.at(
          key == null ? "/id" : "/idempotencyKey",
          ProblemCode.CONTRACT,
          "must be a string of 1 to " + LONGEST_KEY + " characters");
    }
    String sure = name == null ? "sha256:" + sha256(payload) : (String) name;
    return intake.take(Topics.READING_REPORTED.name(), json, Optional.of(sure), origin);
  }

  private CompletableFuture<JsonObject> status(String instrumentId, Buffer payload, Origin origin) {
    origin.caller().require(contract.operation(REGISTERS).roles());
    InstrumentState state =
        Optional.of(payload)
            .filter(each -> each.length() <= LONGEST_STATUS)
            .map(each -> each.toString(StandardCharsets.UTF_8).strip())
            .flatMap(Instruments::state)
            .orElseThrow(
                () ->
                    ProblemException.at("", ProblemCode.CONTRACT, "must be 'online' or 'offline'"));
    return instruments
        .inState(instrumentId, state, origin)
        .thenApply(event -> new JsonObject().put("id", event.getMeta().getId()));
  }

  private static String sha256(Buffer payload) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(payload.getBytes());
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
