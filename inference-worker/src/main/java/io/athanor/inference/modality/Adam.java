package io.athanor.inference.modality;

import io.athanor.inference.model.Tensors;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Session;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.Variable;
import org.tensorflow.types.TFloat32;

/**
 * Adam with decoupled weight decay on matrices (Loshchilov and Hutter, arXiv 1711.05101) and
 * gradients clipped by their common norm.
 */
final class Adam {
  private static final float CLIP = 2f;
  private static final double FIRST = 0.9;
  private static final double SECOND = 0.99;

  private final Placeholder<TFloat32> rate;
  private final Placeholder<TFloat32> decay;
  private final Placeholder<TFloat32> firstPower;
  private final Placeholder<TFloat32> secondPower;
  private final List<Op> zeroes = new ArrayList<>();
  private final List<Op> updates = new ArrayList<>();
  private int step;

  Adam(Graph graph, Ops tf, Operand<TFloat32> loss, Map<String, Variable<TFloat32>> variables) {
    rate = tf.placeholder(TFloat32.class);
    decay = tf.placeholder(TFloat32.class);
    firstPower = tf.placeholder(TFloat32.class);
    secondPower = tf.placeholder(TFloat32.class);
    Output<?>[] outputs =
        graph.addGradients(
            loss.asOutput(),
            variables.values().stream().map(Variable::asOutput).toArray(Output<?>[]::new));
    List<Operand<TFloat32>> gradients = new ArrayList<>();
    List<Operand<TFloat32>> squares = new ArrayList<>();
    for (Output<?> output : outputs) {
      Operand<TFloat32> gradient = output.expect(TFloat32.class);
      gradients.add(gradient);
      squares.add(tf.nn.l2Loss(gradient));
    }
    Operand<TFloat32> norm = tf.math.sqrt(tf.math.mul(tf.constant(2f), tf.math.addN(squares)));
    Operand<TFloat32> shrink =
        tf.math.minimum(
            tf.constant(1f), tf.math.div(tf.constant(CLIP), tf.math.add(norm, tf.constant(1e-6f))));
    int index = 0;
    for (Variable<TFloat32> variable : variables.values()) {
      update(tf, variable, tf.math.mul(gradients.get(index++), shrink));
    }
  }

  /** Forgets all moments. */
  void reset(Session session) {
    step = 0;
    Session.Runner runner = session.runner();
    zeroes.forEach(runner::addTarget);
    runner.run().close();
  }

  /** Makes a run a training step. */
  void addTo(Session.Runner runner, Tensors tensors, double learningRate, double weightDecay) {
    step++;
    runner
        .feed(rate, tensors.scalar(learningRate))
        .feed(decay, tensors.scalar(learningRate * weightDecay))
        .feed(firstPower, tensors.scalar(Math.pow(FIRST, step)))
        .feed(secondPower, tensors.scalar(Math.pow(SECOND, step)));
    updates.forEach(runner::addTarget);
  }

  private void update(Ops tf, Variable<TFloat32> variable, Operand<TFloat32> gradient) {
    Variable<TFloat32> first = tf.variable(variable.asOutput().shape(), TFloat32.class);
    Variable<TFloat32> second = tf.variable(variable.asOutput().shape(), TFloat32.class);
    Operand<TFloat32> zero = tf.zeros(tf.constant(variable.asOutput().shape()), TFloat32.class);
    zeroes.add(tf.assign(first, zero));
    zeroes.add(tf.assign(second, zero));
    Op adam =
        tf.train.applyAdam(
            variable,
            first,
            second,
            firstPower,
            secondPower,
            rate,
            tf.constant((float) FIRST),
            tf.constant((float) SECOND),
            tf.constant(1e-8f),
            gradient);
    updates.add(adam);
    if (variable.asOutput().shape().numDimensions() == 2) {
      Ops after = tf.withControlDependencies(List.of(adam));
      updates.add(after.assignSub(variable, after.math.mul(variable, decay)));
    }
  }
}
