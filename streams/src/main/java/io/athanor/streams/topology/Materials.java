package io.athanor.streams.topology;

import static io.athanor.schemas.topic.Topics.MATERIAL_UPDATED;

import io.athanor.streams.fuse.Deviations;
import io.athanor.streams.fuse.Offsets;
import java.util.Optional;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/** The stores where materials are fused. */
final class Materials {
  /** Records of materials by candidate. */
  static final String STORE = "materials";

  /** What readings of reference samples said, by instrument and property; the same everywhere. */
  static final String CALIBRATIONS = "calibrations";

  private Materials() {}

  static void add(Edges edges) {
    edges
        .builder()
        .addStateStore(
            Stores.keyValueStoreBuilder(
                Stores.persistentKeyValueStore(STORE),
                Serdes.String(),
                edges.codecs().serde(MATERIAL_UPDATED)))
        // asked for with every observation, and small
        .addStateStore(
            Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore(CALIBRATIONS), Serdes.String(), Serdes.ByteArray()));
  }

  /** A store of bytes by text. */
  static void store(Edges edges, String name) {
    edges
        .builder()
        .addStateStore(
            Stores.keyValueStoreBuilder(
                Stores.persistentKeyValueStore(name), Serdes.String(), Serdes.ByteArray()));
  }

  static Offsets offsets(KeyValueStore<String, byte[]> calibrations) {
    return (instrument, property) -> {
      byte[] deviations = calibrations.get(key(instrument, property));
      return deviations == null ? Optional.empty() : Deviations.ofBytes(deviations).calibration();
    };
  }

  static String key(String instrument, String property) {
    return instrument.length() + " " + instrument + " " + property;
  }
}
