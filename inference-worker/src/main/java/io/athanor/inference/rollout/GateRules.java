package io.athanor.inference.rollout;

/**
 * What a challenger is held to.
 *
 * @param canaryError most probability that one no better than the champion ever leaves the shadow
 * @param fullError most probability that one no better than the champion ever serves everybody
 * @param rollbackError most probability that one at least as good is rolled back for its scores,
 *     and the same once more for its coverage
 * @param clip in nats: a larger advantage or disadvantage on one outcome counts as this
 * @param tolerance how much coverage may be missing, of what is claimed and of the champion's
 * @param fewest outcomes in a stage before it is left forwards
 * @param most outcomes in all after which a challenger that has not won is let go
 */
public record GateRules(
    double canaryError,
    double fullError,
    double rollbackError,
    double clip,
    double tolerance,
    int fewest,
    int most) {
  /** 5 % to the canary, 1 % to everybody, 2 % and 2 % back. */
  public static final GateRules USUAL = new GateRules(0.05, 0.01, 0.02, 2, 0.05, 12, 400);

  public GateRules {
    requireError("canaryError", canaryError);
    requireError("fullError", fullError);
    requireError("rollbackError", rollbackError);
    require(fullError <= canaryError, "fullError", "must be at most canaryError", fullError);
    require(clip > 0 && Double.isFinite(clip), "clip", "must be positive and finite", clip);
    require(tolerance > 0 && tolerance < 0.5, "tolerance", "must be in (0, 0.5)", tolerance);
    require(fewest > 0, "fewest", "must be positive", fewest);
    require(most > 2 * fewest, "most", "must be more than twice fewest", most);
  }

  private static void requireError(String field, double value) {
    require(value > 0 && value < 1, field, "must be in (0, 1)", value);
  }

  private static void require(boolean isMet, String field, String reason, double value) {
    if (!isMet) {
      throw new IllegalArgumentException(field + " " + reason + ", got " + value);
    }
  }
}
