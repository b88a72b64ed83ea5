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
    // outcomes near the middle narrow the scale, so that an old improvement seems to grow; sums of
    // squares never shrink, which bounds how much: only what is beyond is a gain
    double narrowed =
        Math.sqrt(
            (Math.max(2, prospect.measured()) - 1.0) / (Math.max(2, last.get().measured()) - 1.0));
    double old = last.get().improvement();
    double added = Math.max(0, prospect.improvement() - Math.max(old, old * narrowed));
    return new Standing(Optional.of(prospect), weight, gain + added, outcomes + more);
  }

  /** Improvement of each experiment in this round. */
  double rate() {
    return outcomes == 0 ? 0 : gain / outcomes;
  }

  /** What its next experiment is expected to add; without bound while it says nothing. */
  double hint() {
    return last.map(Prospect::expectedImprovement).orElse(Double.POSITIVE_INFINITY);
  }

  Standing next(double nextWeight) {
    return new Standing(last, nextWeight, 0, 0);
  }
}
