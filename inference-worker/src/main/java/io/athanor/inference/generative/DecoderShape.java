package io.athanor.inference.generative;

import io.athanor.inference.model.Weights;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/**
 * What fixes a decoder's tensors.
 *
 * @param latent channels of a latent point
 * @param width hidden channels
 * @param types structure types
 */
record DecoderShape(int latent, int width, int types) {

  /** Every tensor by name, in stored order. */
  Map<String, int[]> tensors() {
    Map<String, int[]> tensors = new LinkedHashMap<>();
    tensors.put("latent", new int[] {latent, width});
    tensors.put("latentBias", new int[] {width});
    tensors.put("type", new int[] {width, width});
    tensors.put("typeBias", new int[] {width});
    tensors.put("typeOut", new int[] {width, types});
    tensors.put("typeOutBias", new int[] {types});
    tensors.put("orbit", new int[] {width, width});
    tensors.put("orbitBias", new int[] {width});
    tensors.put("orbitOfType", new int[] {types, width});
    tensors.put("orbitNumber", new int[] {Vocabulary.ORBITS, width});
    tensors.put("placed", new int[] {Vocabulary.ELEMENTS, width});
    tensors.put("inner", new int[] {width, width});
    tensors.put("innerBias", new int[] {width});
    tensors.put("elementOut", new int[] {width, Vocabulary.ELEMENTS});
    tensors.put("elementOutBias", new int[] {Vocabulary.ELEMENTS});
    return tensors;
  }

  /** Matrices uniform by fan-in and fan-out (Glorot, Bengio, 2010), biases zero. */
  Weights initial(long seed) {
    Random random = new Random(seed);
    Map<String, Weights.Entry> entries = new LinkedHashMap<>();
    tensors()
        .forEach(
            (name, shape) -> {
              int size = shape.length == 1 ? shape[0] : shape[0] * shape[1];
              float[] values = new float[size];
              if (shape.length == 2) {
                double limit = Math.sqrt(6.0 / (shape[0] + shape[1]));
                for (int index = 0; index < size; index++) {
                  values[index] = (float) (limit * (2 * random.nextDouble() - 1));
                }
              }
              entries.put(name, new Weights.Entry(shape, values));
            });
    return new Weights(entries);
  }
}
