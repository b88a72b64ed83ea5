package io.athanor.generator;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a surrogate says of a crystal.
 *
 * @param properties by name, in its unit; empty where refused
 * @param embedding latent vector (dimensionless), may be empty
 * @param outOfDomain distance from what the surrogate knows, 1 at the edge (dimensionless)
 * @param refused why it has no answer; empty where it has
 */
public record Assessment(
    Map<String, Estimate> properties,
    List<Double> embedding,
    double outOfDomain,
    Optional<String> refused) {
  /** Sorts the properties by name. */
  public Assessment {
    properties = Collections.unmodifiableMap(new TreeMap<>(properties));
    embedding = List.copyOf(embedding);
    if (!(outOfDomain >= 0)) {
      throw new IllegalArgumentException(
          "assessment.outOfDomain must not be negative but is " + outOfDomain);
    }
  }

  /** An answer. */
  public static Assessment of(
      Map<String, Estimate> properties, List<Double> embedding, double outOfDomain) {
    return new Assessment(properties, embedding, outOfDomain, Optional.empty());
  }

  /** No answer. */
  public static Assessment refused(String reason) {
    return new Assessment(Map.of(), List.of(), Double.POSITIVE_INFINITY, Optional.of(reason));
  }
}
