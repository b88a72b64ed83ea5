package io.athanor.materials.diffraction;

import io.athanor.materials.composition.Element;
import io.athanor.materials.crystal.Lattice;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Textbook structures: lattice parameters in Angstrom at room temperature, rounded. */
public final class Structures {
  private static final double[][] FACES = {{0, 0, 0}, {.5, .5, 0}, {.5, 0, .5}, {0, .5, .5}};
  private static final double[][] BODY = {{0, 0, 0}, {.5, .5, .5}};
  private static final double[][] PRIMITIVE = {{0, 0, 0}};

  private Structures() {}

  public static ScatteringCell silicon() {
    return cell(Lattice.cubic(5.431), FACES, "Si", 0, 0, 0, "Si", .25, .25, .25);
  }

  public static ScatteringCell rockSalt(String cation, String anion, double edge) {
    return cell(Lattice.cubic(edge), FACES, cation, 0, 0, 0, anion, .5, .5, .5);
  }

  public static ScatteringCell caesiumChloride() {
    return cell(Lattice.cubic(4.123), PRIMITIVE, "Cs", 0, 0, 0, "Cl", .5, .5, .5);
  }

  public static ScatteringCell perovskite(String a, String b, double edge) {
    return cell(
        Lattice.cubic(edge),
        PRIMITIVE,
        a,
        0,
        0,
        0,
        b,
        .5,
        .5,
        .5,
        "O",
        .5,
        .5,
        0,
        "O",
        .5,
        0,
        .5,
        "O",
        0,
        .5,
        .5);
  }

  public static ScatteringCell rutile() {
    double u = 0.3053;
    return cell(
        new Lattice(4.594, 4.594, 2.959, 90, 90, 90),
        PRIMITIVE,
        "Ti",
        0,
        0,
        0,
        "Ti",
        .5,
        .5,
        .5,
        "O",
        u,
        u,
        0,
        "O",
        -u,
        -u,
        0,
        "O",
        .5 + u,
        .5 - u,
        .5,
        "O",
        .5 - u,
        .5 + u,
        .5);
  }

  public static ScatteringCell anatase() {
    double u = 0.2081;
    return cell(
        new Lattice(3.785, 3.785, 9.514, 90, 90, 90),
        BODY,
        "Ti",
        0,
        0,
        0,
        "Ti",
        0,
        .5,
        .25,
        "O",
        0,
        0,
        u,
        "O",
        0,
        0,
        -u,
        "O",
        0,
        .5,
        .25 + u,
        "O",
        0,
        .5,
        .25 - u);
  }

  public static ScatteringCell wurtzite(String cation, String anion, double a, double c) {
    return cell(
        new Lattice(a, a, c, 90, 90, 120),
        PRIMITIVE,
        cation,
        1.0 / 3,
        2.0 / 3,
        0,
        cation,
        2.0 / 3,
        1.0 / 3,
        .5,
        anion,
        1.0 / 3,
        2.0 / 3,
        .382,
        anion,
        2.0 / 3,
        1.0 / 3,
        .882);
  }

  public static ScatteringCell fluorite(String cation, String anion, double edge) {
    return cell(
        Lattice.cubic(edge), FACES, cation, 0, 0, 0, anion, .25, .25, .25, anion, .75, .75, .75);
  }

  /** A set of phases whose lines overlap in part; no two are alike within two percent. */
  public static Map<String, ScatteringCell> set() {
    Map<String, ScatteringCell> set = new LinkedHashMap<>();
    set.put("Si", silicon());
    set.put("NaCl", rockSalt("Na", "Cl", 5.6402));
    set.put("MgO", rockSalt("Mg", "O", 4.212));
    set.put("MnO", rockSalt("Mn", "O", 4.445));
    set.put("CsCl", caesiumChloride());
    set.put("SrTiO3", perovskite("Sr", "Ti", 3.905));
    set.put("BaZrO3", perovskite("Ba", "Zr", 4.193));
    set.put("rutile", rutile());
    set.put("anatase", anatase());
    set.put("ZnO", wurtzite("Zn", "O", 3.250, 5.207));
    set.put("PbS", rockSalt("Pb", "S", 5.936));
    set.put("CdS", wurtzite("Cd", "S", 4.136, 6.713));
    set.put("ThO2", fluorite("Th", "O", 5.597));
    return set;
  }

  /** Sites given as symbol and three coordinates each, repeated at every centring vector. */
  private static ScatteringCell cell(Lattice lattice, double[][] centring, Object... given) {
    List<ScatteringSite> sites = new ArrayList<>();
    for (int i = 0; i < given.length; i += 4) {
      Element element = Element.ofSymbol((String) given[i]).orElseThrow();
      double[] x = new double[3];
      for (int axis = 0; axis < 3; axis++) {
        x[axis] = ((Number) given[i + 1 + axis]).doubleValue();
      }
      for (double[] by : centring) {
        sites.add(new ScatteringSite(element, x[0] + by[0], x[1] + by[1], x[2] + by[2], 1, 0));
      }
    }
    return new ScatteringCell(lattice, sites);
  }
}
