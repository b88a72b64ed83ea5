package io.athanor.acquisition.planner;

import java.util.OptionalInt;

/**
 * The part that chance had in a choice from a pool: a uniform pick with some probability, else the
 * best.
 *
 * @param exploration probability of the uniform pick, in (0, 1]
 * @param among candidates it is made from, at least 1
 * @param best pool index of what is chosen otherwise; empty where the pick is always uniform
 */
public record Randomisation(double exploration, int among, OptionalInt best) {
  /** Checks the numbers. */
  public Randomisation {
    if (!(exploration > 0) || exploration > 1) {
      throw new IllegalArgumentException(
          "randomisation.exploration must be in (0, 1], was " + exploration);
    }
    if (among < 1) {
      throw new IllegalArgumentException("randomisation.among must be at least 1, was " + among);
    }
    if (best.isEmpty() && exploration != 1) {
      throw new IllegalArgumentException("randomisation.best is needed below an exploration of 1");
    }
  }

  /** One as likely as the other. */
  static Randomisation uniform(int among) {
    return new Randomisation(1, among, OptionalInt.empty());
  }

  /** Probability that this candidate, one of those that could be chosen, is. */
  public double propensity(int candidate) {
    double uniform = exploration / among;
    return best.equals(OptionalInt.of(candidate)) ? 1 - exploration + uniform : uniform;
  }
}
