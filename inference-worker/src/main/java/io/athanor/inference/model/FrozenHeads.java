package io.athanor.inference.model;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The last layers of a trunk's heads with their outputs in another order: what is treated alike
 * lies side by side over all heads, so that one operation treats all of a kind. {@link #inOrder}
 * brings the answers back into the order of {@link Heads}.
 */
public final class FrozenHeads {
  private static final float LOG_SCALE_BOUND = 8f;

  private final int[] order;
  private final int[] sizes;

  public FrozenHeads(NetworkShape shape) {
    List<List<Integer>> kinds = columns(shape);
    this.order = new int[shape.heads() * shape.headOutputs()];
    this.sizes = new int[kinds.size()];
    int at = 0;
    for (int kind = 0; kind < sizes.length; kind++) {
      for (int head = 0; head < shape.heads(); head++) {
        for (int column : kinds.get(kind)) {
          order[at++] = head * shape.headOutputs() + column;
        }
      }
      sizes[kind] = kinds.get(kind).size() * shape.heads();
    }
  }

  /** Columns of a head that are left alone, are probabilities, are positive, are bounded. */
  private static List<List<Integer>> columns(NetworkShape shape) {
    List<List<Integer>> kinds =
        List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (Property property : shape.properties()) {
      int at = shape.offset(property);
      switch (property.kind()) {
        case REAL -> {
          kinds.get(0).add(at);
          kinds.get(3).add(at + 1);
        }
        case HURDLE -> {
          kinds.get(1).add(at);
          kinds.get(2).add(at + 1);
          kinds.get(3).add(at + 2);
        }
        default -> throw new IllegalStateException(property.kind().name());
      }
    }
    return kinds;
  }

  /** How many columns there are of each kind over all heads of a trunk; a kind may have none. */
  public long[] sizes() {
    long[] counts = new long[sizes.length];
    for (int kind = 0; kind < counts.length; kind++) {
      counts[kind] = sizes[kind];
    }
    return counts;
  }

  /**
   * Columns of a matrix in this order, those to be bounded over their bound.
   *
   * @param matrix [rows, heads * headOutputs]
   */
  public float[] arranged(float[] matrix) {
    int columns = order.length;
    float[] arranged = new float[matrix.length];
    for (int at = 0; at < matrix.length; at++) {
      float value = matrix[at - at % columns + order[at % columns]];
      arranged[at] = bounded(at % columns) ? value / LOG_SCALE_BOUND : value;
    }
    return arranged;
  }

  /**
   * Adds the activations to a graph.
   *
   * @param raw [B, heads * headOutputs] from {@link #arranged} weights
   */
  Operand<TFloat32> activate(Ops tf, Operand<TFloat32> raw) {
    List<Operand<TFloat32>> parts = new ArrayList<>();
    int kind = 0;
    for (Operand<TFloat32> part :
        tf.splitV(raw, tf.constant(sizes()), tf.constant(1), (long) sizes.length)) {
      parts.add(
          switch (kind++) {
            case 0 -> part;
            case 1 -> tf.math.sigmoid(part);
            case 2 -> tf.math.softplus(part);
            default -> tf.math.tanh(part);
          });
    }
    return tf.concat(parts, tf.constant(1));
  }

  /**
   * [B, K, O] in the order of {@link Heads}.
   *
   * @param activated [B, trunks * heads * headOutputs]
   */
  public float[] inOrder(float[] activated) {
    int columns = order.length;
    float[] values = new float[activated.length];
    for (int start = 0; start < values.length; start += columns) {
      for (int column = 0; column < columns; column++) {
        float value = activated[start + column];
        values[start + order[column]] = bounded(column) ? value * LOG_SCALE_BOUND : value;
      }
    }
    return values;
  }

  private boolean bounded(int column) {
    return column >= order.length - sizes[sizes.length - 1];
  }
}
