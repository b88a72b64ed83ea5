package io.athanor.inference.modality;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Literature vectors to features: {@code W2 silu(W1 x + b1) + b2}, [B, F]; about 30 thousand
 * numbers for vectors of 200.
 */
public final class LiteratureEncoder {
  private static final int HIDDEN = 96;

  private LiteratureEncoder() {}

  /**
   * Names and dimensions of the variables, in order.
   *
   * @param prefix what their names begin with, for example {@code literature/}
   * @param input {@link LiteratureInput.Model#size()}
   * @param width F, number of features
   */
  public static Map<String, int[]> shapes(String prefix, int input, int width) {
    Map<String, int[]> shapes = new LinkedHashMap<>();
    shapes.put(prefix + "hidden", new int[] {input, HIDDEN});
    shapes.put(prefix + "hiddenBias", new int[] {HIDDEN});
    shapes.put(prefix + "out", new int[] {HIDDEN, width});
    shapes.put(prefix + "outBias", new int[] {width});
    return shapes;
  }

  /**
   * Adds the encoder to a graph.
   *
   * @param variable by the names of {@link #shapes}
   * @param input [B, size], rows are {@link LiteratureInput#values()}
   * @return [B, F], linear
   */
  public static Operand<TFloat32> encode(
      Ops tf,
      String prefix,
      Function<String, ? extends Operand<TFloat32>> variable,
      Operand<TFloat32> input) {
    Layers layers = new Layers(tf, prefix, variable);
    return layers.affine(layers.silu(layers.affine(input, "hidden")), "out");
  }
}
