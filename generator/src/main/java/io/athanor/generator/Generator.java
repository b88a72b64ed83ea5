package io.athanor.generator;

import java.util.List;
import java.util.Map;

/** Thinks of crystals. Pure: the same brief, count and seed give the same drafts. */
public interface Generator {
  /** A short name that is the same at every start, such as {@code evolution}. */
  String name();

  /**
   * At most so many drafts, the most promising first. They need not keep to the brief's rules:
   * whoever asks checks them.
   *
   * @param count most drafts, at least 1
   * @param seed of every random choice
   */
  List<Draft> drafts(Brief brief, int count, long seed);

  /** The same with counts of what was thrown away and repaired, where the generator keeps them. */
  default Drafts make(Brief brief, int count, long seed) {
    return new Drafts(drafts(brief, count, seed), Map.of(), Map.of());
  }
}
