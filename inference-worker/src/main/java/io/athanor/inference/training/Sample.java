package io.athanor.inference.training;

import io.athanor.inference.model.InputMode;
import io.athanor.inference.model.MaterialGraph;

/**
 * One labelled material.
 *
 * @param id the data set's own identifier
 * @param source whose label convention it follows; 0 is the one served
 * @param crystal its structure as a graph
 * @param composition its composition as a graph
 * @param energy formation energy, eV/atom, NaN where unlabelled
 * @param gap PBE band gap, eV, NaN where unlabelled
 */
record Sample(
    String id,
    int source,
    MaterialGraph crystal,
    MaterialGraph composition,
    double energy,
    double gap) {

  MaterialGraph graph(InputMode mode) {
    return switch (mode) {
      case CRYSTAL -> crystal;
      case COMPOSITION -> composition;
    };
  }
}
