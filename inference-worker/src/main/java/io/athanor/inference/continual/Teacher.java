package io.athanor.inference.continual;

import io.athanor.inference.model.DeviceOptions;
import io.athanor.inference.model.GraphBatch;
import io.athanor.inference.model.MaterialGraph;
import io.athanor.inference.model.Network;
import io.athanor.inference.model.NetworkSession;
import io.athanor.inference.model.NetworkShape;
import io.athanor.inference.store.StoredModel;
import io.athanor.inference.training.Sample;
import java.util.List;

/** An older network, open, that says what a younger one is to keep. */
final class Teacher implements AutoCloseable {
  private final NetworkSession session;

  Teacher(StoredModel model, DeviceOptions device) {
    this.session = new NetworkSession(new Network(model.manifest().shape()), device);
    session.assign(model.weights());
  }

  /**
   * Its answers to a batch.
   *
   * @param rows whose labels free the younger network
   * @param inputs their graphs as they are shown
   * @param younger the network that is trained
   * @param weight of each answer
   */
  Answers answers(
      List<Sample> rows, List<MaterialGraph> inputs, NetworkShape younger, double weight) {
    NetworkShape own = session.network().shape();
    int[] sources = rows.stream().mapToInt(Sample::source).toArray();
    float[] outputs = session.forward(GraphBatch.of(own, inputs, sources)).heads();
    return Answers.of(rows, younger, own, outputs, weight);
  }

  @Override
  public void close() {
    session.close();
  }
}
