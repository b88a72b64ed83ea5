package io.athanor.acquisition.critic;

import java.util.OptionalDouble;

/**
 * Whether the material can be expected to exist: the energy above the hull where it is known, else
 * the tolerance factors of a perovskite where the structure is one.
 *
 * <p>Nine of ten observed inorganic phases lie within 0.067 eV/atom of the hull, nitrides within
 * 0.195 (Sun et al., Sci. Adv. 2, e1600225 (2016)): doubt begins at the first and is certain at
 * 0.3.
 */
final class StabilityCheck {
  private static final String CHECK = "stability";
  private static final double METASTABLE = 0.067;
  private static final double HOPELESS = 0.3;

  private StabilityCheck() {}

  static void on(Review review) {
    OptionalDouble hull = review.proposal().aboveHull();
    if (hull.isPresent()) {
      double energy = hull.getAsDouble();
      if (!Double.isFinite(energy)) {
        review.find(CHECK, 1, "the energy above the hull is no finite number");
        return;
      }
      review.find(
          CHECK,
          Review.ramp(energy, METASTABLE, HOPELESS),
          () ->
              "%s eV/atom above the hull; nine of ten observed phases are within %s"
                  .formatted(Review.figure(energy), Review.figure(METASTABLE)));
    } else {
      review
          .proposal()
          .crystal()
          .flatMap(PerovskiteRule::doubt)
          .ifPresent(doubt -> review.find(CHECK, doubt.score(), doubt.text()));
    }
  }
}
