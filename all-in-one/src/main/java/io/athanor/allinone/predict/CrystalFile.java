package io.athanor.allinone.predict;

import io.athanor.inference.serving.RawMaterial.RawCrystal;
import io.athanor.materials.MaterialException;
import io.athanor.materials.composition.Element;
import io.athanor.materials.crystal.Crystal;
import io.athanor.materials.crystal.Lattice;
import io.athanor.materials.crystal.Site;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The crystals of a file in any format that structures are read from. */
public final class CrystalFile {
  private static final int PARAMETERS = 6;

  private CrystalFile() {}

  /**
   * A crystal.
   *
   * @param id as the file names it, else its place
   * @param crystal the structure
   */
  public record Entry(String id, Crystal crystal) {}

  /**
   * All crystals of a file, in its order; what is none is left out.
   *
   * @throws io.athanor.formats.FormatException where the file cannot be read
   */
  public static List<Entry> read(Path file) {
    List<Entry> entries = new ArrayList<>();
    StructureFiles.read(
        file,
        item -> crystal(item.content()).ifPresent(each -> entries.add(new Entry(item.id(), each))),
        remark -> {});
    return entries;
  }

  private static Optional<Crystal> crystal(Item.Content content) {
    if (content instanceof Item.Checked checked) {
      return checked.crystal();
    }
    return content instanceof Item.Raw raw
        ? raw.material().crystal().flatMap(CrystalFile::checked)
        : Optional.empty();
  }

  private static Optional<Crystal> checked(RawCrystal raw) {
    double[] at = raw.fractional();
    if (at.length != 3 * raw.species().size()) {
      return Optional.empty();
    }
    try {
      List<Site> sites = new ArrayList<>();
      for (int i = 0; i < raw.species().size(); i++) {
        Optional<Element> element = Element.ofSymbol(raw.species().get(i));
        if (element.isEmpty()) {
          return Optional.empty();
        }
        sites.add(new Site(element.get(), at[3 * i], at[3 * i + 1], at[3 * i + 2]));
      }
      return Optional.of(new Crystal(lattice(raw.lattice()), sites));
    } catch (MaterialException impossible) {
      return Optional.empty();
    }
  }

  private static Lattice lattice(double[] numbers) {
    if (numbers.length == PARAMETERS) {
      return new Lattice(numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5]);
    }
    return Lattice.ofMatrix(
        new double[][] {
          {numbers[0], numbers[1], numbers[2]},
          {numbers[3], numbers[4], numbers[5]},
          {numbers[6], numbers[7], numbers[8]}
        });
  }
}
