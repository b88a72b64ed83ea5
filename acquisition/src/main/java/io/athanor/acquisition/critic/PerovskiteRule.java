package io.athanor.acquisition.critic;

import io.athanor.materials.composition.Element;
import io.athanor.materials.crystal.Crystal;
import io.athanor.materials.validity.PerovskiteFactors;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The prototype rule for five-atom ABX3 cells: tolerance factor and octahedral factor, which are
 * right about three times in four, so that even a clear miss stays below an alarm.
 */
final class PerovskiteRule {
  /** Shannon radii in Angstrom (Acta Cryst. A32, 751 (1976)): 12-fold A sites. */
  private static final Map<Element, Double> A_SITE =
      Map.ofEntries(
          Map.entry(Element.Na, 1.39),
          Map.entry(Element.K, 1.64),
          Map.entry(Element.Rb, 1.72),
          Map.entry(Element.Cs, 1.88),
          Map.entry(Element.Ca, 1.34),
          Map.entry(Element.Sr, 1.44),
          Map.entry(Element.Ba, 1.61),
          Map.entry(Element.La, 1.36),
          Map.entry(Element.Pb, 1.49),
          Map.entry(Element.Tl, 1.70));

  /** 6-fold B sites, the common charge. */
  private static final Map<Element, Double> B_SITE =
      Map.ofEntries(
          Map.entry(Element.Mg, 0.72),
          Map.entry(Element.Ca, 1.00),
          Map.entry(Element.Ti, 0.605),
          Map.entry(Element.Zr, 0.72),
          Map.entry(Element.Hf, 0.71),
          Map.entry(Element.Nb, 0.64),
          Map.entry(Element.Ta, 0.64),
          Map.entry(Element.Mn, 0.645),
          Map.entry(Element.Fe, 0.645),
          Map.entry(Element.Ni, 0.60),
          Map.entry(Element.Al, 0.535),
          Map.entry(Element.Ge, 0.73),
          Map.entry(Element.Sn, 1.15),
          Map.entry(Element.Pb, 1.19));

  private static final Map<Element, Double> X_SITE =
      Map.of(
          Element.O, 1.40,
          Element.F, 1.33,
          Element.Cl, 1.81,
          Element.Br, 1.96,
          Element.I, 2.20,
          Element.S, 1.84);

  private static final double DOUBT = 0.4;
  private static final double MARGIN = 0.15;

  /** What speaks against it. */
  record Doubt(double score, String text) {}

  private PerovskiteRule() {}

  static Optional<Doubt> doubt(Crystal crystal) {
    if (crystal.sites().size() != 5) {
      return Optional.empty();
    }
    Map<Element, Double> amounts = crystal.composition().amounts();
    Optional<Element> anion =
        X_SITE.keySet().stream()
            .filter(each -> amounts.getOrDefault(each, 0.0) == 3)
            .min(Comparator.naturalOrder());
    List<Element> cations =
        amounts.keySet().stream()
            .filter(each -> !X_SITE.containsKey(each))
            .sorted(Comparator.comparingDouble(Element::electronegativity))
            .toList();
    if (anion.isEmpty() || cations.size() != 2) {
      return Optional.empty();
    }
    // the more electropositive cation sits on the large site
    Double a = A_SITE.get(cations.get(0));
    Double b = B_SITE.get(cations.get(1));
    if (a == null || b == null) {
      return Optional.empty();
    }
    double x = X_SITE.get(anion.get());
    double tolerance = PerovskiteFactors.tolerance(a, b, x);
    double octahedral = PerovskiteFactors.octahedral(b, x);
    double outside =
        Math.max(
            PerovskiteFactors.LEAST_OCTAHEDRAL - octahedral,
            Math.max(
                PerovskiteFactors.LEAST_TOLERANCE - tolerance,
                tolerance - PerovskiteFactors.MOST_TOLERANCE));
    return outside <= 0
        ? Optional.empty()
        : Optional.of(
            new Doubt(
                DOUBT * Math.min(1, outside / MARGIN),
                "tolerance factor %s and octahedral factor %s are outside those of perovskites"
                    .formatted(Review.figure(tolerance), Review.figure(octahedral))));
  }
}
