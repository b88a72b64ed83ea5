package io.athanor.inference.continual;

import io.athanor.inference.model.Heads;
import io.athanor.inference.model.NetworkShape;
import io.athanor.inference.model.Property;
import io.athanor.inference.model.Tensors;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Distillation as operations of a graph (learning without forgetting: Li and Hoiem, IEEE TPAMI 40,
 * 2935, 2018): what every ensemble member said once against what it says now, as the divergence of
 * Kullback and Leibler, in nats like the likelihood beside it. For Laplace distributions of means
 * m0, m and scales b0, b,
 *
 * <pre>
 * KL = log(b / b0) + (b0 exp(-|m - m0| / b0) + |m - m0|) / b - 1
 * </pre>
 *
 * <p>which is quadratic near m0 and linear far from it. A hurdle adds the cross-entropy of being
 * positive, and counts its value by the old probability of that. The mean is over all rows and
 * members of the batch.
 */
final class AnswerDivergence {
  private final Ops tf;
  private final NetworkShape shape;
  private final Heads heads;
  private final Placeholder<TFloat32> old;
  private final Placeholder<TFloat32> weights;
  private final Operand<TFloat32> divergence;

  /** Adds the divergence of these heads from what is fed to their graph. */
  AnswerDivergence(Ops tf, NetworkShape shape, Heads heads) {
    this.tf = tf;
    this.shape = shape;
    this.heads = heads;
    this.old = tf.placeholder(TFloat32.class);
    this.weights = tf.placeholder(TFloat32.class);
    this.divergence = divergence();
  }

  /** The divergence, a scalar. */
  Operand<TFloat32> operand() {
    return divergence;
  }

  /** Feeds what is held; the tensors live until {@code tensors} is closed. */
  Session.Runner feed(Session.Runner runner, Answers answers, Tensors tensors) {
    int rows = answers.rows();
    return runner
        .feed(old, tensors.floats(answers.outputs(), rows, shape.members(), shape.headOutputs()))
        .feed(weights, tensors.floats(answers.weights(), shape.properties().size(), rows, 1));
  }

  private Operand<TFloat32> divergence() {
    Operand<TFloat32> sum = null;
    for (int index = 0; index < shape.properties().size(); index++) {
      Property property = shape.properties().get(index);
      int at = shape.offset(property);
      Operand<TFloat32> terms =
          switch (property.kind()) {
            case REAL -> laplace(at, at + 1);
            case HURDLE -> hurdle(at);
          };
      Operand<TFloat32> weighted = tf.math.mul(terms, weight(index));
      sum = sum == null ? weighted : tf.math.add(sum, weighted);
    }
    return tf.math.mean(sum, tf.constant(new int[] {0, 1}));
  }

  private Operand<TFloat32> hurdle(int at) {
    Operand<TFloat32> logit = flat(heads.raw(), at);
    Operand<TFloat32> open = flat(old, at);
    Operand<TFloat32> entropy = tf.math.sub(tf.math.softplus(logit), tf.math.mul(logit, open));
    return tf.math.add(entropy, tf.math.mul(open, laplace(at + 1, at + 2)));
  }

  private Operand<TFloat32> laplace(int mean, int logScale) {
    Operand<TFloat32> now = flat(heads.active(), logScale);
    Operand<TFloat32> then = flat(old, logScale);
    Operand<TFloat32> apart = tf.math.abs(tf.math.sub(flat(heads.active(), mean), flat(old, mean)));
    Operand<TFloat32> inOld = tf.math.mul(apart, tf.math.exp(tf.math.neg(then)));
    Operand<TFloat32> rest =
        tf.math.add(
            tf.math.mul(tf.math.exp(tf.math.sub(then, now)), tf.math.exp(tf.math.neg(inOld))),
            tf.math.mul(apart, tf.math.exp(tf.math.neg(now))));
    return tf.math.add(tf.math.sub(now, then), tf.math.sub(rest, tf.constant(1f)));
  }

  /** [B, 1] of one property. */
  private Operand<TFloat32> weight(int property) {
    Operand<TFloat32> own =
        tf.slice(
            weights, tf.constant(new int[] {property, 0, 0}), tf.constant(new int[] {1, -1, 1}));
    return tf.reshape(own, tf.constant(new int[] {-1, 1}));
  }

  /** [B, K, 1] column as [B, K]. */
  private Operand<TFloat32> flat(Operand<TFloat32> outputs, int column) {
    Operand<TInt32> members = tf.constant(new int[] {-1, shape.members()});
    return tf.reshape(heads.column(outputs, column), members);
  }
}
