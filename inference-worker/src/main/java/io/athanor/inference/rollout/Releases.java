package io.athanor.inference.rollout;

import io.athanor.event.Meta;
import io.athanor.event.ModelReleased;
import io.athanor.event.RolloutStage;
import io.athanor.inference.model.Calibration;
import io.athanor.inference.model.InputMode;
import io.athanor.inference.model.Property;
import io.athanor.inference.store.StoredModel;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What the log says of a version, built from the stored model or from what was said of it last. */
public final class Releases {
  private Releases() {}

  /** A release of a stored model, complete but for meta, stage, share and reason. */
  public static ModelReleased.Builder of(StoredModel model) {
    return ModelReleased.newBuilder()
        .setModelName(model.manifest().name())
        .setVersion(model.manifest().version())
        .setDigest(model.digest())
        .setMetrics(model.manifest().metrics())
        .setCalibration(calibration(model))
        .setParentDigest(model.manifest().parentDigest().orElse(null))
        .setProperties(model.manifest().shape().properties().stream().map(Property::key).toList())
        .setEmbeddingSize(model.manifest().shape().width())
        .setCard(model.card().orElse(null));
  }

  /**
   * The next word on a version.
   *
   * @param last the word before
   * @param figures more figures, which replace those of the same name
   */
  public static ModelReleased next(
      ModelReleased last,
      Meta meta,
      RolloutStage stage,
      double share,
      String reason,
      Map<String, Double> figures) {
    Map<String, Double> metrics = new TreeMap<>(last.getMetrics());
    metrics.putAll(figures);
    return ModelReleased.newBuilder()
        .setMeta(meta)
        .setModelName(last.getModelName())
        .setVersion(last.getVersion())
        .setDigest(last.getDigest())
        .setMetrics(metrics)
        .setCalibration(last.getCalibration())
        .setParentDigest(last.getParentDigest())
        .setStage(stage)
        .setShare(share)
        .setReason(reason)
        .setProperties(last.getProperties())
        .setEmbeddingSize(last.getEmbeddingSize())
        .setCard(last.getCard())
        .build();
  }

  private static Map<String, Double> calibration(StoredModel model) {
    Map<String, Double> figures = new TreeMap<>();
    for (InputMode mode : InputMode.values()) {
      for (Property property : model.manifest().shape().properties()) {
        Calibration calibration = model.manifest().calibration().of(mode, property);
        String prefix = mode.name().toLowerCase(Locale.ROOT) + "/" + property.key() + "/";
        figures.put(prefix + "scale", calibration.scale());
        figures.put(prefix + "interval-factor", calibration.intervalFactor());
      }
    }
    return figures;
  }
}
