package io.athanor.inference.modality;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Symmetric InfoNCE (van den Oord, Li and Vinyals, arXiv 1807.03748; as in Radford et al., ICML
 * 2021): row i of one modality shall be nearer to row i of the other than to any other row.
 *
 * <pre>
 * z  = (W x + b) / |W x + b|                    per side, [B, P]
 * L  = -1/2 mean_i (log softmax_j(z_i . z'_j / t)_i + log softmax_j(z'_i . z_j / t)_i)
 * 1/t = exp(logScale), at most 100, learnt
 * </pre>
 */
public final class Contrast {
  /** Starting value of {@code logScale}: a temperature of 0.07. */
  public static final float INITIAL_LOG_SCALE = (float) Math.log(1 / 0.07);

  private static final float LARGEST_LOG_SCALE = (float) Math.log(100);

  private Contrast() {}

  /**
   * Names and dimensions of the variables, in order. {@code logScale} starts at {@link
   * #INITIAL_LOG_SCALE}, biases at 0.
   *
   * @param prefix what their names begin with
   * @param left features of one side
   * @param right features of the other
   * @param projection P
   */
  public static Map<String, int[]> shapes(String prefix, int left, int right, int projection) {
    Map<String, int[]> shapes = new LinkedHashMap<>();
    shapes.put(prefix + "left", new int[] {left, projection});
    shapes.put(prefix + "leftBias", new int[] {projection});
    shapes.put(prefix + "right", new int[] {right, projection});
    shapes.put(prefix + "rightBias", new int[] {projection});
    shapes.put(prefix + "logScale", new int[] {1});
    return shapes;
  }

  /** Unit vectors of one side, [B, P]; scalar products of both sides' are cosines. */
  public static Operand<TFloat32> left(
      Ops tf,
      String prefix,
      Function<String, ? extends Operand<TFloat32>> variable,
      Operand<TFloat32> features) {
    Layers layers = new Layers(tf, prefix, variable);
    return layers.unit(layers.affine(features, "left"));
  }

  /** Unit vectors of the other side, [B, P]. */
  public static Operand<TFloat32> right(
      Ops tf,
      String prefix,
      Function<String, ? extends Operand<TFloat32>> variable,
      Operand<TFloat32> features) {
    Layers layers = new Layers(tf, prefix, variable);
    return layers.unit(layers.affine(features, "right"));
  }

  /**
   * The loss of a batch of pairs, a scalar; log B for features that say nothing.
   *
   * @param variable by the names of {@link #shapes}
   * @param left [B, left] features, row i belongs to row i of the other side
   * @param right [B, right] features
   */
  public static Operand<TFloat32> loss(
      Ops tf,
      String prefix,
      Function<String, ? extends Operand<TFloat32>> variable,
      Operand<TFloat32> left,
      Operand<TFloat32> right) {
    return loss(
        tf,
        left(tf, prefix, variable, left),
        right(tf, prefix, variable, right),
        new Layers(tf, prefix, variable).variable("logScale"));
  }

  /**
   * The loss of pairs of unit vectors.
   *
   * @param left [B, P]
   * @param right [B, P]
   * @param logScale [1], log of the inverse temperature
   */
  static Operand<TFloat32> loss(
      Ops tf, Operand<TFloat32> left, Operand<TFloat32> right, Operand<TFloat32> logScale) {
    Operand<TFloat32> scale =
        tf.math.exp(tf.math.minimum(logScale, tf.constant(LARGEST_LOG_SCALE)));
    Operand<TFloat32> products = tf.linalg.matMul(left, right, MatMul.transposeB(true));
    Operand<TFloat32> logits = tf.math.mul(products, scale);
    Operand<TInt32> perm = tf.constant(new int[] {1, 0});
    Operand<TFloat32> both =
        tf.math.add(crossEntropy(tf, logits), crossEntropy(tf, tf.linalg.transpose(logits, perm)));
    return tf.math.mul(both, tf.constant(0.5f));
  }

  /** Mean over rows of -log softmax at the diagonal. */
  private static Operand<TFloat32> crossEntropy(Ops tf, Operand<TFloat32> logits) {
    Operand<TInt32> rows = tf.size(tf.slice(logits, tf.constant(new int[] {0, 0}), column(tf)));
    Operand<TFloat32> own =
        tf.oneHot(
            tf.range(tf.constant(0), rows, tf.constant(1)), rows, tf.constant(1f), tf.constant(0f));
    Operand<TFloat32> chosen =
        tf.reduceSum(tf.math.mul(tf.nn.logSoftmax(logits), own), tf.constant(1));
    return tf.math.neg(tf.math.mean(chosen, tf.constant(0)));
  }

  private static Operand<TInt32> column(Ops tf) {
    return tf.constant(new int[] {-1, 1});
  }
}
