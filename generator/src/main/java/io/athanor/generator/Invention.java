package io.athanor.generator;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What came of a brief.
 *
 * @param candidates in the order in which they should be tried
 * @param shares what each generator came to, by name
 * @param rejected how many were thrown away, by reason
 * @param repaired how many were made to fit, by the reason that they did not
 */
public record Invention(
    List<Invented> candidates,
    Map<String, Share> shares,
    Map<String, Integer> rejected,
    Map<String, Integer> repaired) {
  /**
   * One generator.
   *
   * @param proposed drafts that it handed out
   * @param accepted how many of them are among the candidates
   */
  public record Share(int proposed, int accepted) {}

  /** Sorts the maps. */
  public Invention {
    candidates = List.copyOf(candidates);
    shares = Collections.unmodifiableMap(new TreeMap<>(shares));
    rejected = Collections.unmodifiableMap(new TreeMap<>(rejected));
    repaired = Collections.unmodifiableMap(new TreeMap<>(repaired));
  }
}
