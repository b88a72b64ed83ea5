package io.athanor.allinone.engine;

import io.athanor.gateway.GatewayConfig;
import io.athanor.schemas.settings.Settings;
import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * What an engine is made of.
 *
 * @param parts what runs in this process
 * @param directory where the embedded parts and state stores live, unless a setting says otherwise
 * @param settings of every part, checked against {@link EngineSettings#all()}
 */
public record EngineConfig(Set<Part> parts, Path directory, Settings settings) {
  /** Checks the fields. */
  public EngineConfig {
    Objects.requireNonNull(settings, "settings");
    directory = directory.toAbsolutePath().normalize();
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("parts is empty");
    }
    parts = Collections.unmodifiableSet(EnumSet.copyOf(parts));
  }

  /** Everything in one process, under the settings given. */
  public static EngineConfig everything(Path directory, Settings settings) {
    return new EngineConfig(EnumSet.allOf(Part.class), directory, settings);
  }

  /** Everything in one process, on free ports, otherwise by the settings given by name. */
  public static EngineConfig onFreePorts(Path directory, Map<String, String> values) {
    Map<String, String> all = new TreeMap<>(values);
    all.putIfAbsent(EngineSettings.KAFKA_PORT.name(), "0");
    all.putIfAbsent(EngineSettings.REGISTRY_PORT.name(), "0");
    all.putIfAbsent(EngineSettings.MANAGEMENT_PORT.name(), "0");
    all.putIfAbsent(GatewayConfig.PORT.name(), "0");
    return everything(directory, Settings.of(all, EngineSettings.all()));
  }
}
