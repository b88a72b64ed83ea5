package io.athanor.inference.generative;

import io.athanor.inference.generative.DecoderNetwork.OrbitBatch;
import java.util.List;
import java.util.Random;

/**
 * Examples as the network is fed them: each orbit is predicted from the true ones before it.
 *
 * @param latents [B, F]
 * @param orbits what stands before each orbit
 * @param types one-hot, [B, types]
 * @param elements one-hot, [M, elements]
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, only read
record Teaching(float[] latents, OrbitBatch orbits, float[] types, float[] elements) {

  static Teaching of(
      Vocabulary vocabulary,
      DecoderShape shape,
      List<Example> examples,
      double jitter,
      Random random) {
    int count = examples.stream().mapToInt(each -> each.sketch().elements().size()).sum();
    int wide = Vocabulary.ELEMENTS;
    Teaching teaching =
        new Teaching(
            new float[examples.size() * shape.latent()],
            new OrbitBatch(new int[count], new int[count], new int[count], new float[count * wide]),
            new float[examples.size() * shape.types()],
            new float[count * wide]);
    int orbit = 0;
    for (int row = 0; row < examples.size(); row++) {
      Example example = examples.get(row);
      int type = vocabulary.number(example.sketch().type()).orElseThrow();
      teaching.types()[row * shape.types() + type] = 1;
      for (int channel = 0; channel < shape.latent(); channel++) {
        double noise = jitter == 0 ? 0 : jitter * random.nextGaussian();
        teaching.latents()[row * shape.latent() + channel] =
            (float) (example.latent()[channel] + noise);
      }
      float[] before = new float[wide];
      List<Integer> elements = example.sketch().elements();
      for (int number = 0; number < elements.size(); number++) {
        teaching.orbits().rows()[orbit] = row;
        teaching.orbits().types()[orbit] = type;
        teaching.orbits().orbits()[orbit] = Math.min(number, Vocabulary.ORBITS - 1);
        System.arraycopy(before, 0, teaching.orbits().placed(), orbit * wide, wide);
        teaching.elements()[orbit * wide + elements.get(number)] = 1;
        before[elements.get(number)]++;
        orbit++;
      }
    }
    return teaching;
  }
}
