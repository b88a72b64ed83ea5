package io.athanor.generator.search;

import io.athanor.generator.Draft;
import io.athanor.generator.structure.Blueprint;
import io.athanor.materials.crystal.Crystal;
import java.util.ArrayList;
import java.util.List;

/**
 * A blueprint with its history.
 *
 * @param blueprint the structure
 * @param parents ids of materials it comes from
 * @param edits what was done to them
 */
record Individual(Blueprint blueprint, List<String> parents, List<String> edits) {
  private static final int MOST_EDITS = 12;

  Individual {
    parents = parents.stream().distinct().toList();
    edits =
        edits.size() > MOST_EDITS ? edits.subList(edits.size() - MOST_EDITS, edits.size()) : edits;
    edits = List.copyOf(edits);
  }

  Individual edited(Blueprint changed, String edit) {
    List<String> longer = new ArrayList<>(edits);
    longer.add(edit);
    return new Individual(changed, parents, longer);
  }

  /** Equal for what the search takes for the same. */
  String key() {
    return blueprint.prototype().type() + blueprint.occupants();
  }

  Draft draft(Crystal crystal, String reason) {
    return new Draft(
        crystal, parents, edits, List.of("structure type " + blueprint.prototype().name(), reason));
  }
}
