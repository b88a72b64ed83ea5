package io.athanor.inference.worker;

import io.athanor.inference.serving.OpenModel;
import java.time.InstantSource;

/**
 * One open model and everything that speaks in its name: what is scored by it is signed by it.
 *
 * @param model owned
 * @param scorer with its conventions
 * @param events with its digest
 */
record Serving(OpenModel model, Scorer scorer, EventWriter events) implements AutoCloseable {

  static Serving of(OpenModel model, InstantSource clock) {
    return new Serving(
        model,
        new Scorer(new RequestedMaterials(model.knownAdmission()), model.fusedScorer()),
        new EventWriter(clock, model.stored()));
  }

  String digest() {
    return model.stored().digest();
  }

  @Override
  public void close() {
    model.close();
  }
}
