package io.athanor.allinone.invention;

import io.athanor.allinone.invent.CorpusFiles;
import io.athanor.generator.Generator;
import io.athanor.generator.search.Evolution;
import io.athanor.generator.search.Substitution;
import io.athanor.generator.structure.Corpus;
import io.athanor.inference.generative.DecoderFile;
import io.athanor.inference.generative.LatentDecoder;
import io.athanor.inference.model.DeviceOptions;
import io.athanor.inference.store.StoredModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What generators learn from, and which there are. */
final class Sources {
  private static final int LARGEST_CELL = 40;
  private static final double TEMPERATURE = 1;

  /** About fifteen seconds of one core: a campaign does not wait for long. */
  private static final Evolution EVOLUTION = new Evolution(80, 10, TEMPERATURE);

  private Sources() {}

  /**
   * The built-in prototypes, and the structures of a file where there is one.
   *
   * @throws IllegalArgumentException where the file cannot be read or holds no crystal
   */
  static Corpus corpus(Optional<Path> file) {
    return CorpusFiles.read(file.stream().toList(), LARGEST_CELL);
  }

  /**
   * Evolution and ion exchange, and the latent generator where one is at hand that was trained in
   * this model's latent space.
   *
   * @throws IllegalArgumentException where its file cannot be read
   */
  static List<Generator> generators(StoredModel stored, Optional<LatentDecoder> latent) {
    List<Generator> generators =
        new ArrayList<>(List.of(EVOLUTION, new Substitution(TEMPERATURE, true)));
    latent
        .filter(decoder -> decoder.modelDigest().equals(stored.digest()))
        .ifPresent(decoder -> generators.add(new LatentGenerator(decoder)));
    return generators;
  }

  /**
   * The decoder of a file; the caller closes it.
   *
   * @throws IllegalArgumentException where the file cannot be read
   */
  static LatentDecoder latent(Path file, DeviceOptions device) {
    try {
      return DecoderFile.open(file, device);
    } catch (IOException cause) {
      throw new IllegalArgumentException(
          "generator.latent: %s cannot be read: %s".formatted(file, cause.getMessage()), cause);
    }
  }
}
