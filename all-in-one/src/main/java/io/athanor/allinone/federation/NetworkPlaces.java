package io.athanor.allinone.federation;

import io.athanor.federation.app.FederationConfig;
import io.athanor.inference.model.Property;
import io.athanor.inference.store.ModelStore;
import io.athanor.inference.trainer.TrainerConfig;
import io.athanor.inference.worker.InferenceConfig;
import io.athanor.schemas.settings.Settings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where a site's network lies and what it learns from.
 *
 * @param modelName of the versions that are averaged
 * @param store where models are looked for
 * @param made directory of the store that versions are written to, which the trainer reads
 * @param bases kinds of value to learn from, the most wanted first
 * @param base digest of the model to start from; empty: the last average, else the champion
 * @param state directory of what courses keep
 */
public record NetworkPlaces(
    String modelName,
    ModelStore store,
    Path made,
    List<String> bases,
    Optional<String> base,
    Path state) {
  /** Keeps a copy. */
  public NetworkPlaces {
    bases = List.copyOf(bases);
  }

  /**
   * From settings.
   *
   * @param properties whose labels are to be learnt
   * @throws IllegalArgumentException where no network learns one of them, or there is no place for
   *     what is made, naming the setting
   */
  public static NetworkPlaces of(
      Settings settings, FederationConfig federation, List<String> properties) {
    properties.forEach(NetworkPlaces::property);
    InferenceConfig inference = InferenceConfig.of(settings);
    Path made =
        inference
            .trained()
            .map(Path::of)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "inference.model.trained: must be given where federation.trunk.properties"
                            + " are"));
    return new NetworkPlaces(
        inference.modelName(),
        inference.store(),
        made,
        TrainerConfig.bases(settings),
        federation.modelDigest(),
        federation.state().resolve("trunk"));
  }

  /** The property of a key; another name of it would be another to other sites. */
  static Property property(String key) {
    return Property.ofKey(key)
        .filter(each -> each.key().equals(key))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "federation.trunk.properties: no network learns '" + key + "'"));
  }
}
