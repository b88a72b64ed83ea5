package io.athanor.inference.bench;

import io.athanor.inference.model.NetworkShape;
import io.athanor.inference.model.Property;
import io.athanor.inference.store.StoredModel;
import io.athanor.inference.training.Recipe;
import java.util.List;
import java.util.function.Consumer;

/**
 * What a benchmark works with.
 *
 * @param data the data sets
 * @param model the model that is judged, and whose trunk is fine-tuned
 * @param seed of everything random
 * @param effort 1 for the figures to report; less trains for a shorter time, for tests
 * @param figures hears of each figure as soon as it is known
 */
record Context(
    BenchData data, StoredModel model, long seed, double effort, Consumer<Figure> figures) {

  private static final int SMALL = 2_500;

  /** The model's network for one other property. */
  NetworkShape shape(Property property) {
    return model.manifest().shape().withProperties(List.of(property));
  }

  /** A recipe for crystals alone, with batches that suit the number of rows. */
  Recipe recipe(int rows, int epochs, double rate, long seed) {
    int edgesPerBatch = rows < SMALL ? 400 : 1_200;
    double averaging = rows < SMALL ? 0.99 : 0.999;
    return new Recipe(
        Math.max(1, (int) Math.round(epochs * effort)),
        edgesPerBatch,
        rate,
        0.1,
        averaging,
        0,
        0,
        seed);
  }
}
