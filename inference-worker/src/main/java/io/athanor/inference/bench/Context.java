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

  /** The model's network for one other property. */
  NetworkShape shape(Property property) {
    return model.manifest().shape().withProperties(List.of(property));
  }

  /** A recipe for small sets. */
  Recipe recipe(int epochs, double rate, long seed) {
    return new Recipe(
        Math.max(1, (int) Math.round(epochs * effort)), 600, rate, 0.1, 0.99, 0, 0, seed);
  }
}
