package io.athanor.inference.model;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** Names, shapes and starting values of the network's tensors. */
public final class Parameters {
  /** Tensors that training never changes. */
  public static final Set<String> FROZEN = Set.of("element/features");

  private Parameters() {}

  /** What the names of a trunk's tensors begin with: nothing for the first. */
  static String prefix(int trunk) {
    return trunk == 0 ? "" : "trunk" + trunk + "/";
  }

  /** Every tensor of the network, in stored order. */
  public static Map<String, int[]> shapes(NetworkShape shape) {
    Map<String, int[]> shapes = new LinkedHashMap<>();
    int width = shape.width();
    shapes.put("element/features", new int[] {shape.elementRows(), shape.elementFeatures()});
    for (int trunk = 0; trunk < shape.trunks(); trunk++) {
      String prefix = prefix(trunk);
      shapes.put(prefix + "element/projection", new int[] {shape.elementFeatures(), width});
      shapes.put(prefix + "element/learned", new int[] {shape.elementRows(), width});
      shapes.put(prefix + "source/shift", new int[] {shape.sources() * shape.elementRows(), width});
      for (int block = 0; block < shape.blocks(); block++) {
        String at = prefix + "block" + block + "/";
        shapes.put(at + "near", new int[] {width, width});
        shapes.put(at + "nearBias", new int[] {width});
        shapes.put(at + "far", new int[] {width, width});
        shapes.put(at + "edge", new int[] {shape.radialCentres() + 1, width});
        for (int layer = 1; layer < shape.messageDepth(); layer++) {
          shapes.put(at + "message" + layer, new int[] {width, width});
          shapes.put(at + "message" + layer + "Bias", new int[] {width});
        }
        shapes.put(at + "gain", new int[] {width});
        shapes.put(at + "offset", new int[] {width});
        shapes.put(at + "node", new int[] {width, width});
        shapes.put(at + "nodeBias", new int[] {width});
      }
      shapes.put(prefix + "readout/weight", new int[] {width, width});
      shapes.put(prefix + "readout/bias", new int[] {width});
      for (int head = 0; head < shape.heads(); head++) {
        String at = prefix + "head" + head + "/";
        shapes.put(at + "hidden", new int[] {width, shape.headWidth()});
        shapes.put(at + "hiddenBias", new int[] {shape.headWidth()});
        shapes.put(at + "out", new int[] {shape.headWidth(), shape.headOutputs()});
        shapes.put(at + "outBias", new int[] {shape.headOutputs()});
      }
    }
    return shapes;
  }

  /**
   * Starting weights: He-scaled Gaussian matrices, zero biases, unit gains, zero source shifts.
   *
   * @param elementFeatures row-major descriptors, [elementRows * elementFeatures]
   */
  public static Weights initial(NetworkShape shape, float[] elementFeatures, long seed) {
    Random random = new Random(seed);
    Map<String, Weights.Entry> entries = new LinkedHashMap<>();
    shapes(shape)
        .forEach(
            (name, dimensions) -> {
              int size = 1;
              for (int dimension : dimensions) {
                size *= dimension;
              }
              float[] values = new float[size];
              if (name.equals("element/features")) {
                values = elementFeatures.clone();
              } else if (name.endsWith("/gain")) {
                Arrays.fill(values, 1f);
              } else if (dimensions.length == 2 && !name.endsWith("source/shift")) {
                double deviation = deviation(name, dimensions[0]);
                for (int index = 0; index < size; index++) {
                  values[index] = (float) (deviation * random.nextGaussian());
                }
              }
              entries.put(name, new Weights.Entry(dimensions, values));
            });
    return new Weights(entries);
  }

  private static double deviation(String name, int fanIn) {
    if (name.endsWith("element/learned")) {
      return 0.5;
    }
    // one-hot descriptors: about nine of the columns are set
    return name.endsWith("element/projection") ? 1.0 / 3 : Math.sqrt(1.4 / fanIn);
  }
}
