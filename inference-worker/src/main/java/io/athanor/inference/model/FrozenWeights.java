package io.athanor.inference.model;

import java.util.Arrays;

/**
 * What of a network can be worked out once its weights are fixed: row-major matrices for {@link
 * FrozenNetwork}, summed in double precision.
 */
public final class FrozenWeights {
  private final NetworkShape shape;
  private final Weights weights;

  public FrozenWeights(NetworkShape shape, Weights weights) {
    this.shape = shape;
    this.weights = weights;
  }

  /** A tensor as it is. */
  public float[] values(String name) {
    return weights.get(name).values();
  }

  /** [sources * elementRows, F]: E[Z] + C[Z] Wf + S[source, Z] of a trunk. */
  public float[] elementStates(int trunk) {
    String prefix = Parameters.prefix(trunk);
    int width = shape.width();
    int features = shape.elementFeatures();
    float[] described =
        product(values("element/features"), values(prefix + "element/projection"), features);
    float[] learned = values(prefix + "element/learned");
    float[] states = values(prefix + "source/shift").clone();
    int period = shape.elementRows() * width;
    for (int at = 0; at < states.length; at++) {
      states[at] += learned[at % period] + described[at % period];
    }
    return states;
  }

  /** Rows of length {@code inner} times a matrix of {@code inner} rows. */
  public static float[] product(float[] left, float[] right, int inner) {
    int rows = left.length / inner;
    int columns = right.length / inner;
    float[] product = new float[rows * columns];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        double sum = 0;
        for (int index = 0; index < inner; index++) {
          sum += left[row * inner + index] * (double) right[index * columns + column];
        }
        product[row * columns + column] = (float) sum;
      }
    }
    return product;
  }

  /** [radialCentres + 2, F]: the edge matrix of a block, and a last row with its bias. */
  public float[] edge(String prefix) {
    float[] edge = values(prefix + "edge");
    float[] bias = values(prefix + "nearBias");
    float[] both = Arrays.copyOf(edge, edge.length + bias.length);
    System.arraycopy(bias, 0, both, edge.length, bias.length);
    return both;
  }

  /**
   * [F, F]: centring, gain and matrix of a block's update in one, so that Wn LayerNorm(x) + bn is x
   * times this, over the deviation of x, plus {@link #updateBias}.
   */
  public float[] update(String prefix) {
    int width = shape.width();
    float[] gain = values(prefix + "gain");
    float[] node = values(prefix + "node");
    float[] update = new float[width * width];
    for (int column = 0; column < width; column++) {
      double mean = 0;
      for (int row = 0; row < width; row++) {
        mean += gain[row] * (double) node[row * width + column] / width;
      }
      for (int row = 0; row < width; row++) {
        int at = row * width + column;
        update[at] = (float) (gain[row] * (double) node[at] - mean);
      }
    }
    return update;
  }

  /** [F]: what the offset of the normalisation and the bias of the update add. */
  public float[] updateBias(String prefix) {
    float[] bias = product(values(prefix + "offset"), values(prefix + "node"), shape.width());
    float[] own = values(prefix + "nodeBias");
    for (int column = 0; column < bias.length; column++) {
      bias[column] += own[column];
    }
    return bias;
  }

  /** [F, heads * headWidth]: the hidden layers of a trunk's heads side by side. */
  public float[] hidden(int trunk) {
    return beside(trunk, "hidden", shape.width(), shape.headWidth());
  }

  /** [heads * headWidth]. */
  public float[] hiddenBias(int trunk) {
    return beside(trunk, "hiddenBias", 1, shape.headWidth());
  }

  /** [heads * headWidth, heads * headOutputs]: their last layers along a diagonal. */
  public float[] out(int trunk) {
    int heads = shape.heads();
    int inner = shape.headWidth();
    int outputs = shape.headOutputs();
    float[] out = new float[heads * inner * heads * outputs];
    for (int head = 0; head < heads; head++) {
      float[] own = values(Parameters.prefix(trunk) + "head" + head + "/out");
      for (int row = 0; row < inner; row++) {
        System.arraycopy(
            own, row * outputs, out, ((head * inner + row) * heads + head) * outputs, outputs);
      }
    }
    return out;
  }

  /** [heads * headOutputs]. */
  public float[] outBias(int trunk) {
    return beside(trunk, "outBias", 1, shape.headOutputs());
  }

  private float[] beside(int trunk, String name, int rows, int columns) {
    int heads = shape.heads();
    float[] all = new float[rows * heads * columns];
    for (int head = 0; head < heads; head++) {
      float[] own = values(Parameters.prefix(trunk) + "head" + head + "/" + name);
      for (int row = 0; row < rows; row++) {
        System.arraycopy(own, row * columns, all, (row * heads + head) * columns, columns);
      }
    }
    return all;
  }
}
