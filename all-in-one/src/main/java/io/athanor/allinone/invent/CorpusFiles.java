package io.athanor.allinone.invent;

import io.athanor.allinone.predict.Structures;
import io.athanor.generator.structure.Corpus;
import io.athanor.generator.structure.Material;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A corpus out of files of structures. */
final class CorpusFiles {
  private CorpusFiles() {}

  /**
   * The built-in materials and those of the files; what cannot be read as a crystal is passed over.
   *
   * @throws IllegalArgumentException where a file holds no crystal, naming it
   */
  static Corpus read(List<Path> files, int atomsMost) {
    List<Material> materials = new ArrayList<>();
    Corpus.builtIn()
        .entries()
        .forEach(each -> materials.add(new Material(each.id(), each.blueprint().crystal())));
    for (Path file : files) {
      int before = materials.size();
      Structures.crystals(file, (id, crystal) -> materials.add(new Material(id, crystal)));
      if (materials.size() == before) {
        throw new IllegalArgumentException("--corpus: " + file + " holds no crystal");
      }
    }
    return Corpus.of(materials, atomsMost);
  }
}
