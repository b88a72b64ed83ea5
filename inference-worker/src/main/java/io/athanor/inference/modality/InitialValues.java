package io.athanor.inference.modality;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/** Where training starts from. */
final class InitialValues {
  private InitialValues() {}

  /** Matrices Gaussian with variance 1.4 / inputs (kept by silu), biases 0, log scales set. */
  static Map<String, float[]> of(Map<String, int[]> shapes, long seed) {
    Random random = new Random(seed);
    Map<String, float[]> values = new LinkedHashMap<>();
    shapes.forEach(
        (name, dimensions) -> {
          float[] value = new float[Arrays.stream(dimensions).reduce(1, Math::multiplyExact)];
          if (name.endsWith("logScale")) {
            Arrays.fill(value, Contrast.INITIAL_LOG_SCALE);
          } else if (dimensions.length == 2) {
            double deviation = Math.sqrt(1.4 / dimensions[0]);
            for (int i = 0; i < value.length; i++) {
              value[i] = (float) (deviation * random.nextGaussian());
            }
          }
          values.put(name, value);
        });
    return values;
  }
}
