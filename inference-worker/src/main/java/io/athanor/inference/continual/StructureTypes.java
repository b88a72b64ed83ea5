package io.athanor.inference.continual;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Common structure types of inorganic solids, in cells of any size: positions of roles 0, 1, ...
 * from the least to the most electronegative element. Free coordinates are those of a usual member.
 */
final class StructureTypes {
  private static final String CUBE = "1 1 1 90 90 90";
  private static final String FACES = "1 1 1 60 60 60";
  private static final double THIRD = 1.0 / 3;

  /** All of them. */
  static final List<Type> ALL =
      List.of(
          type("caesium chloride", CUBE, "0: 0 0 0", "1: h h h"),
          type("rock salt", FACES, "0: 0 0 0", "1: h h h"),
          type("zinc blende", FACES, "0: 0 0 0", "1: .25 .25 .25"),
          type("wurtzite", hexagonal(1.63), "0: t s 0, s t h", "1: t s .375, s t .875"),
          type("nickel arsenide", hexagonal(1.4), "0: 0 0 0, 0 0 h", "1: t s .25, s t .75"),
          type("fluorite", FACES, "0: 0 0 0", "1: .25 .25 .25, .75 .75 .75"),
          type("antifluorite", FACES, "0: .25 .25 .25, .75 .75 .75", "1: 0 0 0"),
          type("cadmium iodide", hexagonal(1.6), "0: 0 0 0", "1: t s .25, s t .75"),
          type("aluminium diboride", hexagonal(1.1), "0: 0 0 0", "1: t s h, s t h"),
          type(
              "rutile",
              tetragonal(0.65),
              "0: 0 0 0, h h h",
              "1: .305 .305 0, .695 .695 0, .805 .195 h, .195 .805 h"),
          type("copper-gold 3:1", CUBE, "0: 0 0 0", "1: h h 0, h 0 h, 0 h h"),
          type("gold-copper 1:3", CUBE, "1: 0 0 0", "0: h h 0, h 0 h, 0 h h"),
          type(
              "calcium copper 5",
              hexagonal(0.8),
              "0: 0 0 0",
              "1: t s 0, s t 0, h 0 h, 0 h h, h h h"),
          type("half-Heusler", FACES, "0: 0 0 0", "1: .25 .25 .25", "2: h h h"),
          type("Heusler", FACES, "1: .25 .25 .25, .75 .75 .75", "0: 0 0 0", "2: h h h"),
          type("Heusler, light pair", FACES, "0: .25 .25 .25, .75 .75 .75", "1: 0 0 0", "2: h h h"),
          type("sodium iron oxide", "1 1 1 31 31 31", "0: h h h", "1: 0 0 0", "2: q q q, r r r"),
          type("perovskite", CUBE, "0: 0 0 0", "1: h h h", "2: h h 0, h 0 h, 0 h h"),
          type(
              "lead fluoride chloride",
              tetragonal(1.75),
              "0: 0 h .205, h 0 .795",
              "2: 0 0 0, h h 0",
              "1: 0 h .65, h 0 .35"),
          type(
              "thorium chromium silicide",
              tetragonal(2.5),
              "0: 0 0 0, h h h",
              "1: 0 h .25, h 0 .25, h 0 .75, 0 h .75",
              "2: 0 0 .375, 0 0 .625, h h .875, h h .125"),
          type(
              "calcium aluminium silicide",
              hexagonal(1.65),
              "0: 0 0 0",
              "1: t s .63, s t .37",
              "2: t s .26, s t .74"),
          type(
              "spinel",
              FACES,
              "0: .125 .125 .125, .875 .875 .875",
              "1: h h h, h h 0, h 0 h, 0 h h",
              "2: .2625 .2625 .2625, .2625 .2625 .7125, .2625 .7125 .2625, .7125 .2625 .2625,"
                  + " .7375 .7375 .7375, .7375 .7375 .2875, .7375 .2875 .7375, .2875 .7375 .7375"),
          type(
              "elpasolite",
              FACES,
              "0: .25 .25 .25, .75 .75 .75",
              "1: 0 0 0",
              "2: h h h",
              "3: .76 .24 .24, .24 .76 .76, .24 .76 .24, .76 .24 .76, .24 .24 .76, .76 .76 .24"));

  /**
   * A type.
   *
   * @param name of it
   * @param cell a, b, c in any unit and three angles in degrees
   * @param roles of the sites
   * @param places fractional coordinates of the sites
   */
  record Type(String name, double[] cell, int[] roles, double[][] places) {
    /** How many elements it is made of. */
    int elements() {
      return 1 + Arrays.stream(roles).max().orElseThrow();
    }
  }

  private StructureTypes() {}

  private static String hexagonal(double height) {
    return "1 1 " + height + " 90 90 120";
  }

  private static String tetragonal(double height) {
    return "1 1 " + height + " 90 90 90";
  }

  private static Type type(String name, String cell, String... sites) {
    List<Integer> roles = new ArrayList<>();
    List<double[]> places = new ArrayList<>();
    for (String role : sites) {
      int colon = role.indexOf(':');
      for (String place : role.substring(colon + 1).split(",")) {
        roles.add(Integer.parseInt(role.substring(0, colon)));
        places.add(numbers(place));
      }
    }
    return new Type(
        name,
        numbers(cell),
        roles.stream().mapToInt(Integer::intValue).toArray(),
        places.toArray(double[][]::new));
  }

  private static double[] numbers(String text) {
    return Arrays.stream(text.strip().split(" "))
        .mapToDouble(
            each ->
                switch (each) {
                  case "h" -> 0.5;
                  case "t" -> THIRD;
                  case "s" -> 2 * THIRD;
                  case "q" -> 0.26;
                  case "r" -> 0.74;
                  default -> Double.parseDouble(each);
                })
        .toArray();
  }
}
