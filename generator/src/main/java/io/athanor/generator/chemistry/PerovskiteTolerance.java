package io.athanor.generator.chemistry;

import io.athanor.materials.composition.Composition;
import io.athanor.materials.composition.Element;
import io.athanor.materials.validity.PerovskiteFactors;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Goldschmidt's tolerance factor and the octahedral factor of ABX3 perovskites, from Shannon's
 * radii of the ions that {@link ChargeBalance} finds. Right about three times in four, so that only
 * clear misses count: beyond the accepted range by more than a tenth.
 */
public final class PerovskiteTolerance {
  private static final double MARGIN = 0.1;

  private PerovskiteTolerance() {}

  /**
   * Why this is no perovskite; empty where it may be one, or charges or radii are unknown.
   *
   * @param a element on the twelvefold site
   * @param b element on the sixfold site
   * @param x amounts of the elements on the anion sites
   */
  public static Optional<String> objection(Element a, Element b, Composition x, Composition whole) {
    Optional<Map<Element, Integer>> states = ChargeBalance.states(whole);
    if (states.isEmpty() || a == b) {
      return Optional.empty();
    }
    OptionalDouble radiusA = IonicRadii.twelvefold(a, states.get().get(a));
    OptionalDouble radiusB = IonicRadii.sixfold(b, states.get().get(b));
    double radiusX = 0;
    for (Element element : x.elements()) {
      OptionalDouble radius = IonicRadii.sixfold(element, states.get().get(element));
      if (radius.isEmpty()) {
        return Optional.empty();
      }
      radiusX += radius.getAsDouble() * x.fraction(element);
    }
    if (radiusA.isEmpty() || radiusB.isEmpty()) {
      return Optional.empty();
    }
    double tolerance =
        PerovskiteFactors.tolerance(radiusA.getAsDouble(), radiusB.getAsDouble(), radiusX);
    double octahedral = PerovskiteFactors.octahedral(radiusB.getAsDouble(), radiusX);
    boolean fits =
        tolerance > PerovskiteFactors.LEAST_TOLERANCE - MARGIN
            && tolerance < PerovskiteFactors.MOST_TOLERANCE + MARGIN
            && octahedral > PerovskiteFactors.LEAST_OCTAHEDRAL - MARGIN;
    return fits ? Optional.empty() : Optional.of("tolerance factor");
  }
}
