package io.athanor.acquisition.portfolio;

import java.util.Optional;

/**
 * A campaign's place in its portfolio.
 *
 * @param last what it said last
 * @param weight of the portfolio's forecaster, above zero; only ratios count
 * @param gain improvement in this round (standard deviations of its outcomes)
 * @param outcomes measured in this round
 */
public record Standing(Optional<Prospect> last, double weight, double gain, int outcomes) {
  /** Checks the weight. */
  public Standing {
    if (!(weight > 0) || Double.isInfinite(weight)) {
      throw new IllegalArgumentException("weight must be positive, was " + weight);
    }
  }

  /** Of a campaign that said nothing yet. */
  public static Standing fresh() {
    return new Standing(Optional.empty(), 1, 0, 0);
  }

  /** After it said where it stands; what was said before is no news. */
  public Standing heard(Prospect prospect) {
    if (last.isEmpty()) {
      return new Standing(Optional.of(prospect), weight, gain, outcomes);
    }
    int more = prospect.measured() - last.get().measured();
    if (more < 1) {
      return this;
    }
    double added = Math.max(0, prospect.improvement() - last.get().improvement());
    return new Standing(Optional.of(prospect), weight, gain + added, outcomes + more);
  }

  /** Improvement of each experiment in this round, 0..1. */
  double rate() {
    return outcomes == 0 ? 0 : Math.min(1, gain / outcomes);
  }

  /** What its next experiment is expected to add, 0..1. */
  double hint() {
    return last.map(prospect -> Math.min(1, prospect.expectedImprovement())).orElse(1.0);
  }

  Standing next(double nextWeight) {
    return new Standing(last, nextWeight, 0, 0);
  }
}
