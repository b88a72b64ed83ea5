package io.athanor.inference.generative;

import io.athanor.inference.model.DeviceOptions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Trains decoders by maximum likelihood. Seeded. */
public final class DecoderTrainer {
  private final DecoderSettings settings;
  private final DeviceOptions device;

  /** Trains on a device. */
  public DecoderTrainer(DecoderSettings settings, DeviceOptions device) {
    this.settings = settings;
    this.device = device;
  }

  /**
   * Trains a decoder; the caller closes it.
   *
   * @param modelDigest of the model whose latent space the examples lie in
   * @param examples all of one width, at least one; those of rare types beyond the vocabulary are
   *     left out
   */
  public LatentDecoder train(String modelDigest, List<Example> examples) {
    if (examples.isEmpty()) {
      throw new IllegalArgumentException("examples must not be empty");
    }
    Vocabulary vocabulary = Vocabulary.of(examples, settings.types());
    List<Example> known = new ArrayList<>();
    for (Example example : examples) {
      if (vocabulary.number(example.sketch().type()).isPresent()) {
        known.add(example);
      }
    }
    DecoderShape shape =
        new DecoderShape(
            examples.get(0).latent().length, settings.width(), vocabulary.types().size());
    DecoderNetwork network = new DecoderNetwork(shape, shape.initial(settings.seed()), device);
    try {
      fit(network, vocabulary, known);
      return new LatentDecoder(modelDigest, vocabulary, network);
    } catch (RuntimeException cause) {
      network.close();
      throw cause;
    }
  }

  private void fit(DecoderNetwork network, Vocabulary vocabulary, List<Example> examples) {
    Random random = new Random(settings.seed() + 1);
    List<Example> order = new ArrayList<>(examples);
    int perEpoch = (order.size() + settings.batch() - 1) / settings.batch();
    int steps = perEpoch * settings.epochs();
    int step = 0;
    for (int epoch = 0; epoch < settings.epochs(); epoch++) {
      Collections.shuffle(order, random);
      for (int at = 0; at < order.size(); at += settings.batch()) {
        List<Example> batch = order.subList(at, Math.min(order.size(), at + settings.batch()));
        Teaching teaching =
            Teaching.of(vocabulary, network.shape(), batch, settings.jitter(), random);
        double rate = 0.5 * settings.rate() * (1 + Math.cos(Math.PI * step / steps));
        network.step(
            teaching.latents(),
            teaching.orbits(),
            teaching.types(),
            teaching.elements(),
            ++step,
            rate,
            settings.decay());
      }
    }
  }
}
