package io.athanor.acquisition.critic;

import io.athanor.materials.composition.Composition;
import io.athanor.materials.composition.Element;
import java.util.EnumSet;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Whether a salt can be neutral. Looks only where charges are what holds the solid together: an
 * anion of group 15 to 17 or oxygen with a cation at least three quarters of a Pauling unit below
 * it. Alloys, Zintl phases and organic molecules have no such balance.
 */
final class ChargeCheck {
  private static final String CHECK = "charge-balance";
  private static final Set<Element> ANIONS =
      EnumSet.of(
          Element.F,
          Element.Cl,
          Element.Br,
          Element.I,
          Element.O,
          Element.S,
          Element.Se,
          Element.N);

  private static final double IONIC = 0.75;

  /** Doping and vacancies leave a few per cent. */
  private static final double TOLERATED = 0.08;

  private static final double CERTAIN = 0.25;

  private ChargeCheck() {}

  static void on(Review review) {
    review.composition().filter(ChargeCheck::applies).ifPresent(known -> look(review, known));
  }

  private static void look(Review review, Composition composition) {
    OptionalDouble imbalance = ChargeBalance.imbalance(composition);
    imbalance.ifPresent(
        left ->
            review.find(
                CHECK,
                Review.ramp(left, TOLERATED, CERTAIN),
                () ->
                    "no charges of its elements balance: %s of the charge is left"
                        .formatted(Review.figure(left))));
  }

  private static boolean applies(Composition composition) {
    if (ThermalCheck.isOrganic(composition)) {
      return false;
    }
    double highest = Double.NEGATIVE_INFINITY;
    double lowest = Double.POSITIVE_INFINITY;
    for (Element element : composition.amounts().keySet()) {
      double electronegativity = element.electronegativity();
      if (ANIONS.contains(element)) {
        highest = Math.max(highest, electronegativity);
      }
      if (electronegativity < lowest) {
        lowest = electronegativity;
      }
    }
    return highest - lowest >= IONIC;
  }
}
