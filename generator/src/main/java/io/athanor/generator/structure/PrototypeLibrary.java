package io.athanor.generator.structure;

import io.athanor.materials.composition.Element;
import io.athanor.materials.crystal.Crystal;
import io.athanor.materials.crystal.Lattice;
import io.athanor.materials.crystal.Site;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Common structure types, each by one material that has it, as textbooks give them (Wyckoff,
 * Crystal Structures, 2nd ed. 1963; Pearson's Handbook): lattice constants in angstrom at room
 * temperature, rounded. Cells are primitive where that is short to say.
 */
public final class PrototypeLibrary {
  /** One line a structure: name; cell; then element and coordinates. */
  private static final String TEXT =
      """
      rock salt; F 5.64; Na 0 0 0; Cl .5 .5 .5
      caesium chloride; P 4.12; Cs 0 0 0; Cl .5 .5 .5
      zinc blende; F 5.41; Zn 0 0 0; S .25 .25 .25
      diamond; F 5.43; Si 0 0 0; Si .25 .25 .25
      fluorite; F 5.46; Ca 0 0 0; F .25 .25 .25; F .75 .75 .75
      half-Heusler; F 5.93; Ti 0 0 0; Ni .25 .25 .25; Sn .5 .5 .5
      full Heusler; F 5.95; Cu .25 .25 .25; Cu .75 .75 .75; Mn 0 0 0; Al .5 .5 .5
      perovskite; P 3.905; Sr 0 0 0; Ti .5 .5 .5; O .5 .5 0; O .5 0 .5; O 0 .5 .5
      rhenium trioxide; P 3.75; Re 0 0 0; O .5 0 0; O 0 .5 0; O 0 0 .5
      auricupride; P 3.75; Au 0 0 0; Cu .5 .5 0; Cu .5 0 .5; Cu 0 .5 .5
      wurtzite; H 3.81 6.26; Zn .33333 .66667 0; Zn .66667 .33333 .5; S .33333 .66667 .375; S .66667 .33333 .875
      nickel arsenide; H 3.60 5.01; Ni 0 0 0; Ni 0 0 .5; As .33333 .66667 .25; As .66667 .33333 .75
      aluminium diboride; H 3.01 3.26; Al 0 0 0; B .33333 .66667 .5; B .66667 .33333 .5
      cadmium iodide; H 4.24 6.84; Cd 0 0 0; I .33333 .66667 .25; I .66667 .33333 .75
      molybdenite; H 3.16 12.3; Mo .33333 .66667 .25; Mo .66667 .33333 .75; S .33333 .66667 .621; S .66667 .33333 .379; S .33333 .66667 .879; S .66667 .33333 .121
      rutile; T 4.594 2.959; Ti 0 0 0; Ti .5 .5 .5; O .305 .305 0; O .695 .695 0; O .195 .805 .5; O .805 .195 .5
      litharge; T 3.98 5.02; O 0 0 0; O .5 .5 0; Pb 0 .5 .237; Pb .5 0 .763
      matlockite; T 4.11 7.23; Pb 0 .5 .205; Pb .5 0 .795; F 0 0 0; F .5 .5 0; Cl 0 .5 .65; Cl .5 0 .35
      chalcopyrite; B 5.29 10.42; Cu 0 0 0; Cu .75 .25 .5; Fe .5 .5 0; Fe .25 .75 .5; S .375 .375 .5; S .875 .875 .5; S .125 .625 0; S .625 .125 0
      layered perovskite; B 3.87 12.74; K .354 .354 0; K .646 .646 0; Ni 0 0 0; F .5 0 .5; F 0 .5 .5; F .151 .151 0; F .849 .849 0
      iron diarsenide 122; B 3.96 13.02; Ba 0 0 0; Fe .75 .25 .5; Fe .25 .75 .5; As .354 .354 0; As .646 .646 0
      spinel; F 8.08; Mg .125 .125 .125; Mg .875 .875 .875; Al .5 .5 .5; Al .5 .5 0; Al .5 0 .5; Al 0 .5 .5; O .2625 .2625 .2625; O .2625 .2625 .7125; O .2625 .7125 .2625; O .7125 .2625 .2625; O .7375 .7375 .2875; O .7375 .7375 .7375; O .7375 .2875 .7375; O .2875 .7375 .7375
      double perovskite; F 7.9; Ba .25 .25 .25; Ba .75 .75 .75; Mg 0 0 0; W .5 .5 .5; O .24 .76 .76; O .76 .24 .24; O .76 .24 .76; O .24 .76 .24; O .76 .76 .24; O .24 .24 .76
      elpasolite; F 8.28; K .25 .25 .25; K .75 .75 .75; Na .5 .5 .5; Al 0 0 0; F .22 .78 .78; F .78 .22 .22; F .78 .22 .78; F .22 .78 .22; F .78 .78 .22; F .22 .22 .78
      delafossite; R 5.885 28.1; Cu 0 0 0; Al .5 .5 .5; O .11 .11 .11; O .89 .89 .89
      alpha sodium ferrite; R 5.64 31.06; Na 0 0 0; Fe .5 .5 .5; O .234 .234 .234; O .766 .766 .766
      corundum; R 5.13 55.3; Al .352 .352 .352; Al .148 .148 .148; Al .648 .648 .648; Al .852 .852 .852; O .556 .944 .25; O .25 .556 .944; O .944 .25 .556; O .444 .056 .75; O .75 .444 .056; O .056 .75 .444
      ilmenite; R 5.54 54.7; Fe .355 .355 .355; Fe .645 .645 .645; Ti .146 .146 .146; Ti .854 .854 .854; O .55 .95 .22; O .22 .55 .95; O .95 .22 .55; O .45 .05 .78; O .78 .45 .05; O .05 .78 .45
      """;

  private static final double FACE_CENTRED_ANGLE = 60;

  private PrototypeLibrary() {}

  private static final class Loaded {
    static final List<Material> MATERIALS = TEXT.lines().map(PrototypeLibrary::material).toList();
    static final Map<String, String> NAMES = typeNames(MATERIALS);
  }

  /** A material of each type, with the type's name as id. */
  public static List<Material> materials() {
    return Loaded.MATERIALS;
  }

  /** Names by {@link StructureType#key()}; the first where two lines are one type. */
  public static Map<String, String> names() {
    return Loaded.NAMES;
  }

  private static Map<String, String> typeNames(List<Material> materials) {
    Map<String, String> names = new LinkedHashMap<>();
    for (Material material : materials) {
      names.putIfAbsent(StructureType.of(material.crystal()).key(), material.id());
    }
    return new HashMap<>(names);
  }

  private static Material material(String line) {
    String[] parts = line.split(";");
    List<Site> sites = new ArrayList<>();
    for (int i = 2; i < parts.length; i++) {
      String[] site = parts[i].strip().split(" ");
      sites.add(
          new Site(
              Element.valueOf(site[0]),
              Double.parseDouble(site[1]),
              Double.parseDouble(site[2]),
              Double.parseDouble(site[3])));
    }
    return new Material(parts[0].strip(), new Crystal(cell(parts[1].strip().split(" ")), sites));
  }

  /**
   * Primitive (P), face-centred (F, by the cubic edge) and rhombohedral (R, edge and angle) cells,
   * tetragonal (T) and hexagonal (H) ones, and body-centred tetragonal ones (B, by the edges of the
   * conventional cell).
   */
  private static Lattice cell(String[] text) {
    double a = Double.parseDouble(text[1]);
    double second = text.length > 2 ? Double.parseDouble(text[2]) : a;
    return switch (text[0]) {
      case "P" -> Lattice.cubic(a);
      case "F" -> rhombohedral(a / Math.sqrt(2), FACE_CENTRED_ANGLE);
      case "R" -> rhombohedral(a, second);
      case "T" -> new Lattice(a, a, second, 90, 90, 90);
      case "H" -> new Lattice(a, a, second, 90, 90, 120);
      case "B" ->
          Lattice.ofMatrix(
              new double[][] {
                {-a / 2, a / 2, second / 2},
                {a / 2, -a / 2, second / 2},
                {a / 2, a / 2, -second / 2}
              });
      default -> throw new IllegalArgumentException("prototype.cell: there is no " + text[0]);
    };
  }

  private static Lattice rhombohedral(double edge, double angle) {
    return new Lattice(edge, edge, edge, angle, angle, angle);
  }
}
