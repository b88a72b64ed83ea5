package io.athanor.inference.rollout;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Whether a champion holds the coverage that its intervals claim, by the rolling counts that are
 * reported of it. Of each property, only windows that lie wholly within its time count. Pure state,
 * for one thread.
 */
public final class CoverageWatch {
  /** Coverage that may be missing before anything is tested. */
  public static final double TOLERANCE = 0.05;

  private static final double ERROR = 1e-4;

  private final Map<String, Long> since = new HashMap<>();

  /**
   * One report.
   *
   * @param property concerned
   * @param claimed what the intervals claim, in (0, 1)
   * @param observed share of the last {@code count} outcomes that lay within, in [0, 1]
   * @param count outcomes in the window
   * @param total outcomes ever
   * @return why the model cannot hold it, where so few within have a probability below 1e-4 even if
   *     its intervals covered {@value #TOLERANCE} less than claimed; nothing where the report is
   *     none
   */
  public Optional<String> report(
      String property, double claimed, double observed, int count, long total) {
    if (!(claimed > TOLERANCE && claimed < 1) || !(observed >= 0 && observed <= 1)) {
      return Optional.empty();
    }
    long first = since.computeIfAbsent(property, each -> total);
    if (total - first < count || count < 1) {
      return Optional.empty();
    }
    long covered = Math.round(observed * count);
    if (tail(covered, count, claimed - TOLERANCE) >= ERROR) {
      return Optional.empty();
    }
    return Optional.of(
        String.format(
            Locale.ROOT,
            "its %.0f %% intervals of %s covered %.0f %% of the last %d outcomes",
            100 * claimed,
            property,
            100 * observed,
            count));
  }

  /** P(X <= covered) of a binomial distribution. */
  static double tail(long covered, int count, double probability) {
    double term = count * Math.log1p(-probability);
    double odds = Math.log(probability) - Math.log1p(-probability);
    double sum = 0;
    for (int value = 0; value <= covered; value++) {
      sum += Math.exp(term);
      term += Math.log(count - value) - Math.log(value + 1.0) + odds;
    }
    return sum;
  }
}
