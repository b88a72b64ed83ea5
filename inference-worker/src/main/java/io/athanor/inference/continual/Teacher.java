package io.athanor.inference.continual;

import io.athanor.inference.model.DeviceOptions;
import io.athanor.inference.model.GraphBatch;
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
   * @param batch their graphs as they are shown to both
   * @param younger the network that is trained
   * @param weight of each answer
   */
  Answers answers(List<Sample> rows, GraphBatch batch, NetworkShape younger, double weight) {
    NetworkShape own = session.network().shape();
    return Answers.of(rows, younger, own, session.forward(batch).heads(), weight);
  }

  @Override
  public void close() {
    session.close();
  }
}
