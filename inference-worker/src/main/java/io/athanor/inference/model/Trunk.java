package io.athanor.inference.model;

import java.util.function.Function;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.math.Mean;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** Message passing of one trunk; see {@link Network} for the equations. */
public final class Trunk {
  private static final float EPSILON = 1e-5f;

  private final Ops tf;
  private final NetworkShape shape;
  private final String prefix;
  private final Function<String, ? extends Operand<TFloat32>> variables;
  private final Inputs inputs;
  private final Operand<TFloat32> states;
  private final Operand<TFloat32> embedding;
  private Operand<TFloat32> messages;

  /**
   * What all trunks read.
   *
   * @param elements [N]
   * @param sourceElements [N]
   * @param centres [E]
   * @param neighbours [E]
   * @param edges [E, radialCentres + 1] features
   * @param edgeWeights [E, 1]
   * @param pooling [B, N]
   */
  record Inputs(
      Operand<TInt32> elements,
      Operand<TInt32> sourceElements,
      Operand<TInt32> centres,
      Operand<TInt32> neighbours,
      Operand<TFloat32> edges,
      Operand<TFloat32> edgeWeights,
      Operand<TFloat32> pooling) {}

  /**
   * Adds a trunk to a graph.
   *
   * @param index which one, from 0
   * @param variables by the names of {@link Parameters#shapes}
   */
  Trunk(
      Ops tf,
      NetworkShape shape,
      int index,
      Function<String, ? extends Operand<TFloat32>> variables,
      Inputs inputs) {
    this.tf = tf;
    this.shape = shape;
    this.prefix = Parameters.prefix(index);
    this.variables = variables;
    this.inputs = inputs;
    Operand<TFloat32> current = nodeStates();
    for (int block = 0; block < shape.blocks(); block++) {
      current = message("block" + block + "/", current);
    }
    this.states = current;
    this.embedding =
        tf.linalg.matMul(inputs.pooling(), silu(affine(states, "readout/weight", "readout/bias")));
  }

  /** [N, F] node states after the last block. */
  public Operand<TFloat32> states() {
    return states;
  }

  /** [E, F] messages of the last block. */
  public Operand<TFloat32> messages() {
    return messages;
  }

  /** [B, F] pooled features. */
  public Operand<TFloat32> embedding() {
    return embedding;
  }

  private Operand<TFloat32> nodeStates() {
    Operand<TInt32> rows = tf.constant(0);
    Operand<TFloat32> learned = tf.gather(variable("element/learned"), inputs.elements(), rows);
    Operand<TFloat32> described =
        tf.linalg.matMul(
            tf.gather(variables.apply("element/features"), inputs.elements(), rows),
            variable("element/projection"));
    Operand<TFloat32> shifted = tf.gather(variable("source/shift"), inputs.sourceElements(), rows);
    return tf.math.add(tf.math.add(learned, described), shifted);
  }

  private Operand<TFloat32> message(String block, Operand<TFloat32> current) {
    Operand<TInt32> rows = tf.constant(0);
    Operand<TFloat32> near =
        tf.gather(affine(current, block + "near", block + "nearBias"), inputs.centres(), rows);
    Operand<TFloat32> far =
        tf.gather(tf.linalg.matMul(current, variable(block + "far")), inputs.neighbours(), rows);
    Operand<TFloat32> between = tf.linalg.matMul(inputs.edges(), variable(block + "edge"));
    Operand<TFloat32> message = silu(tf.math.add(tf.math.add(near, far), between));
    for (int layer = 1; layer < shape.messageDepth(); layer++) {
      message =
          silu(affine(message, block + "message" + layer, block + "message" + layer + "Bias"));
    }
    messages = message;
    Operand<TFloat32> summed =
        tf.math.mul(
            sumByCentre(tf.math.mul(message, inputs.edgeWeights()), current),
            tf.constant((float) (1 / Math.sqrt(shape.neighbours()))));
    Operand<TFloat32> update =
        silu(affine(normalise(block, summed), block + "node", block + "nodeBias"));
    return tf.math.add(current, update);
  }

  private Operand<TFloat32> sumByCentre(Operand<TFloat32> messages, Operand<TFloat32> current) {
    Operand<TInt32> nodes = tf.gather(tf.shape(current), tf.constant(0), tf.constant(0));
    return tf.math.unsortedSegmentSum(messages, inputs.centres(), nodes);
  }

  private Operand<TFloat32> normalise(String block, Operand<TFloat32> input) {
    Operand<TInt32> last = tf.constant(1);
    Operand<TFloat32> mean = tf.math.mean(input, last, Mean.keepDims(true));
    Operand<TFloat32> variance =
        tf.math.mean(tf.math.squaredDifference(input, mean), last, Mean.keepDims(true));
    Operand<TFloat32> standard =
        tf.math.mul(
            tf.math.sub(input, mean), tf.math.rsqrt(tf.math.add(variance, tf.constant(EPSILON))));
    return tf.math.add(tf.math.mul(standard, variable(block + "gain")), variable(block + "offset"));
  }

  private Operand<TFloat32> affine(Operand<TFloat32> input, String weight, String bias) {
    return tf.math.add(tf.linalg.matMul(input, variable(weight)), variable(bias));
  }

  private Operand<TFloat32> silu(Operand<TFloat32> input) {
    return tf.math.mul(input, tf.math.sigmoid(input));
  }

  private Operand<TFloat32> variable(String name) {
    return variables.apply(prefix + name);
  }
}
