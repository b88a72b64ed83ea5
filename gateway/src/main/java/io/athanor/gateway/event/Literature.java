package io.athanor.gateway.event;

import io.athanor.event.LiteratureEmbedded;
import io.athanor.gateway.problem.ProblemCode;
import io.athanor.gateway.problem.ProblemException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Documents as vectors: JSON to {@link LiteratureEmbedded}. */
public final class Literature {
  private Literature() {}

  /**
   * The event of a document that fits the contract.
   *
   * @param key the sender's own name of the message
   * @throws ProblemException naming the field that cannot be
   */
  public static LiteratureEmbedded read(JsonObject json, Optional<String> key, Origin origin) {
    Optional<Instant> occurredAt =
        Optional.ofNullable(json.getString("occurredAt"))
            .map(text -> Values.past(text, origin.now(), "/occurredAt"));
    String source = origin.source("literature/" + json.getString("model"));
    return LiteratureEmbedded.newBuilder()
        .setMeta(
            origin.meta(
                origin.id(source, occurredAt, key), source, occurredAt.orElse(origin.now()), null))
        .setDocumentId(json.getString("documentId"))
        .setModel(json.getString("model"))
        .setVector(vector(json.getJsonArray("vector")))
        .setMaterials(materials(json.getJsonArray("materials", new JsonArray())))
        .setConditions(
            Values.quantities(json.getJsonObject("conditions", new JsonObject()), "/conditions"))
        .build();
  }

  private static List<Float> vector(JsonArray json) {
    List<Double> given = Values.finite(json, "/vector");
    List<Float> vector = new ArrayList<>(given.size());
    for (int i = 0; i < given.size(); i++) {
      float value = given.get(i).floatValue();
      if (!Float.isFinite(value)) {
        throw ProblemException.at(
            "/vector/" + i, ProblemCode.NOT_FINITE, "is too large for a number of 32 bits");
      }
      vector.add(value);
    }
    return vector;
  }

  private static List<String> materials(JsonArray json) {
    List<String> materials = new ArrayList<>();
    for (int i = 0; i < json.size(); i++) {
      Candidates.composition(json.getString(i), "/materials/" + i);
      materials.add(json.getString(i));
    }
    return materials;
  }
}
