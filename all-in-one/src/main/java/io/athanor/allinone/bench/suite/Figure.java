package io.athanor.allinone.bench.suite;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * One figure of the suite.
 *
 * @param id its name for programs, e.g. {@code discovery.autoam.af80}
 * @param label its name for people
 * @param unit UCUM code; {@code 1} for what has none
 * @param better which way is better
 * @param tolerance how far it may fall behind the baseline, in its unit; negative where it is not
 *     compared, as it depends on the machine
 * @param value what was measured
 * @param foils other ways on the same data, by name
 */
record Figure(
    String id,
    String label,
    String unit,
    Better better,
    double tolerance,
    Value value,
    Map<String, Value> foils) {

  /** The tolerance of what is not compared. */
  static final double NEVER = -1;

  /** Which way is better. */
  enum Better {
    /** More is better. */
    HIGHER,
    /** Less is better. */
    LOWER,
    /** Neither: it is to be near the baseline. */
    SAME
  }

  Figure {
    if (!id.matches("[a-z0-9_.-]+")) {
      throw new IllegalArgumentException("figure.id '" + id + "' is no name for programs");
    }
    foils = Collections.unmodifiableMap(new LinkedHashMap<>(foils));
  }

  boolean isCompared() {
    return tolerance >= 0;
  }

  Map<String, Object> document() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("id", id);
    map.put("label", label);
    map.put("unit", unit);
    map.put("better", better.name().toLowerCase(Locale.ROOT));
    map.putAll(value.document());
    Map<String, Object> others = new LinkedHashMap<>();
    foils.forEach((name, each) -> others.put(name, each.document()));
    map.put("foils", others);
    return map;
  }
}
