package io.athanor.gateway.event;

import io.athanor.event.Action;
import io.athanor.event.ActionLog;
import io.athanor.event.Curve;
import io.athanor.event.ImageReference;
import io.athanor.event.ReadingReported;
import io.athanor.event.Scalars;
import io.athanor.gateway.problem.ProblemCode;
import io.athanor.gateway.problem.ProblemException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Readings: JSON to {@link ReadingReported}. */
public final class Readings {
  private static final List<String> PAYLOADS = List.of("scalars", "curve", "image", "actions");

  private Readings() {}

  /**
   * The event of a reading that fits the contract.
   *
   * @param key the sender's own name of the message
   * @throws ProblemException naming the field that cannot be
   */
  public static ReadingReported read(JsonObject json, Optional<String> key, Origin origin) {
    Optional<Instant> occurredAt =
        Optional.ofNullable(json.getString("occurredAt"))
            .map(text -> Values.past(text, origin.now(), "/occurredAt"));
    String source = origin.source("instrument/" + json.getString("instrumentId"));
    String experimentId = json.getString("experimentId");
    String campaignId = json.getString("campaignId");
    return ReadingReported.newBuilder()
        .setMeta(
            origin.meta(
                origin.id(source, occurredAt, key),
                source,
                occurredAt.orElse(origin.now()),
                experimentId != null ? experimentId : campaignId))
        .setSampleId(json.getString("sampleId"))
        .setCandidateId(json.getString("candidateId"))
        .setCampaignId(campaignId)
        .setExperimentId(experimentId)
        .setInstrumentId(json.getString("instrumentId"))
        .setTechnique(json.getString("technique"))
        .setPayload(payload(json, origin.now()))
        .setSimulated(json.getBoolean("simulated", false))
        .build();
  }

  private static Object payload(JsonObject json, Instant now) {
    List<String> given = PAYLOADS.stream().filter(json::containsKey).toList();
    if (given.size() != 1) {
      throw ProblemException.at(
          "",
          ProblemCode.CONTRACT,
          "must have exactly one of "
              + PAYLOADS
              + " but has "
              + (given.isEmpty() ? "none" : given));
    }
    String name = given.get(0);
    return switch (name) {
      case "scalars" -> scalars(json.getJsonObject(name));
      case "curve" -> curve(json.getJsonObject(name));
      case "image" -> image(json.getJsonObject(name));
      default -> actions(json.getJsonArray(name), now);
    };
  }

  private static Scalars scalars(JsonObject json) {
    if (json.isEmpty()) {
      throw ProblemException.at("/scalars", ProblemCode.CONTRACT, "must have at least 1 members");
    }
    return new Scalars(Values.quantities(json, "/scalars"));
  }

  private static Curve curve(JsonObject json) {
    List<Double> x = Values.finite(json.getJsonArray("x"), "/curve/x");
    List<Double> y = Values.finite(json.getJsonArray("y"), "/curve/y");
    if (x.size() != y.size()) {
      throw ProblemException.at(
          "/curve/y",
          ProblemCode.INVALID_FIELD,
          "has " + y.size() + " points where x has " + x.size());
    }
    boolean rises = x.get(1) > x.get(0);
    for (int i = 1; i < x.size(); i++) {
      double step = x.get(i) - x.get(i - 1);
      if (!(rises ? step > 0 : step < 0)) {
        throw ProblemException.at(
            "/curve/x/" + i, ProblemCode.INVALID_FIELD, "x must be strictly monotonic");
      }
    }
    return Curve.newBuilder()
        .setXName(json.getString("xName"))
        .setXUnit(Values.unit(json.getString("xUnit"), "/curve/xUnit"))
        .setX(x)
        .setYName(json.getString("yName"))
        .setYUnit(Values.unit(json.getString("yUnit"), "/curve/yUnit"))
        .setY(y)
        .setConditions(
            Values.quantities(
                json.getJsonObject("conditions", new JsonObject()), "/curve/conditions"))
        .build();
  }

  private static ImageReference image(JsonObject json) {
    return new ImageReference(
        json.getString("uri"),
        json.getString("mediaType"),
        json.getString("sha256").toLowerCase(Locale.ROOT));
  }

  private static ActionLog actions(JsonArray json, Instant now) {
    List<Action> steps = new ArrayList<>();
    for (int i = 0; i < json.size(); i++) {
      JsonObject step = json.getJsonObject(i);
      String at = "/actions/" + i;
      steps.add(
          Action.newBuilder()
              .setName(step.getString("name"))
              .setStartedAt(Values.past(step.getString("startedAt"), now, at + "/startedAt"))
              .setParameters(
                  Values.quantities(
                      step.getJsonObject("parameters", new JsonObject()), at + "/parameters"))
              .build());
    }
    return new ActionLog(steps);
  }
}
