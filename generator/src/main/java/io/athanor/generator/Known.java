package io.athanor.generator;

import io.athanor.materials.crystal.Crystal;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * A candidate that exists already, measured or not: nobody invents it again.
 *
 * @param id its id
 * @param crystal its structure
 * @param values what was measured, by property in its unit; empty for nothing
 */
public record Known(String id, Crystal crystal, Map<String, Double> values) {
  /** Sorts the values by name. */
  public Known {
    Objects.requireNonNull(crystal, "known.crystal");
    values = Collections.unmodifiableMap(new TreeMap<>(values));
  }
}
