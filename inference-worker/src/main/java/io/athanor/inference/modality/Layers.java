package io.athanor.inference.modality;

import java.util.function.Function;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReduceSum;
import org.tensorflow.types.TFloat32;

/** The few layers that the encoders are made of. */
final class Layers {
  private final Ops tf;
  private final String prefix;
  private final Function<String, ? extends Operand<TFloat32>> variables;

  Layers(Ops tf, String prefix, Function<String, ? extends Operand<TFloat32>> variables) {
    this.tf = tf;
    this.prefix = prefix;
    this.variables = variables;
  }

  /** The variable of this name under the prefix; its value, not the reference. */
  Operand<TFloat32> variable(String name) {
    Operand<TFloat32> found = variables.apply(prefix + name);
    if (found == null) {
      throw new IllegalArgumentException("the graph has no variable '" + prefix + name + "'");
    }
    // the gradient of some products refuses references to variables
    return tf.identity(found);
  }

  /** [B, in] times the weight of this name plus its bias, [B, out]. */
  Operand<TFloat32> affine(Operand<TFloat32> input, String name) {
    return tf.math.add(tf.linalg.matMul(input, variable(name)), variable(name + "Bias"));
  }

  /** x sigmoid(x). */
  Operand<TFloat32> silu(Operand<TFloat32> input) {
    return tf.math.mul(input, tf.math.sigmoid(input));
  }

  /** Rows of length one: x / sqrt(x.x + 1e-12). */
  Operand<TFloat32> unit(Operand<TFloat32> rows) {
    Operand<TFloat32> square =
        tf.reduceSum(tf.math.square(rows), tf.constant(1), ReduceSum.keepDims(Boolean.TRUE));
    return tf.math.mul(rows, tf.math.rsqrt(tf.math.add(square, tf.constant(1e-12f))));
  }
}
