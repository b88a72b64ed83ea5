package io.athanor.generator.structure;

import java.util.Objects;

/**
 * One material of a corpus.
 *
 * @param id its id
 * @param blueprint its structure, with the orbits that were found in it
 */
public record Entry(String id, Blueprint blueprint) {
  /** Checks both. */
  public Entry {
    Objects.requireNonNull(id, "entry.id");
    Objects.requireNonNull(blueprint, "entry.blueprint");
  }
}
