package io.athanor.acquisition.planner.auto;

/**
 * How a campaign begins and explores where its policy leaves that to the planner. One rule for
 * every pool, scaled by what is known before the first measurement; the measurements behind it are
 * in docs/adr/0015.
 *
 * @param startPoints measurements before the posterior decides: two random ones, then those of a
 *     {@link RepresentativeDesign}
 * @param horizon observations after which exploration is down to its least
 * @param reason one sentence
 */
public record AutoPolicy(int startPoints, double horizon, String reason) {
  private static final double FIRST_KAPPA = 1;
  private static final double LAST_KAPPA = 0.25;
  private static final double HORIZON_SHARE = 0.03;
  private static final int HORIZON_PER_DIMENSION = 10;
  private static final String RANDOM_START = "Two random ones to begin with.";
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
   * sqrt(N)/4 representative points, rounded; at most one per dimension and, with the two random
   * ones, a fifth of the budget. The horizon is 3 % of the pool, at most ten experiments per
   * dimension. A process space begins with one point per dimension as far as the budget allows: its
   * candidates gather around the best so far, so that an option never tried would stay untried.
   */
  public static AutoPolicy resolve(Facts facts) {
    int dimensions = Math.max(1, facts.dimensions());
    int most = HORIZON_PER_DIMENSION * dimensions;
    int affordable = Math.max(0, facts.budget() / LEAST_BUDGETS_SHARE - RANDOM_STARTS);
    if (facts.candidates() == 0) {
      int points = Math.min(dimensions, affordable);
      return new AutoPolicy(
          RANDOM_STARTS + points,
          most / 2.0,
          points == 0
              ? RANDOM_START
              : "%d points, spread as the space is, to begin with.".formatted(points));
    }
    int wanted = (int) (Math.sqrt(facts.candidates()) / 4 + 0.5);
    int points = Math.min(Math.min(wanted, dimensions), affordable);
    return new AutoPolicy(
        RANDOM_STARTS + points,
        Math.min(Math.max(2, HORIZON_SHARE * facts.candidates()), most),
        points == 0
            ? RANDOM_START
            : "%d of %d candidates, spread as the pool is, to begin with."
                .formatted(points, facts.candidates()));
  }

  /**
   * Weight of the deviation in an upper confidence bound: falls from 1 to 1/4 over the horizon. A
   * top set is found by staying near what is good; the start points do the exploring.
   */
  public double kappa(int observations) {
    double left = Math.max(0, 1 - observations / horizon);
    return LAST_KAPPA + (FIRST_KAPPA - LAST_KAPPA) * left;
  }
}
