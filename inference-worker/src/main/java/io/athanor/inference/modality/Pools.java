package io.athanor.inference.modality;

import io.athanor.inference.model.Property;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The pools of a model: by {@link Given#key()}, then property. What was not fitted is answered by
 * the network alone.
 *
 * @param byGiven as a manifest keeps them
 */
public record Pools(Map<String, Map<Property, Pool>> byGiven) {
  /** The network alone, whatever else is known. */
  public static final Pools NONE = new Pools(Map.of());

  /** Copies the maps. */
  public Pools {
    Map<String, Map<Property, Pool>> copy = new LinkedHashMap<>();
    byGiven.forEach(
        (given, pools) -> {
          Map<Property, Pool> inner = new EnumMap<>(Property.class);
          inner.putAll(pools);
          copy.put(given, Collections.unmodifiableMap(inner));
        });
    byGiven = Collections.unmodifiableMap(copy);
  }

  /** The pool of a subset and property. */
  public Pool of(Given given, Property property) {
    return byGiven.getOrDefault(given.key(), Map.of()).getOrDefault(property, Pool.NETWORK);
  }

  /** Whether some expert beside the network has a say on what is given. */
  public boolean isFused(Given given) {
    return byGiven.getOrDefault(given.key(), Map.of()).values().stream()
        .anyMatch(pool -> !pool.keepsNetwork());
  }

  /** Whether nobody but the network ever has a say. */
  public boolean keepNetwork() {
    return byGiven.values().stream()
        .allMatch(pools -> pools.values().stream().allMatch(Pool::keepsNetwork));
  }
}
