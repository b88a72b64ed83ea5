package io.athanor.acquisition.critic;

import io.athanor.materials.space.Mixture;

/** Whether declared fractions are fractions and sum to one. */
final class MixtureCheck {
  private static final String CHECK = "mixture";

  /** Fractions are weighed and rounded; the space itself keeps 1e-12. */
  private static final double TOLERANCE = 1e-3;

  private MixtureCheck() {}

  static void on(Review review) {
    for (Mixture mixture : review.terms().mixtures()) {
      double sum = 0;
      int present = 0;
      for (String member : mixture.members()) {
        if (review.proposal().settings().get(member) instanceof Double value) {
          sum += value;
          present += value > 0 ? 1 : 0;
        }
      }
      if (!(Math.abs(sum - 1) <= TOLERANCE)) {
        review.find(
            CHECK,
            1,
            "the fractions of %s sum to %s".formatted(mixture.name(), Review.figure(sum)));
      } else if (present > mixture.most() || present < mixture.fewest()) {
        review.find(
            CHECK,
            1,
            "%s has %d components, allowed are %d to %d"
                .formatted(mixture.name(), present, mixture.fewest(), mixture.most()));
      }
    }
  }
}
