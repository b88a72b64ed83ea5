package io.athanor.acquisition.planner.acquisition;

import io.athanor.acquisition.planner.numeric.NormalMath;

/** Something a candidate must fulfil beside its objectives: a property in a window, feasibility. */
public interface Requirement {
  /** Log probability that the row fulfils it; at most 0. */
  double logProbability(int row);

  /** Whether it is more likely fulfilled than not. */
  boolean met(int row);

  /** Whether it is fulfilled even at the unfavourable end of mean -+ beta deviations. */
  boolean safe(int row, double beta);

  /** A property that must lie in a window. */
  static Requirement inside(Outcome outcome, Window window) {
    return new Requirement() {
      @Override
      public double logProbability(int row) {
        return window.logProbability(outcome.means()[row], outcome.deviations()[row]);
      }

      @Override
      public boolean met(int row) {
        return window.holds(outcome.means()[row]);
      }

      @Override
      public boolean safe(int row, double beta) {
        double reach = beta * outcome.deviations()[row];
        return window.holds(outcome.means()[row] - reach)
            && window.holds(outcome.means()[row] + reach);
      }
    };
  }

  /**
   * A learnt probability of success by row. Safe where failure is rarer than in the tail of a
   * normal beyond beta.
   */
  static Requirement likely(double[] logProbabilities) {
    return new Requirement() {
      @Override
      public double logProbability(int row) {
        return logProbabilities[row];
      }

      @Override
      public boolean met(int row) {
        return logProbabilities[row] >= StrictMath.log(0.5);
      }

      @Override
      public boolean safe(int row, double beta) {
        return logProbabilities[row] >= NormalMath.logDistribution(beta);
      }
    };
  }
}
