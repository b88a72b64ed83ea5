package io.athanor.inference.training.config;

import java.util.List;
import java.util.Map;

/**
 * A running Athanor's log as a source: its fused materials, read from the beginning to where the
 * topic ends now.
 *
 * @param bootstrapServers of the broker
 * @param registry URL of the schema registry
 * @param bases which kinds of value to take: {@code experiment}, {@code simulated experiment}, or
 *     the fidelity of computations as their events name it
 * @param client further Kafka client settings, e.g. for TLS
 */
public record LogConfig(
    String bootstrapServers, String registry, List<String> bases, Map<String, String> client) {
  public LogConfig {
    Checks.text("bootstrapServers", bootstrapServers);
    Checks.text("registry", registry);
    bases = bases == null ? List.of("experiment") : Checks.some("bases", bases);
    client = client == null ? Map.of() : Map.copyOf(client);
  }

  /** Without the client's settings, which may be secrets. */
  @Override
  public String toString() {
    return "LogConfig[" + bootstrapServers + ", " + registry + ", " + bases + "]";
  }
}
