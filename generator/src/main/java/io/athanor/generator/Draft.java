package io.athanor.generator;

import io.athanor.materials.crystal.Crystal;
import java.util.List;
import java.util.Objects;

/**
 * A crystal that somebody thought of.
 *
 * @param crystal the structure
 * @param parents ids of the materials it comes from, may be empty
 * @param edits what was done to them, in order, such as {@code Ti -> Zr}
 * @param reasons why, for people
 */
public record Draft(
    Crystal crystal, List<String> parents, List<String> edits, List<String> reasons) {
  /** Copies the lists. */
  public Draft {
    Objects.requireNonNull(crystal, "draft.crystal");
    parents = List.copyOf(parents);
    edits = List.copyOf(edits);
    reasons = List.copyOf(reasons);
  }
}
