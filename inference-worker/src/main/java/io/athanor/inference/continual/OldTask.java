package io.athanor.inference.continual;

import io.athanor.inference.model.NetworkShape;
import io.athanor.inference.model.Property;
import io.athanor.inference.store.StoredModel;
import io.athanor.inference.training.Sample;
import java.util.List;

/**
 * What a network was trained for, without the data that it was trained on: the model that knows it,
 * and structures to ask that model about. Labels of the structures are left aside.
 *
 * @param model that answers
 * @param structures that it is asked about; none for no memory of the old task
 */
public record OldTask(StoredModel model, List<Sample> structures) {
  private static final int STRUCTURES = 1_000;
  private static final long SEED = 1;

  public OldTask {
    structures = List.copyOf(structures);
  }

  /** The task of a model whose data are not at hand: it is asked about made-up structures. */
  public static OldTask of(StoredModel model) {
    return new OldTask(model, PseudoStructures.of(model.manifest().shape(), STRUCTURES, SEED));
  }

  /**
   * Who answers for what a champion is to keep: the model, where the champion came of it by
   * refreshes, and the champion itself where it is of another line.
   */
  StoredModel teacher(StoredModel champion) {
    return isAncestor(champion) ? model : champion;
  }

  private boolean isAncestor(StoredModel champion) {
    NetworkShape own = model.manifest().shape();
    NetworkShape other = champion.manifest().shape();
    List<Property> known = own.properties();
    return champion.manifest().name().equals(model.manifest().name())
        && RefreshedVersion.of(model.manifest().version())
            .leadsTo(RefreshedVersion.of(champion.manifest().version()))
        && other.properties().size() >= known.size()
        && other.properties().subList(0, known.size()).equals(known)
        && other.withProperties(known).equals(own);
  }
}
