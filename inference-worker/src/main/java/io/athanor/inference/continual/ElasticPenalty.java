package io.athanor.inference.continual;

import io.athanor.inference.model.Tensors;
import io.athanor.inference.model.VariableSet;
import io.athanor.inference.model.Weights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.Session;
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
  private final VariableSet stiffness;
  private final VariableSet anchors;
  private final Operand<TFloat32> penalty;

  /** Adds the penalty on these variables to their graph; {@link #assign} before it is run. */
  ElasticPenalty(Ops tf, Map<String, Variable<TFloat32>> trainable) {
    Map<String, int[]> shapes = new LinkedHashMap<>();
    trainable.forEach((name, variable) -> shapes.put(name, dimensions(variable)));
    this.stiffness = new VariableSet(tf, shapes);
    this.anchors = new VariableSet(tf, shapes);
    this.lambda = tf.placeholder(TFloat32.class);
    List<Operand<TFloat32>> terms = new ArrayList<>();
    trainable.forEach(
        (name, variable) -> {
          Operand<TFloat32> root = tf.math.sqrt(stiffness.get(name));
          Operand<TFloat32> moved = tf.math.sub(variable, anchors.get(name));
          // l2Loss is half the sum of squares
          terms.add(tf.nn.l2Loss(tf.math.mul(root, moved)));
        });
    this.penalty = tf.math.mul(lambda, tf.math.addN(terms));
  }

  /** The penalty, a scalar. */
  Operand<TFloat32> operand() {
    return penalty;
  }

  /** Sets what holds the weights and where. */
  void assign(Session session, FisherInformation fisher, Weights anchor) {
    stiffness.assign(session, fisher.byTensor());
    anchors.assign(session, anchor);
  }

  /** Feeds lambda; 0 switches the penalty off. */
  Session.Runner feed(Session.Runner runner, double elasticity, Tensors tensors) {
    return runner.feed(lambda, tensors.scalar(elasticity));
  }

  private static int[] dimensions(Variable<TFloat32> variable) {
    return Arrays.stream(variable.asOutput().shape().asArray())
        .mapToInt(Math::toIntExact)
        .toArray();
  }
}
