package io.athanor.gateway.event;

import io.athanor.event.Invention;
import io.athanor.event.InventionAnswered;
import io.athanor.event.InventionRequested;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.TreeMap;

/** Inventions as the door shows them: waves, and where a candidate comes from. */
public final class Inventions {
  private static final String REQUESTED = "requested";
  private static final String ANSWERED = "answered";

  private Inventions() {}

  /** A wave is wanted, and why. */
  public static JsonObject news(InventionRequested wave) {
    JsonObject json =
        new JsonObject()
            .put("event", REQUESTED)
            .put("wave", wave.getWave())
            .put("count", wave.getCount())
            .put("firstIndex", wave.getFirstIndex())
            .put("observed", wave.getObserved().size())
            .put("expectedImprovement", wave.getExpectedImprovement())
            .put("firstExpectedImprovement", wave.getFirstExpectedImprovement());
    Values.putIfPresent(json, "modelDigest", wave.getModelDigest());
    return json.put("at", wave.getMeta().getRecordedAt().toString());
  }

  /** What a wave brought. */
  public static JsonObject news(InventionAnswered wave) {
    JsonArray candidates = new JsonArray();
    wave.getCandidates()
        .forEach(
            each ->
                candidates.add(
                    new JsonObject()
                        .put("candidateId", each.getCandidateId())
                        .put("index", each.getIndex())));
    JsonArray generators = new JsonArray();
    wave.getGenerators()
        .forEach(
            each ->
                generators.add(
                    new JsonObject()
                        .put("name", each.getName())
                        .put("proposed", each.getProposed())
                        .put("accepted", each.getAccepted())
                        .put("share", each.getShare())
                        .put("reward", each.getReward())));
    JsonObject json =
        new JsonObject()
            .put("event", ANSWERED)
            .put("wave", wave.getWave())
            .put("firstIndex", wave.getFirstIndex())
            .put("candidates", candidates)
            .put("generators", generators)
            .put("rejected", new JsonObject(new TreeMap<>(wave.getRejected())));
    Values.putIfPresent(json, "problem", wave.getProblem());
    Values.putIfPresent(json, "modelDigest", wave.getModelDigest());
    return json.put("at", wave.getMeta().getRecordedAt().toString());
  }

  /** Who made a candidate, from what and why. */
  public static JsonObject json(Invention invention) {
    return new JsonObject()
        .put("generator", invention.getGenerator())
        .put("wave", invention.getWave())
        .put("parents", new JsonArray(List.copyOf(invention.getParents())))
        .put("edits", new JsonArray(List.copyOf(invention.getEdits())))
        .put("reasons", new JsonArray(List.copyOf(invention.getReasons())))
        .put("scores", new JsonObject(new TreeMap<>(invention.getScores())));
  }
}
