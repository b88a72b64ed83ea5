package io.athanor.acquisition.planner.auto;

/**
 * How a campaign begins and explores where its policy leaves that to the planner. One rule for
 * every pool, scaled by what is known before the first measurement; the measurements behind it are
 * in docs/adr/0015.
 *
 * @param startPoints measurements before the posterior decides: two random ones, then those of a
 *     {@link RepresentativeDesign}
 * @param reason one sentence
 */
public record AutoPolicy(int startPoints, String reason) {
  private static final int RANDOM_STARTS = 2;
  private static final int LEAST_BUDGETS_SHARE = 5;

  /**
   * What is known of a problem beforehand.
   *
   * @param candidates size of the pool; 0 for a process space, where any number can be drawn
   * @param dimensions parameters or, where there are none, features
   * @param budget experiments in all
   */
  public record Facts(int candidates, int dimensions, int budget) {
    /** Checks the numbers. */
    public Facts {
      if (candidates < 0) {
        throw new IllegalArgumentException(
            "facts.candidates must not be negative, was " + candidates);
      }
      if (dimensions < 0) {
        throw new IllegalArgumentException(
            "facts.dimensions must not be negative, was " + dimensions);
      }
      if (budget < 1) {
        throw new IllegalArgumentException("facts.budget must be at least 1, was " + budget);
      }
    }
  }

  /**
   * sqrt(N)/4 representative points, rounded; at most two per dimension and, with the two random
   * ones, a fifth of the budget.
   */
  public static AutoPolicy resolve(Facts facts) {
    if (facts.candidates() == 0) {
      return new AutoPolicy(RANDOM_STARTS, "Two random points to begin with.");
    }
    int wanted = (int) (Math.sqrt(facts.candidates()) / 4 + 0.5);
    int affordable = Math.max(0, facts.budget() / LEAST_BUDGETS_SHARE - RANDOM_STARTS);
    int most = 2 * Math.max(1, facts.dimensions());
    int points = Math.min(Math.min(wanted, most), affordable);
    return new AutoPolicy(
        RANDOM_STARTS + points,
        "%d of %d candidates, spread as the pool is, to begin with."
            .formatted(points, facts.candidates()));
  }
}
