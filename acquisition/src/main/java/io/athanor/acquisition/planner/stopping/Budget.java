package io.athanor.acquisition.planner.stopping;

/**
 * Stops when all experiments are spent.
 *
 * @param experiments how many may be proposed, not negative
 */
public record Budget(int experiments) implements StoppingRule {
  /** Checks. */
  public Budget {
    if (experiments < 0) {
      throw new IllegalArgumentException("experiments must not be negative, was " + experiments);
    }
  }

  @Override
  public Verdict judge(Progress progress) {
    return new Verdict(
        "budget",
        progress.experiments() >= experiments,
        progress.experiments(),
        experiments,
        "%d of %d experiments are spent.".formatted(progress.experiments(), experiments));
  }
}
