package io.athanor.acquisition.critic;

import io.athanor.materials.composition.Composition;
import io.athanor.materials.composition.Element;

/** Whether the formula reads, and names elements that take part in compounds. */
final class FormulaCheck {
  private static final String CHECK = "formula";

  private FormulaCheck() {}

  static void on(Review review) {
    if (review.proposal().formula().isEmpty()) {
      return;
    }
    try {
      review.reads(Composition.parse(review.proposal().formula().get()));
    } catch (IllegalArgumentException wrong) {
      review.find(CHECK, 1, "the formula does not read: " + wrong.getMessage());
      return;
    }
    Composition composition = review.composition().orElseThrow();
    for (Element element : composition.amounts().keySet()) {
      if (isInert(element, composition)) {
        review.find(CHECK, 1, element.symbol() + " forms no compound with these elements");
      }
    }
  }

  /** Helium, neon and argon form no solid; krypton and xenon need fluorine or oxygen. */
  private static boolean isInert(Element element, Composition composition) {
    return switch (element) {
      case He, Ne, Ar -> composition.amounts().size() > 1;
      case Kr, Xe, Rn ->
          composition.amounts().size() > 1
              && !composition.amounts().containsKey(Element.F)
              && !composition.amounts().containsKey(Element.O);
      default -> false;
    };
  }
}
