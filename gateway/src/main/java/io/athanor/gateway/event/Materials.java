package io.athanor.gateway.event;

import io.athanor.event.MaterialUpdated;
import io.athanor.event.PredictionMade;
import io.athanor.event.PropertySummary;
import io.athanor.event.SourceSummary;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.TreeMap;
import java.util.function.Function;

/** Fused records and predictions as the door shows them. */
public final class Materials {
  private Materials() {}

  /** What is known of each property in short: the mean and its unit. */
  public static JsonArray summaries(MaterialUpdated material) {
    JsonArray properties = new JsonArray();
    new TreeMap<>(material.getProperties())
        .forEach(
            (name, each) ->
                properties.add(
                    new JsonObject()
                        .put("property", each.getProperty().isEmpty() ? name : each.getProperty())
                        .put("mean", Values.json(each.getMean()))
                        .put("basis", each.getBasis())
                        .put("contradictory", each.getContradictory())));
    return properties;
  }

  /**
   * What is known of each property, and who said it.
   *
   * @param event where the event with an id lies; null where that is not known
   */
  public static JsonArray properties(MaterialUpdated material, Function<String, JsonObject> event) {
    JsonArray properties = new JsonArray();
    new TreeMap<>(material.getProperties())
        .forEach((name, each) -> properties.add(property(name, each, event)));
    return properties;
  }

  private static JsonObject property(
      String name, PropertySummary summary, Function<String, JsonObject> event) {
    JsonArray sources = new JsonArray();
    summary.getSources().forEach(each -> sources.add(source(each, event)));
    JsonArray biases = new JsonArray();
    summary
        .getBiases()
        .forEach(
            each ->
                biases.add(
                    new JsonObject()
                        .put("fidelity", each.getFidelity())
                        .put("method", each.getMethod())
                        .put("difference", Values.json(each.getDifference()))));
    JsonObject json =
        new JsonObject()
            .put("property", summary.getProperty().isEmpty() ? name : summary.getProperty())
            .put("mean", Values.json(summary.getMean()))
            .put("basis", summary.getBasis())
            .put("latest", Values.json(summary.getLatest()))
            .put("occurredAt", summary.getOccurredAt().toString())
            .put("method", summary.getMethod())
            .put("technique", summary.getTechnique())
            .put("contradictory", summary.getContradictory());
    Values.putIfPresent(json, "birgeRatio", summary.getBirgeRatio());
    return json.put("sources", sources).put("biases", biases);
  }

  private static JsonObject source(SourceSummary source, Function<String, JsonObject> event) {
    JsonObject json =
        new JsonObject()
            .put("fidelity", source.getFidelity())
            .put("technique", source.getTechnique())
            .put("method", source.getMethod())
            .put("instrumentId", source.getInstrumentId())
            .put("simulated", source.getSimulated())
            .put("converged", source.getConverged())
            .put("mean", Values.json(source.getMean()));
    if (source.getOffset() != null) {
      json.put("offset", Values.json(source.getOffset()));
    }
    json.put("latest", Values.json(source.getLatest()))
        .put("occurredAt", source.getOccurredAt().toString())
        .put("count", source.getCount())
        .put("latestId", source.getLatestId());
    JsonObject place = event.apply(source.getLatestId());
    return place == null ? json : json.put("event", place);
  }

  /** What a model says. */
  public static JsonObject prediction(PredictionMade prediction) {
    JsonArray properties = new JsonArray();
    prediction
        .getPredictions()
        .forEach(
            each ->
                properties.add(
                    new JsonObject()
                        .put("property", each.getProperty())
                        .put("unit", each.getUnit())
                        .put("mean", each.getMean())
                        .put("epistemic", each.getEpistemic())
                        .put("aleatoric", each.getAleatoric())
                        .put("lower", each.getLower())
                        .put("upper", each.getUpper())
                        .put("coverage", each.getCoverage())));
    return new JsonObject()
        .put("modelName", prediction.getModelName())
        .put("modelDigest", prediction.getModelDigest())
        .put("outOfDomain", prediction.getOutOfDomain())
        .put("recordedAt", prediction.getMeta().getRecordedAt().toString())
        .put("properties", properties);
  }
}
