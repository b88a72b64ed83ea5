package io.athanor.inference.federated;

import io.athanor.inference.model.Weights;

/** What one site makes of the common weights with its own records. */
@FunctionalInterface
public interface LocalTraining {
  /**
   * The site's weights after its local epochs.
   *
   * @param site whose records
   * @param common weights to start from
   * @param round from 0
   */
  Weights train(String site, Weights common, int round);
}
