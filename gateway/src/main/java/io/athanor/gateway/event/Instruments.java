package io.athanor.gateway.event;

import io.athanor.event.InstrumentRegistered;
import io.athanor.event.InstrumentState;
import io.athanor.event.Interval;
import io.athanor.gateway.problem.ProblemCode;
import io.athanor.gateway.problem.ProblemException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** Instruments: JSON to {@link InstrumentRegistered}, and back; and whether they can be reached. */
public final class Instruments {
  private static final String PREFIX = "instrument/";

  private Instruments() {}

  /**
   * The event of a registration that fits the contract. Where it names no state, what is known of
   * it stays.
   *
   * @param known what was registered before
   * @throws ProblemException naming the field that cannot be
   */
  public static InstrumentRegistered read(
      String instrumentId,
      JsonObject json,
      Optional<InstrumentRegistered> known,
      Optional<String> key,
      Origin origin) {
    String source = origin.source(PREFIX + instrumentId);
    List<String> techniques = new ArrayList<>();
    json.getJsonArray("techniques").forEach(each -> techniques.add((String) each));
    String calibratedAt = json.getString("calibratedAt");
    Number credits = json.getNumber("credits");
    Optional<InstrumentState> state =
        Optional.ofNullable(json.getString("state"))
            .map(each -> Spelling.read(InstrumentState.class, each));
    Optional<InstrumentState> knownState = known.map(InstrumentRegistered::getState);
    boolean changes = state.isPresent() && !state.equals(knownState);
    return InstrumentRegistered.newBuilder()
        .setMeta(origin.meta(origin.id(source, Optional.empty(), key), source, origin.now(), null))
        .setInstrumentId(instrumentId)
        .setName(json.getString("name"))
        .setTechniques(techniques)
        .setCapacity(Values.integer(json.getNumber("capacity", 1)))
        .setEnvelope(envelope(json.getJsonObject("envelope", new JsonObject())))
        .setCalibratedAt(
            calibratedAt == null ? null : Values.past(calibratedAt, origin.now(), "/calibratedAt"))
        .setSimulated(json.getBoolean("simulated", false))
        .setState(state.or(() -> knownState).orElse(null))
        .setStateAt(
            changes ? origin.now() : known.map(InstrumentRegistered::getStateAt).orElse(null))
        .setCredits(credits == null ? null : (Integer) Values.integer(credits))
        .build();
  }

  /**
   * The event of an instrument that comes or goes. One that nobody registered is registered under
   * its id, without techniques.
   */
  public static InstrumentRegistered inState(
      String instrumentId,
      InstrumentState state,
      Optional<InstrumentRegistered> known,
      Origin origin) {
    String source = origin.source(PREFIX + instrumentId);
    InstrumentRegistered.Builder event =
        InstrumentRegistered.newBuilder()
            .setInstrumentId(instrumentId)
            .setName(instrumentId)
            .setTechniques(List.of())
            .setEnvelope(Map.of());
    known.ifPresent(
        each ->
            event
                .setName(each.getName())
                .setTechniques(each.getTechniques())
                .setCapacity(each.getCapacity())
                .setEnvelope(each.getEnvelope())
                .setCalibratedAt(each.getCalibratedAt())
                .setSimulated(each.getSimulated())
                .setCredits(each.getCredits()));
    return event
        .setMeta(
            origin.meta(
                origin.id(source, Optional.empty(), Optional.empty()), source, origin.now(), null))
        .setState(state)
        .setStateAt(origin.now())
        .build();
  }

  /** Whether both say the same, whoever says it when. */
  public static boolean saySame(InstrumentRegistered one, InstrumentRegistered other) {
    return json(one).equals(json(other));
  }

  /** As the door shows it: a registration with every default filled in. */
  public static JsonObject json(InstrumentRegistered instrument) {
    JsonObject envelope = new JsonObject();
    new TreeMap<>(instrument.getEnvelope())
        .forEach(
            (name, interval) ->
                envelope.put(
                    name,
                    new JsonObject()
                        .put("low", Values.json(interval.getLow()))
                        .put("high", Values.json(interval.getHigh()))));
    JsonObject json =
        new JsonObject()
            .put("instrumentId", instrument.getInstrumentId())
            .put("name", instrument.getName())
            .put("techniques", new JsonArray(instrument.getTechniques()))
            .put("capacity", instrument.getCapacity())
            .put("envelope", envelope);
    Values.putIfPresent(json, "calibratedAt", instrument.getCalibratedAt());
    json.put("simulated", instrument.getSimulated())
        .put(
            "state",
            Spelling.of(
                Objects.requireNonNullElse(instrument.getState(), InstrumentState.UNKNOWN)));
    Values.putIfPresent(json, "stateAt", instrument.getStateAt());
    Values.putIfPresent(json, "credits", instrument.getCredits());
    return json;
  }

  private static Map<String, Interval> envelope(JsonObject json) {
    Map<String, Interval> envelope = new TreeMap<>();
    for (String name : json.fieldNames()) {
      String at = "/envelope/" + name.replace("~", "~0").replace("/", "~1");
      JsonObject each = json.getJsonObject(name);
      Interval interval =
          new Interval(
              Values.quantity(each.getJsonObject("low"), at + "/low"),
              Values.quantity(each.getJsonObject("high"), at + "/high"));
      if (!interval.getLow().getUnit().equals(interval.getHigh().getUnit())) {
        throw ProblemException.at(
            at + "/high/unit", ProblemCode.INVALID_FIELD, "must be the unit of low");
      }
      if (interval.getLow().getValue() > interval.getHigh().getValue()) {
        throw ProblemException.at(
            at + "/high/value", ProblemCode.INVALID_FIELD, "must not be below low");
      }
      envelope.put(name, interval);
    }
    return envelope;
  }

  /** The spelled state of a message, where it is one. */
  public static Optional<InstrumentState> state(String text) {
    return switch (text) {
      case "online" -> Optional.of(InstrumentState.ONLINE);
      case "offline" -> Optional.of(InstrumentState.OFFLINE);
      default -> Optional.empty();
    };
  }
}
