package io.athanor.inference.modality;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.index.Indices;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Powder patterns to features: four strided convolutions along {@link DiffractionAxis}, then two
 * dense layers over what is where.
 *
 * <pre>
 * x   = [B, 512, 2]                             roots of intensities, measured
 * x   = silu(conv(x, 9|5|5|3, stride 2) + b)    24, 32, 48, 64 channels; 32 places remain
 * out = W2 silu(W1 flatten(x) + b1) + b2        [B, F]
 * </pre>
 *
 * <p>Where a line lies is what tells lattices apart, so nothing is pooled over the axis. The
 * strides forgive small shifts. Kernels are kept as matrices [taps * channels in, channels out], so
 * that starting values and weight decay treat them as any other weight.
 */
public final class PatternEncoder {
  private static final int[] TAPS = {9, 5, 5, 3};
  private static final int[] CHANNELS = {PatternInput.CHANNELS, 24, 32, 48, 64};
  private static final int STRIDE = 2;
  private static final int HIDDEN = 96;
  private static final int PLACES = DiffractionAxis.BINS / 16;

  private PatternEncoder() {}

  /**
   * Names and dimensions of the variables, in order; about 0.22 million numbers.
   *
   * @param prefix what their names begin with, for example {@code pattern/}
   * @param width F, number of features
   */
  public static Map<String, int[]> shapes(String prefix, int width) {
    Map<String, int[]> shapes = new LinkedHashMap<>();
    for (int layer = 0; layer < TAPS.length; layer++) {
      shapes.put(
          prefix + "convolution" + layer,
          new int[] {TAPS[layer] * CHANNELS[layer], CHANNELS[layer + 1]});
      shapes.put(prefix + "convolution" + layer + "Bias", new int[] {CHANNELS[layer + 1]});
    }
    shapes.put(prefix + "hidden", new int[] {PLACES * CHANNELS[TAPS.length], HIDDEN});
    shapes.put(prefix + "hiddenBias", new int[] {HIDDEN});
    shapes.put(prefix + "out", new int[] {HIDDEN, width});
    shapes.put(prefix + "outBias", new int[] {width});
    return shapes;
  }

  /**
   * Adds the encoder to a graph.
   *
   * @param variable by the names of {@link #shapes}
   * @param input [B, {@link PatternInput#SIZE}], rows are {@link PatternInput#values()}
   * @return [B, F], linear
   */
  public static Operand<TFloat32> encode(
      Ops tf,
      String prefix,
      Function<String, ? extends Operand<TFloat32>> variable,
      Operand<TFloat32> input) {
    Layers layers = new Layers(tf, prefix, variable);
    int places = DiffractionAxis.BINS;
    Operand<TFloat32> x = tf.reshape(input, tf.constant(new int[] {-1, places, CHANNELS[0]}));
    for (int layer = 0; layer < TAPS.length; layer++) {
      String name = "convolution" + layer;
      int width = TAPS[layer] * CHANNELS[layer];
      Operand<TFloat32> windows =
          tf.reshape(windows(tf, x, places, TAPS[layer]), tf.constant(new int[] {-1, width}));
      Operand<TFloat32> convolved = tf.linalg.matMul(windows, layers.variable(name));
      places /= STRIDE;
      x =
          tf.reshape(
              layers.silu(tf.math.add(convolved, layers.variable(name + "Bias"))),
              tf.constant(new int[] {-1, places, CHANNELS[layer + 1]}));
    }
    Operand<TFloat32> flat =
        tf.reshape(x, tf.constant(new int[] {-1, PLACES * CHANNELS[TAPS.length]}));
    Operand<TFloat32> hidden = layers.silu(layers.affine(flat, "hidden"));
    return layers.affine(hidden, "out");
  }

  /**
   * What each tap of a strided convolution sees, zeros beyond the ends as TensorFlow's SAME pads:
   * [B, places, C] to [B, places / stride, taps * C]. A product instead of the convolution itself,
   * whose gradient by the kernel is off by a tenth in TensorFlow 2.18 with oneDNN on some
   * processors (seen on an EPYC with AVX512-VP2INTERSECT, right with TF_ENABLE_ONEDNN_OPTS=0).
   */
  private static Operand<TFloat32> windows(Ops tf, Operand<TFloat32> x, int places, int taps) {
    int out = places / STRIDE;
    int padding = taps - STRIDE;
    int left = padding / 2;
    Operand<TFloat32> padded =
        tf.pad(
            x, tf.constant(new int[][] {{0, 0}, {left, padding - left}, {0, 0}}), tf.constant(0f));
    List<Operand<TFloat32>> seen = new ArrayList<>();
    for (int tap = 0; tap < taps; tap++) {
      seen.add(
          tf.stridedSlice(
              padded,
              Indices.all(),
              Indices.slice((long) tap, (long) tap + STRIDE * (out - 1L) + 1, STRIDE),
              Indices.all()));
    }
    return tf.concat(seen, tf.constant(2));
  }
}
