package io.athanor.acquisition.critic;

/** Whether the proposal repeats what is known, or is far from all that is known. */
final class NoveltyCheck {
  private static final String CHECK = "novelty";

  /** One or two repeats tell the noise; more are a planner that is stuck. */
  private static final double[] REPEATED = {0, 0.1, 0.3};

  private static final double STUCK = 0.95;

  /** Too few points span no domain to be out of. */
  private static final int ENOUGH = 10;

  /** In ranges: independent uniform points of one range are 0.41 apart in the mean square. */
  private static final double FAR = 0.5;

  private static final double FARTHEST = 1.5;
  private static final double OUT_OF_DOMAIN = 0.7;

  private NoveltyCheck() {}

  static void on(Review review) {
    Familiarity familiarity = review.proposal().familiarity();
    int repeats = familiarity.repeats();
    if (repeats > 0) {
      review.find(
          CHECK,
          repeats < REPEATED.length ? REPEATED[repeats] : STUCK,
          "the same has been measured %d times".formatted(repeats));
    }
    if (familiarity.measured() >= ENOUGH) {
      review.find(
          CHECK,
          OUT_OF_DOMAIN * Review.ramp(familiarity.nearest(), FAR, FARTHEST),
          () ->
              "the nearest measured point is %s ranges away: out of domain"
                  .formatted(Review.figure(familiarity.nearest())));
    }
  }
}
