package io.athanor.generator;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a generator made, and what it threw away itself.
 *
 * @param drafts the most promising first
 * @param rejected how many were thrown away, by reason
 * @param repaired how many were made to fit, by the reason that they did not
 */
public record Drafts(
    List<Draft> drafts, Map<String, Integer> rejected, Map<String, Integer> repaired) {
  /** Sorts the counts by reason. */
  public Drafts {
    drafts = List.copyOf(drafts);
    rejected = Collections.unmodifiableMap(new TreeMap<>(rejected));
    repaired = Collections.unmodifiableMap(new TreeMap<>(repaired));
  }
}
