package io.athanor.generator;

import io.athanor.generator.structure.Fingerprint;
import io.athanor.materials.crystal.Crystal;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** A candidate that exists already, measured or not: nobody invents it again. Thread-safe. */
public final class Known {
  private final String id;
  private final Crystal crystal;
  private final Map<String, Double> values;
  // worked out once for all waves that ask
  private volatile Fingerprint fingerprint;

  /**
   * With what is known of it.
   *
   * @param id its id
   * @param crystal its structure
   * @param values what was measured, by property in its unit; empty for nothing
   */
  public Known(String id, Crystal crystal, Map<String, Double> values) {
    this.id = id;
    this.crystal = Objects.requireNonNull(crystal, "known.crystal");
    this.values = Collections.unmodifiableMap(new TreeMap<>(values));
  }

  /** Its id. */
  public String id() {
    return id;
  }

  /** Its structure. */
  public Crystal crystal() {
    return crystal;
  }

  /** What was measured, sorted by property. */
  public Map<String, Double> values() {
    return values;
  }

  /** What it agrees in with other descriptions of it. */
  public Fingerprint fingerprint() {
    Fingerprint found = fingerprint;
    if (found == null) {
      found = Fingerprint.of(crystal);
      fingerprint = found;
    }
    return found;
  }
}
