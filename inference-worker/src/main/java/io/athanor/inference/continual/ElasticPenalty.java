package io.athanor.inference.continual;

import io.athanor.inference.model.Tensors;
import io.athanor.inference.model.Weights;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.Variable;
import org.tensorflow.types.TFloat32;

/**
 * Elastic weight consolidation (Kirkpatrick et al., PNAS 114, 3521, 2017) as operations of a graph:
 *
 * <pre>
 * lambda / 2 sum_i F_i (theta_i - theta*_i)^2
 * </pre>
 *
 * <p>F and theta* are variables, set once a refresh; lambda is fed.
 */
final class ElasticPenalty {
  private final Placeholder<TFloat32> lambda;
  private final Map<String, Placeholder<TFloat32>> stiffness = new LinkedHashMap<>();
  private final Map<String, Placeholder<TFloat32>> anchors = new LinkedHashMap<>();
  private final List<Op> assigns = new ArrayList<>();
  private final Operand<TFloat32> penalty;

  /** Adds the penalty on these variables to their graph; {@link #assign} before it is run. */
  ElasticPenalty(Ops tf, Map<String, Variable<TFloat32>> trainable) {
    this.lambda = tf.placeholder(TFloat32.class);
    List<Operand<TFloat32>> terms = new ArrayList<>();
    trainable.forEach(
        (name, variable) -> {
          Operand<TFloat32> fisher = held(tf, stiffness, name, variable);
          Operand<TFloat32> anchor = held(tf, anchors, name, variable);
          // l2Loss is half the sum of squares
          terms.add(tf.nn.l2Loss(tf.math.mul(tf.math.sqrt(fisher), tf.math.sub(variable, anchor))));
        });
    this.penalty = tf.math.mul(lambda, tf.math.addN(terms));
  }

  /** The penalty, a scalar. */
  Operand<TFloat32> operand() {
    return penalty;
  }

  /** Sets what holds the weights and where. */
  void assign(Session session, FisherInformation fisher, Weights anchor) {
    try (Tensors tensors = new Tensors()) {
      Session.Runner runner = session.runner();
      stiffness.forEach(
          (name, value) ->
              runner.feed(
                  value,
                  tensors.floats(
                      fisher.byTensor().get(name), dimensions(value.asOutput().shape()))));
      anchors.forEach(
          (name, value) ->
              runner.feed(
                  value,
                  tensors.floats(anchor.get(name).values(), dimensions(value.asOutput().shape()))));
      assigns.forEach(runner::addTarget);
      runner.run().close();
    }
  }

  /** Feeds lambda; 0 switches the penalty off. */
  Session.Runner feed(Session.Runner runner, double elasticity, Tensors tensors) {
    return runner.feed(lambda, tensors.scalar(elasticity));
  }

  private Operand<TFloat32> held(
      Ops tf, Map<String, Placeholder<TFloat32>> values, String name, Variable<TFloat32> like) {
    Shape shape = like.asOutput().shape();
    Variable<TFloat32> variable = tf.variable(shape, TFloat32.class);
    Placeholder<TFloat32> value = tf.placeholder(TFloat32.class, Placeholder.shape(shape));
    values.put(name, value);
    assigns.add(tf.assign(variable, value));
    return variable;
  }

  private static long[] dimensions(Shape shape) {
    return shape.asArray();
  }
}
