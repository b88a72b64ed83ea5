package io.athanor.generator.search;

import io.athanor.materials.composition.Composition;
import io.athanor.materials.composition.Element;
import io.athanor.materials.crystal.Crystal;
import java.util.Comparator;

/**
 * An individual whose merit is known.
 *
 * @param generation in which it was born, 0-based
 */
record Evaluated(Individual individual, Crystal crystal, double merit, int generation) {
  static final Comparator<Evaluated> BEST_FIRST =
      Comparator.comparingDouble(Evaluated::merit)
          .reversed()
          .thenComparing(each -> each.individual().key());

  /** Structure type and most electronegative element: what competes for the same place. */
  String niche() {
    Composition composition = crystal.composition();
    Element anion =
        composition.elements().stream()
            .max(Comparator.comparingDouble(Evaluated::attraction))
            .orElseThrow();
    return individual.blueprint().prototype().type() + anion;
  }

  private static double attraction(Element element) {
    double known = element.electronegativity();
    return Double.isNaN(known) ? 0 : known;
  }
}
