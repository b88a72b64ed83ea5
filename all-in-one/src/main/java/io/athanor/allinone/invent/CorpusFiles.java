package io.athanor.allinone.invent;

import io.athanor.allinone.predict.Structures;
import io.athanor.generator.structure.Corpus;
import io.athanor.generator.structure.Material;
import io.athanor.generator.structure.PrototypeLibrary;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A corpus out of files of structures. */
public final class CorpusFiles {
  private CorpusFiles() {}

  /**
   * The built-in materials and those of the files; what cannot be read as a crystal is passed over.
   *
   * @throws IllegalArgumentException where a file cannot be read or holds no crystal, naming it
   */
  public static Corpus read(List<Path> files, int atomsMost) {
    List<Material> materials = new ArrayList<>(PrototypeLibrary.materials());
    files.forEach(file -> materials.addAll(materials(file)));
    return Corpus.of(materials, atomsMost);
  }

  /**
   * The materials of a file; what cannot be read as a crystal is passed over.
   *
   * @throws IllegalArgumentException where it cannot be read or holds no crystal, naming it
   */
  public static List<Material> materials(Path file) {
    List<Material> materials = new ArrayList<>();
    Structures.crystals(file, (id, crystal) -> materials.add(new Material(id, crystal)));
    if (materials.isEmpty()) {
      throw new IllegalArgumentException("corpus: " + file + " holds no crystal");
    }
    return materials;
  }
}
