package io.athanor.inference.model;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Stack;
import org.tensorflow.types.TFloat32;

/**
 * The shallow ensembles of heads on the trunks' features: what each member says of every property.
 *
 * <pre>
 * out = W2k silu(g W1k + b1k) + b2k                                 per head, [B, K, O]
 * </pre>
 */
public final class Heads {
  private static final float LOG_SCALE_BOUND = 8f;

  private final Ops tf;
  private final NetworkShape shape;
  private final Operand<TFloat32> raw;
  private final Operand<TFloat32> active;

  /**
   * Adds the heads to a graph.
   *
   * @param variable by the names of {@link Parameters#shapes}
   * @param features [B, F] of each trunk
   */
  public Heads(
      Ops tf,
      NetworkShape shape,
      Function<String, ? extends Operand<TFloat32>> variable,
      List<Operand<TFloat32>> features) {
    this.tf = tf;
    this.shape = shape;
    List<Operand<TFloat32>> members = new ArrayList<>();
    for (int trunk = 0; trunk < features.size(); trunk++) {
      for (int head = 0; head < shape.heads(); head++) {
        String prefix = Parameters.prefix(trunk) + "head" + head + "/";
        Operand<TFloat32> hidden =
            silu(
                affine(
                    features.get(trunk),
                    variable.apply(prefix + "hidden"),
                    variable.apply(prefix + "hiddenBias")));
        members.add(
            affine(hidden, variable.apply(prefix + "out"), variable.apply(prefix + "outBias")));
      }
    }
    this.raw = tf.stack(members, Stack.axis(1L));
    this.active = activate();
  }

  /** [B, K, O] before activation. */
  public Operand<TFloat32> raw() {
    return raw;
  }

  /**
   * [B, K, O], per property in the shape's order: mean and log scale, or P(positive), mean if
   * positive and log scale.
   */
  public Operand<TFloat32> active() {
    return active;
  }

  /** One output of every head, [B, K, 1]. */
  public Operand<TFloat32> column(Operand<TFloat32> outputs, int index) {
    return tf.slice(
        outputs, tf.constant(new int[] {0, 0, index}), tf.constant(new int[] {-1, -1, 1}));
  }

  private Operand<TFloat32> activate() {
    List<Operand<TFloat32>> columns = new ArrayList<>();
    for (Property property : shape.properties()) {
      int at = shape.offset(property);
      switch (property.kind()) {
        case REAL -> {
          columns.add(column(raw, at));
          columns.add(bound(column(raw, at + 1)));
        }
        case HURDLE -> {
          columns.add(tf.math.sigmoid(column(raw, at)));
          columns.add(tf.math.softplus(column(raw, at + 1)));
          columns.add(bound(column(raw, at + 2)));
        }
        default -> throw new IllegalStateException(property.kind().name());
      }
    }
    return tf.concat(columns, tf.constant(2));
  }

  /** Keeps a log scale in +-8 with a gradient everywhere, unlike clipping. */
  private Operand<TFloat32> bound(Operand<TFloat32> logScale) {
    Operand<TFloat32> limit = tf.constant(LOG_SCALE_BOUND);
    return tf.math.mul(limit, tf.math.tanh(tf.math.div(logScale, limit)));
  }

  private Operand<TFloat32> affine(
      Operand<TFloat32> input, Operand<TFloat32> weight, Operand<TFloat32> bias) {
    return tf.math.add(tf.linalg.matMul(input, weight), bias);
  }

  private Operand<TFloat32> silu(Operand<TFloat32> input) {
    return tf.math.mul(input, tf.math.sigmoid(input));
  }
}
