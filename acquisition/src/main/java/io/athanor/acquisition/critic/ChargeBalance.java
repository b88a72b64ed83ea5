package io.athanor.acquisition.critic;

import io.athanor.materials.composition.Composition;
import io.athanor.materials.composition.Element;
import java.util.List;
import java.util.OptionalDouble;

/**
 * How far a composition is from neutral at best. Every assignment of signs is tried in which no
 * cation is more electronegative than an anion by more than a little (Pauling's order); within it
 * each element takes any mean charge of its range. What is left over counts relative to the charge
 * that would have to be balanced, so that it does not depend on the size of the formula unit.
 */
final class ChargeBalance {
  /**
   * Pauling units by which a cation may be more electronegative than an anion (P and H, C and B).
   */
  private static final double ORDER_SLACK = 0.25;

  /** More elements than this are alloys and glasses, and would be 2^n assignments. */
  private static final int MOST_ELEMENTS = 8;

  private ChargeBalance() {}

  /** Smallest relative imbalance; empty where no assignment of signs is possible at all. */
  static OptionalDouble imbalance(Composition composition) {
    List<Element> elements = composition.elements();
    int n = elements.size();
    if (n < 2 || n > MOST_ELEMENTS) {
      return OptionalDouble.empty();
    }
    double least = Double.POSITIVE_INFINITY;
    for (int signs = 1; signs < (1 << n) - 1; signs++) {
      if (isPossible(elements, signs)) {
        least = Math.min(least, imbalance(composition, elements, signs));
      }
    }
    return Double.isInfinite(least) ? OptionalDouble.empty() : OptionalDouble.of(least);
  }

  /** Bit i of {@code signs} is set where element i is an anion. */
  private static boolean isPossible(List<Element> elements, int signs) {
    double highestCation = Double.NEGATIVE_INFINITY;
    double lowestAnion = Double.POSITIVE_INFINITY;
    for (int i = 0; i < elements.size(); i++) {
      Element element = elements.get(i);
      OxidationStates.Charges charges = OxidationStates.of(element);
      boolean anion = (signs >> i & 1) == 1;
      if (!(anion ? charges.isNegative() : charges.isPositive())) {
        return false;
      }
      if (anion) {
        lowestAnion = Math.min(lowestAnion, element.electronegativity());
      } else {
        highestCation = Math.max(highestCation, element.electronegativity());
      }
    }
    return highestCation <= lowestAnion + ORDER_SLACK;
  }

  private static double imbalance(Composition composition, List<Element> elements, int signs) {
    double leastPositive = 0;
    double mostPositive = 0;
    double leastNegative = 0;
    double mostNegative = 0;
    for (int i = 0; i < elements.size(); i++) {
      double amount = composition.amount(elements.get(i));
      OxidationStates.Charges charges = OxidationStates.of(elements.get(i));
      if ((signs >> i & 1) == 1) {
        leastNegative -= amount * charges.least();
        mostNegative -= amount * charges.most();
      } else {
        leastPositive += amount * charges.lowest();
        mostPositive += amount * charges.highest();
      }
    }
    if (leastNegative > mostPositive) {
      return (leastNegative - mostPositive) / leastNegative;
    }
    return leastPositive > mostNegative ? (leastPositive - mostNegative) / leastPositive : 0;
  }
}
