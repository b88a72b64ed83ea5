package io.athanor.inference.training;

import io.athanor.inference.model.Heads;
import io.athanor.inference.model.NetworkShape;
import io.athanor.inference.model.Property;
import io.athanor.inference.model.Tensors;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Masked multi-task negative log-likelihood of every ensemble member.
 *
 * <p>Residuals of formation energies have heavier tails than a Laplace distribution; its likelihood
 * |y - m| / b + log b makes the mean follow the absolute error, and b is what it expects.
 */
public final class SupervisedLoss {
  private final Ops tf;
  private final NetworkShape shape;
  private final Heads heads;
  private final List<Placeholder<TFloat32>> values = new ArrayList<>();
  private final List<Placeholder<TFloat32>> positive = new ArrayList<>();
  private final List<Placeholder<TFloat32>> masks = new ArrayList<>();
  private final Operand<TFloat32> loss;

  /** Adds the loss of these heads to their graph. */
  public SupervisedLoss(Ops tf, NetworkShape shape, Heads heads) {
    this.tf = tf;
    this.shape = shape;
    this.heads = heads;
    for (int index = 0; index < shape.properties().size(); index++) {
      values.add(tf.placeholder(TFloat32.class));
      positive.add(tf.placeholder(TFloat32.class));
      masks.add(tf.placeholder(TFloat32.class));
    }
    this.loss = loss();
  }

  /** The loss, a scalar. */
  public Operand<TFloat32> operand() {
    return loss;
  }

  /** Feeds the labels; the tensors live until {@code tensors} is closed. */
  public Session.Runner feed(Session.Runner runner, Targets targets, Tensors tensors) {
    int rows = targets.rows();
    for (int index = 0; index < values.size(); index++) {
      runner
          .feed(values.get(index), tensors.floats(targets.values(index), rows, 1))
          .feed(positive.get(index), tensors.floats(targets.positive(index), rows, 1))
          .feed(masks.get(index), tensors.floats(targets.masks(index), rows, shape.members()));
    }
    return runner;
  }

  /** Mean over the rows and members of what is labelled, so that a rare label has a small say. */
  private Operand<TFloat32> loss() {
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
    Operand<TFloat32> logit = flat(heads.raw(), at);
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
    return flat(heads.active(), column);
  }

  /** [B, K, 1] column as [B, K]. */
  private Operand<TFloat32> flat(Operand<TFloat32> outputs, int column) {
    Operand<TInt32> flat = tf.constant(new int[] {-1, shape.members()});
    return tf.reshape(heads.column(outputs, column), flat);
  }
}
