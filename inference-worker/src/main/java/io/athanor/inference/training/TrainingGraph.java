package io.athanor.inference.training;

import io.athanor.inference.model.GraphBatch;
import io.athanor.inference.model.Network;
import io.athanor.inference.model.NetworkSession;
import io.athanor.inference.model.NetworkShape;
import io.athanor.inference.model.Parameters;
import io.athanor.inference.model.Property;
import io.athanor.inference.model.Tensors;
import io.athanor.inference.model.Weights;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.Variable;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Loss and optimiser on top of a network: masked multi-task negative log-likelihood of every
 * ensemble member.
 *
 * <p>Residuals of formation energies have heavier tails than a Laplace distribution; its likelihood
 * |y - m| / b + log b makes the mean follow the absolute error, and b is what it expects.
 */
final class TrainingGraph {
  private final NetworkSession session;
  private final Network network;
  private final Ops tf;
  private final List<Placeholder<TFloat32>> values = new ArrayList<>();
  private final List<Placeholder<TFloat32>> positive = new ArrayList<>();
  private final List<Placeholder<TFloat32>> masks = new ArrayList<>();
  private final Operand<TFloat32> loss;
  private final Adam adam;
  private int step;

  TrainingGraph(NetworkSession session) {
    this.session = session;
    this.network = session.network();
    this.tf = network.ops();
    for (int index = 0; index < network.shape().properties().size(); index++) {
      values.add(tf.placeholder(TFloat32.class));
      positive.add(tf.placeholder(TFloat32.class));
      masks.add(tf.placeholder(TFloat32.class));
    }
    this.loss = loss();
    this.adam = new Adam(network.graph(), tf, loss, trainable());
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
    int rows = batch.graphs();
    int members = network.shape().heads();
    Session.Runner runner = network.feed(session.session().runner(), batch, tensors);
    for (int index = 0; index < values.size(); index++) {
      runner
          .feed(values.get(index), tensors.floats(targets.values(index), rows, 1))
          .feed(positive.get(index), tensors.floats(targets.positive(index), rows, 1))
          .feed(masks.get(index), tensors.floats(targets.masks(index), rows, members));
    }
    return runner;
  }

  /** Mean over the rows and members of what is labelled, so that a rare label has a small say. */
  private Operand<TFloat32> loss() {
    NetworkShape shape = network.shape();
    Operand<TFloat32> sum = null;
    for (int index = 0; index < shape.properties().size(); index++) {
      Property property = shape.properties().get(index);
      int at = shape.offset(property);
      Operand<TFloat32> terms =
          switch (property.kind()) {
            case REAL -> likelihood(values.get(index), active(at), active(at + 1));
            case HURDLE -> hurdle(index, at);
          };
      Operand<TFloat32> masked = tf.math.mul(terms, masks.get(index));
      sum = sum == null ? masked : tf.math.add(sum, masked);
    }
    return tf.math.mean(sum, tf.constant(new int[] {0, 1}));
  }

  private Operand<TFloat32> hurdle(int index, int at) {
    Operand<TFloat32> logit = flat(network.rawHeads(), at);
    Operand<TFloat32> open = positive.get(index);
    // binary cross-entropy from the logit: softplus(x) - y x
    Operand<TFloat32> entropy = tf.math.sub(tf.math.softplus(logit), tf.math.mul(logit, open));
    Operand<TFloat32> value = likelihood(values.get(index), active(at + 1), active(at + 2));
    return tf.math.add(entropy, tf.math.mul(value, open));
  }

  private Operand<TFloat32> likelihood(
      Operand<TFloat32> target, Operand<TFloat32> mean, Operand<TFloat32> logScale) {
    Operand<TFloat32> error = tf.math.abs(tf.math.sub(target, mean));
    return tf.math.add(logScale, tf.math.mul(error, tf.math.exp(tf.math.neg(logScale))));
  }

  private Operand<TFloat32> active(int column) {
    return flat(network.heads(), column);
  }

  /** [B, K, 1] column as [B, K]. */
  private Operand<TFloat32> flat(Operand<TFloat32> outputs, int column) {
    Operand<TInt32> shape = tf.constant(new int[] {-1, network.shape().heads()});
    return tf.reshape(network.column(outputs, column), shape);
  }
}
