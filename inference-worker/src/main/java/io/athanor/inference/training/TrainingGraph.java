package io.athanor.inference.training;

import io.athanor.inference.model.Adam;
import io.athanor.inference.model.GraphBatch;
import io.athanor.inference.model.Network;
import io.athanor.inference.model.NetworkSession;
import io.athanor.inference.model.Parameters;
import io.athanor.inference.model.Tensors;
import io.athanor.inference.model.Weights;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.op.core.Variable;
import org.tensorflow.types.TFloat32;

/** Supervised loss and optimiser on top of a network. */
final class TrainingGraph {
  private final NetworkSession session;
  private final Network network;
  private final SupervisedLoss supervised;
  private final Operand<TFloat32> loss;
  private final Adam adam;
  private int step;

  TrainingGraph(NetworkSession session) {
    this.session = session;
    this.network = session.network();
    this.supervised = new SupervisedLoss(network.ops(), network.shape(), network.heads());
    this.loss = supervised.operand();
    this.adam = new Adam(network.graph(), network.ops(), loss, trainable(), Adam.SECOND);
    adam.reset(session.session());
  }

  /** Steps taken so far. */
  int steps() {
    return step;
  }

  /** The optimiser's moments. */
  Weights state() {
    return adam.state(session.session());
  }

  /** Goes on from a stored state. */
  void restore(Weights state, int steps) {
    adam.assign(session.session(), state);
    step = steps;
  }

  /** One optimiser step; returns the loss before it. */
  float step(GraphBatch batch, Targets targets, double learningRate, double weightDecay) {
    step++;
    try (Tensors tensors = new Tensors()) {
      Session.Runner runner = feed(batch, targets, tensors);
      adam.step(runner, tensors, step, learningRate, weightDecay);
      try (Result result = runner.fetch(loss).run()) {
        return Tensors.read(result.get(0))[0];
      }
    }
  }

  /** The loss without a step. */
  float evaluate(GraphBatch batch, Targets targets) {
    try (Tensors tensors = new Tensors();
        Result result = feed(batch, targets, tensors).fetch(loss).run()) {
      return Tensors.read(result.get(0))[0];
    }
  }

  /** The gradient of one trainable tensor, in the order of the network's trainable variables. */
  float[] gradient(int index, GraphBatch batch, Targets targets) {
    try (Tensors tensors = new Tensors();
        Result result = feed(batch, targets, tensors).fetch(adam.gradients().get(index)).run()) {
      return Tensors.read(result.get(0));
    }
  }

  private Map<String, Variable<TFloat32>> trainable() {
    Map<String, Variable<TFloat32>> trainable = new LinkedHashMap<>(network.variables());
    trainable.keySet().removeAll(Parameters.FROZEN);
    return trainable;
  }

  private Session.Runner feed(GraphBatch batch, Targets targets, Tensors tensors) {
    return supervised.feed(
        network.feed(session.session().runner(), batch, tensors), targets, tensors);
  }
}
