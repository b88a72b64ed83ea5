package io.athanor.allinone.predict;

import io.athanor.formats.FormatException;
import io.athanor.inference.serving.RawMaterial;
import io.athanor.materials.MaterialException;
import io.athanor.materials.composition.Element;
import io.athanor.materials.crystal.Crystal;
import io.athanor.materials.crystal.Lattice;
import io.athanor.materials.crystal.Site;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Crystals of files, without a model. */
public final class Structures {
  private static final int PARAMETERS = 6;

  private Structures() {}

  /**
   * Hands over the crystals of a file with their ids, in its order; what is no crystal is passed
   * over.
   *
   * @throws IllegalArgumentException where the file cannot be read, naming it and the reason
   */
  public static void crystals(Path file, BiConsumer<String, Crystal> taken) {
    try {
      StructureFiles.read(
          file,
          item -> crystal(item.content()).ifPresent(crystal -> taken.accept(item.id(), crystal)),
          remark -> {});
    } catch (FormatException e) {
      throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
    }
  }

  private static Optional<Crystal> crystal(Item.Content content) {
    if (content instanceof Item.Checked checked) {
      return checked.crystal();
    }
    if (content instanceof Item.Raw raw) {
      return raw.known().material().crystal().flatMap(Structures::crystal);
    }
    return Optional.empty();
  }

  private static Optional<Crystal> crystal(RawMaterial.RawCrystal raw) {
    double[] cell = raw.lattice();
    if (cell.length != PARAMETERS || raw.fractional().length != 3 * raw.species().size()) {
      return Optional.empty();
    }
    try {
      List<Site> sites = new ArrayList<>();
      for (int i = 0; i < raw.species().size(); i++) {
        Optional<Element> element = Element.ofSymbol(raw.species().get(i));
        if (element.isEmpty()) {
          return Optional.empty();
        }
        double[] at = raw.fractional();
        sites.add(new Site(element.get(), at[3 * i], at[3 * i + 1], at[3 * i + 2]));
      }
      return Optional.of(
          new Crystal(new Lattice(cell[0], cell[1], cell[2], cell[3], cell[4], cell[5]), sites));
    } catch (MaterialException e) {
      return Optional.empty();
    }
  }
}
