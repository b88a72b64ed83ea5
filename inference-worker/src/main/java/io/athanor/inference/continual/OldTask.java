package io.athanor.inference.continual;

import io.athanor.inference.model.NetworkShape;
import io.athanor.inference.model.Property;
import io.athanor.inference.store.StoredModel;
import io.athanor.inference.training.Sample;
import java.util.List;

/**
 * What a network was trained for, without the data that it was trained on: the model that knows it,
 * and structures to ask that model about.
 *
 * @param model that answers
 * @param questions that it is asked
 */
public record OldTask(StoredModel model, Questions questions) {
  /** Structures to ask about, others for each refresh: a few asked again and again are learnt. */
  @FunctionalInterface
  public interface Questions {
    /**
     * Structures without labels: where there is one, the model is not asked.
     *
     * @param count how many are wanted; fewer are asked about repeatedly
     * @param seed the same seed, the same structures
     */
    List<Sample> drawn(int count, long seed);
  }

  /** The task of a model whose data are not at hand: it is asked about made-up structures. */
  public static OldTask of(StoredModel model) {
    NetworkShape shape = model.manifest().shape();
    return new OldTask(model, (count, seed) -> PseudoStructures.of(shape, count, seed));
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
