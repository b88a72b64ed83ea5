package io.athanor.acquisition.critic;

import io.athanor.materials.composition.Composition;
import io.athanor.materials.composition.Element;
import io.athanor.materials.unit.Units;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Whether a temperature leaves anything of what is made. The campaign's own figure counts; without
 * one, hybrids of organic cations are taken to last up to 573 K (onset of mass loss of
 * methylammonium lead iodide, Dualeh et al., Chem. Mater. 26, 6160 (2014)).
 */
final class ThermalCheck {
  private static final String CHECK = "thermal";
  private static final double ORGANIC_KELVIN = 573;

  /** Ramps and thermocouples differ: certain only this many K above. */
  private static final double CERTAIN_ABOVE = 60;

  private ThermalCheck() {}

  static void on(Review review) {
    OptionalDouble limit = limit(review);
    if (limit.isEmpty()) {
      return;
    }
    for (Map.Entry<String, Object> setting : review.proposal().settings().entrySet()) {
      Declared declared = review.terms().declared().get(setting.getKey());
      if (declared != null
          && review.terms().quality(setting.getKey()) == Quality.TEMPERATURE
          && setting.getValue() instanceof Double value
          && Double.isFinite(value)
          && Units.isKnown(declared.unit())
          && Units.isConvertible(declared.unit(), "K")) {
        double kelvin = Units.convert(value, declared.unit(), "K");
        review.find(
            CHECK,
            Review.ramp(kelvin, limit.getAsDouble(), limit.getAsDouble() + CERTAIN_ABOVE),
            () ->
                "%s is %s K, what is made lasts up to %s K"
                    .formatted(
                        setting.getKey(),
                        Review.figure(kelvin),
                        Review.figure(limit.getAsDouble())));
      }
    }
  }

  private static OptionalDouble limit(Review review) {
    if (review.terms().decomposition().isPresent()) {
      return review.terms().decomposition();
    }
    return review.composition().filter(ThermalCheck::isOrganic).isPresent()
        ? OptionalDouble.of(ORGANIC_KELVIN)
        : OptionalDouble.empty();
  }

  static boolean isOrganic(Composition composition) {
    return composition.amounts().containsKey(Element.C)
        && composition.amounts().containsKey(Element.H);
  }
}
