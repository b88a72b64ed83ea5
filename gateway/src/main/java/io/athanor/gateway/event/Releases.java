package io.athanor.gateway.event;

import io.athanor.event.CoverageReported;
import io.athanor.event.DriftDetected;
import io.athanor.event.ModelReleased;
import io.athanor.event.RolloutStage;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.TreeMap;

/** Models as the door shows them: releases, how their intervals did, alarms. */
public final class Releases {
  private Releases() {}

  /** A release without its card. */
  public static JsonObject json(ModelReleased release) {
    JsonObject json =
        new JsonObject()
            .put("modelName", release.getModelName())
            .mergeIn(word(release))
            .put("properties", new JsonArray(release.getProperties()))
            .put("embeddingSize", release.getEmbeddingSize())
            .put("metrics", new JsonObject(new TreeMap<>(release.getMetrics())))
            .put("calibration", new JsonObject(new TreeMap<>(release.getCalibration())));
    Values.putIfPresent(json, "parentDigest", release.getParentDigest());
    return json.put("recordedAt", release.getMeta().getRecordedAt().toString())
        .put("hasCard", release.getCard() != null);
  }

  /** One step in the life of a version: what a timeline shows. */
  public static JsonObject step(ModelReleased release) {
    return word(release).put("at", release.getMeta().getRecordedAt().toString());
  }

  /** What a release says of a version's life. */
  private static JsonObject word(ModelReleased release) {
    JsonObject json =
        new JsonObject()
            .put("version", release.getVersion())
            .put("digest", release.getDigest())
            .put("stage", Spelling.of(release.getStage()))
            .put("reason", release.getReason());
    return release.getStage() == RolloutStage.CANARY ? json.put("share", release.getShare()) : json;
  }

  /** A report of how a subject's intervals did. */
  public static JsonObject json(CoverageReported report) {
    JsonObject json =
        new JsonObject()
            .put("subject", report.getSubject())
            .put("property", report.getProperty())
            .mergeIn(Coverages.json(report));
    Values.putIfPresent(json, "repaired", report.getRepaired());
    return json.put("at", report.getMeta().getRecordedAt().toString());
  }

  /** An alarm. */
  public static JsonObject json(DriftDetected alarm) {
    JsonObject json =
        new JsonObject()
            .put("subject", alarm.getSubject())
            .put("kind", Spelling.of(alarm.getKind()))
            .put("message", alarm.getMessage())
            .put("answers", new JsonArray(List.copyOf(alarm.getAnswers())))
            .put("detector", alarm.getDetector())
            .put("property", alarm.getProperty())
            .put("statistic", alarm.getStatistic())
            .put("threshold", alarm.getThreshold())
            .put("count", alarm.getCount());
    if (alarm.getEstimate() != null) {
      json.put("estimate", Values.json(alarm.getEstimate()));
    }
    if (alarm.getPerDay() != null) {
      json.put("perDay", Values.json(alarm.getPerDay()));
    }
    Values.putIfPresent(json, "campaignId", alarm.getCampaignId());
    return json.put("at", alarm.getMeta().getRecordedAt().toString());
  }
}
