package io.athanor.generator.chemistry;

import io.athanor.materials.composition.Element;

/**
 * How alike two elements are by what the periodic table says of them: a Gaussian of the differences
 * of covalent radius and electronegativity, doubled within a group. Stands in for experience where
 * a corpus has none.
 */
public final class Likeness {
  private static final double RADIUS = 0.2;
  private static final double ELECTRONEGATIVITY = 0.4;
  private static final int[] NOBLE = {2, 10, 18, 36, 54, 86, 118};

  private Likeness() {}

  /** In [0, 1] (dimensionless); 1 for the element itself, 0 where radii are unknown. */
  public static double of(Element one, Element other) {
    if (one == other) {
      return 1;
    }
    double radius = (one.covalentRadius() - other.covalentRadius()) / RADIUS;
    double attraction = (charge(one) - charge(other)) / ELECTRONEGATIVITY;
    double alike = Math.exp(-(radius * radius + attraction * attraction) / 2);
    if (Double.isNaN(alike)) {
      return 0;
    }
    return group(one) == group(other) ? alike : alike / 2;
  }

  private static double charge(Element element) {
    double known = element.electronegativity();
    return Double.isNaN(known) ? 0 : known;
  }

  /** Group of the periodic table, 1 to 18; 3 for lanthanides and actinides. */
  static int group(Element element) {
    int number = element.atomicNumber();
    int period = 0;
    while (number > NOBLE[period]) {
      period++;
    }
    int place = number - (period == 0 ? 0 : NOBLE[period - 1]);
    int fromEnd = NOBLE[period] - number;
    if (place <= 2 && period > 0) {
      return place;
    }
    if (number == 1) {
      return 1;
    }
    // p block and d block are counted from the noble gas, what is left stands under scandium
    return Math.max(3, 18 - fromEnd);
  }
}
