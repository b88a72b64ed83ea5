package io.athanor.allinone.invention;

import io.athanor.allinone.predict.CrystalFile;
import io.athanor.generator.Generator;
import io.athanor.generator.search.Evolution;
import io.athanor.generator.search.Substitution;
import io.athanor.generator.structure.Corpus;
import io.athanor.generator.structure.Material;
import io.athanor.inference.store.StoredModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What generators learn from, and which there are. */
final class Sources {
  private static final int LARGEST_CELL = 40;
  private static final double TEMPERATURE = 1;

  private Sources() {}

  /**
   * The structures of a file, or the built-in prototypes where there is none.
   *
   * @throws IllegalArgumentException where the file cannot be read
   */
  static Corpus corpus(Optional<Path> file) {
    if (file.isEmpty()) {
      return Corpus.builtIn();
    }
    List<Material> materials = new ArrayList<>();
    for (CrystalFile.Entry entry : CrystalFile.read(file.get())) {
      materials.add(new Material(entry.id(), entry.crystal()));
    }
    return Corpus.of(materials, LARGEST_CELL);
  }

  /** Evolution and ion exchange, and the latent generator where one is at hand. */
  static List<Generator> generators(StoredModel stored, Optional<Path> latent) {
    return List.of(Evolution.USUAL, new Substitution(TEMPERATURE, true));
  }
}
