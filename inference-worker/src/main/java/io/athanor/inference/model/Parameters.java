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

  /** Every tensor of the network, in stored order. */
  public static Map<String, int[]> shapes(NetworkShape shape) {
    Map<String, int[]> shapes = new LinkedHashMap<>();
    int width = shape.width();
    shapes.put("element/features", new int[] {shape.elementRows(), shape.elementFeatures()});
    shapes.put("element/projection", new int[] {shape.elementFeatures(), width});
    shapes.put("element/learned", new int[] {shape.elementRows(), width});
    shapes.put("source/shift", new int[] {shape.sources() * shape.elementRows(), width});
    for (int block = 0; block < shape.blocks(); block++) {
      String prefix = "block" + block + "/";
      shapes.put(prefix + "near", new int[] {width, width});
      shapes.put(prefix + "nearBias", new int[] {width});
      shapes.put(prefix + "far", new int[] {width, width});
      shapes.put(prefix + "edge", new int[] {shape.radialCentres() + 1, width});
      for (int layer = 1; layer < shape.messageDepth(); layer++) {
        shapes.put(prefix + "message" + layer, new int[] {width, width});
        shapes.put(prefix + "message" + layer + "Bias", new int[] {width});
      }
      shapes.put(prefix + "gain", new int[] {width});
      shapes.put(prefix + "offset", new int[] {width});
      shapes.put(prefix + "node", new int[] {width, width});
      shapes.put(prefix + "nodeBias", new int[] {width});
    }
    shapes.put("readout/weight", new int[] {width, width});
    shapes.put("readout/bias", new int[] {width});
    for (int head = 0; head < shape.heads(); head++) {
      String prefix = "head" + head + "/";
      shapes.put(prefix + "hidden", new int[] {width, shape.headWidth()});
      shapes.put(prefix + "hiddenBias", new int[] {shape.headWidth()});
      shapes.put(prefix + "out", new int[] {shape.headWidth(), shape.headOutputs()});
      shapes.put(prefix + "outBias", new int[] {shape.headOutputs()});
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
              } else if (dimensions.length == 2 && !name.equals("source/shift")) {
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
    if (name.equals("element/learned")) {
      return 0.5;
    }
    // one-hot descriptors: about nine of the columns are set
    return name.equals("element/projection") ? 1.0 / 3 : Math.sqrt(1.4 / fanIn);
  }
}
