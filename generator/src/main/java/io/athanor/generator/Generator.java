package io.athanor.generator;

import java.util.List;

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
}
