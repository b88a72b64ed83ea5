package io.athanor.inference.modality;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The structure side of the contrast with patterns: features of the structure's own calculated
 * pattern, corrected by what else is known of it.
 *
 * <pre>
 * p   = pattern encoder on the calculated pattern                  [B, F]
 * out = p + W2 silu(W1 [p; structure numbers; network's g?] + b1) + b2
 * </pre>
 */
public final class StructureTower {
  private static final int HIDDEN = 128;

  private StructureTower() {}

  /**
   * Names and dimensions of the variables, in order.
   *
   * @param prefix what their names begin with, for example {@code structure/}
   * @param width F, features of the pattern encoder and of the result
   * @param structureFeature width of a crystal network's features, 0 for none
   */
  public static Map<String, int[]> shapes(String prefix, int width, int structureFeature) {
    Map<String, int[]> shapes = new LinkedHashMap<>();
    shapes.put(
        prefix + "hidden", new int[] {width + StructureInput.SIZE + structureFeature, HIDDEN});
    shapes.put(prefix + "hiddenBias", new int[] {HIDDEN});
    shapes.put(prefix + "out", new int[] {HIDDEN, width});
    shapes.put(prefix + "outBias", new int[] {width});
    return shapes;
  }

  /**
   * Adds the tower to a graph.
   *
   * @param variable by the names of {@link #shapes}
   * @param pattern [B, F] features of the calculated pattern
   * @param numbers [B, {@link StructureInput#SIZE}], rows are {@link StructureInput#values()}
   * @param structureFeature [B, G] pooled features of a crystal network, if there is one
   * @return [B, F]
   */
  public static Operand<TFloat32> encode(
      Ops tf,
      String prefix,
      Function<String, ? extends Operand<TFloat32>> variable,
      Operand<TFloat32> pattern,
      Operand<TFloat32> numbers,
      Optional<? extends Operand<TFloat32>> structureFeature) {
    Layers layers = new Layers(tf, prefix, variable);
    List<Operand<TFloat32>> inputs = new ArrayList<>(List.of(pattern, numbers));
    structureFeature.ifPresent(inputs::add);
    Operand<TFloat32> hidden =
        layers.silu(layers.affine(tf.concat(inputs, tf.constant(1)), "hidden"));
    return tf.math.add(pattern, layers.affine(hidden, "out"));
  }
}
