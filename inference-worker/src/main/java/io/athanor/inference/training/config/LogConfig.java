package io.athanor.inference.training.config;

import java.util.List;
import java.util.Map;

/**
 * A running Athanor's log as a source: its fused materials, read from the beginning to where the
 * topic ends now.
 *
 * @param bootstrapServers of the broker
 * @param registry URL of the schema registry
 * @param bases which kinds of value to take, the first that a material has: {@code experiment},
 *     {@code simulated experiment}, or the fidelity of computations ({@code high}, {@code medium},
 *     {@code low}, or as their events name it); {@code experiment} alone where absent
 * @param client further settings of the Kafka client, e.g. for TLS
 * @param registryClient further settings of the registry's client, e.g. its credentials
 */
public record LogConfig(
    String bootstrapServers,
    String registry,
    List<String> bases,
    Map<String, String> client,
    Map<String, String> registryClient) {
  public LogConfig {
    Checks.text("bootstrapServers", bootstrapServers);
    Checks.text("registry", registry);
    bases = bases == null ? List.of("experiment") : Checks.some("bases", bases);
    client = client == null ? Map.of() : Map.copyOf(client);
    registryClient = registryClient == null ? Map.of() : Map.copyOf(registryClient);
  }

  /** Without the clients' settings, which may be secrets. */
  @Override
  public String toString() {
    return "LogConfig[" + bootstrapServers + ", " + registry + ", " + bases + "]";
  }
}
