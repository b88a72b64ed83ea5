package io.athanor.acquisition.planner;

import java.time.Duration;

/**
 * What a deadline pays for. Work is counted, not timed, at a fixed rate, so that a decision stays a
 * function of its campaign: another machine gives the same answer, sooner or later than it says.
 * Counted is what grows with the candidates; encoding a pool, fitting hyperparameters and factoring
 * the observations are not.
 */
final class Deadline {
  /** Multiply-adds of a vector loop that a second pays for: a core of 2020, or two at half. */
  static final double WORK_PER_SECOND = 6e9;

  /** Candidates a second whose posterior is at hand: what any function of the marginals keeps. */
  static final double ROWS_PER_SECOND = 1e6;

  /** Observations that every candidate is first looked at with, at most. */
  static final int SKETCH = 16;

  private static final Duration LEAST = Duration.ofMillis(1);
  private static final Duration MOST = Duration.ofHours(1);
  private static final String FIELD = "policy.deadline";
  private static final int KERNELS = 3;
  private static final int KERNEL_WORK = 30;
  private static final double LOOKING = 0.25;
  private static final double SETTLING = 0.8;
  private static final int LEAST_ROWS = 4;

  private Deadline() {}

  /**
   * Work over the candidates of one pick, dearest last.
   *
   * @param sketch observations that all candidates are looked at with
   * @param means candidates whose exact mean is computed
   * @param rows candidates that may be judged: exact posterior and function
   */
  record Plan(int sketch, int means, int rows) {}

  static void check(
      Duration deadline,
      Policy.Acquisition acquisition,
      Policy.Batch batch,
      boolean safe,
      boolean explores,
      boolean oneLevel) {
    if (deadline.compareTo(LEAST) < 0 || deadline.compareTo(MOST) > 0) {
      throw new IllegalArgumentException(
          "%s must be from %s to %s, was %s".formatted(FIELD, LEAST, MOST, deadline));
    }
    require(
        acquisition.judgesOneByOne(),
        "an acquisition that judges candidates one by one: %s does not"
            .formatted(acquisition.label()));
    require(
        batch == Policy.Batch.CONDITIONAL_VARIANCE,
        "the batch conditional-variance: the others weigh all candidates together");
    require(!safe, "a policy that is not safe: only all candidates tell whether one is");
    require(!explores, "no exploration: a uniform pick is one of all candidates");
    require(oneLevel, "no fidelities: how they are related is asked of all candidates");
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new IllegalArgumentException(FIELD + " needs " + what);
    }
  }

  /**
   * For Gaussian processes: up to a quarter of the work goes to a look at all; of what is left four
   * fifths to exact means, where these lead to bounds, and the rest to judging.
   *
   * @param candidates that could be chosen
   * @param columns of features
   * @param known observations and awaited ones
   * @param others rows that must be judged besides, as what was observed is
   * @param objectives posteriors, each of which gets its share
   * @param settles whether exact means are of use
   */
  static Plan plan(
      Duration deadline,
      int candidates,
      int columns,
      int known,
      int others,
      int objectives,
      boolean settles) {
    double work = seconds(deadline) * WORK_PER_SECOND / objectives;
    double kernel = KERNEL_WORK + 2.0 * columns;
    double exact = KERNELS * (known * kernel + 0.5 * known * known);
    if ((candidates + others) * exact <= work) {
      return new Plan(0, candidates, candidates);
    }
    int most = Math.min(SKETCH, known);
    int sketch = 0;
    while (sketch < most && look(candidates, sketch + 1, kernel) <= LOOKING * work) {
      sketch++;
    }
    // what a look leaves of its share is not given away: more time must not mean fewer means
    double left = Math.max((1 - LOOKING) * work, work - look(candidates, most, kernel));
    int means =
        settles ? count(SETTLING * left / (KERNELS * known * kernel), candidates) : candidates;
    double judging = settles ? (1 - SETTLING) * left : left;
    return new Plan(
        sketch,
        means,
        count(judging / exact - others, Math.min(means, Math.max(1, candidates - 1))));
  }

  private static double look(int candidates, int sketch, double kernel) {
    return (double) candidates * KERNELS * sketch * (kernel + 0.5 * sketch);
  }

  private static int count(double afforded, int candidates) {
    return (int) Math.min(candidates, Math.max(LEAST_ROWS, afforded));
  }

  /** Where the posterior of all candidates is at hand. */
  static int rows(Duration deadline, int candidates) {
    return count(seconds(deadline) * ROWS_PER_SECOND, candidates);
  }

  private static double seconds(Duration deadline) {
    return deadline.getSeconds() + deadline.getNano() * 1e-9;
  }
}
