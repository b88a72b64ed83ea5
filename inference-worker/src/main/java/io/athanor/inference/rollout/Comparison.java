package io.athanor.inference.rollout;

import java.util.List;

/**
 * How two versions did on one material that neither had seen: means over its labels, which belong
 * together and count as one outcome.
 *
 * @param advantage the challenger's log density less the champion's, in nats
 * @param championCovered share of the labels within the champion's 90 % interval, in [0, 1]
 * @param challengerCovered the same of the challenger's
 */
public record Comparison(double advantage, double championCovered, double challengerCovered) {

  /** One label and what both had said of it. */
  public record Pair(double value, Forecast champion, Forecast challenger) {}

  public Comparison {
    if (!Double.isFinite(advantage)) {
      throw new IllegalArgumentException("advantage must be finite, got " + advantage);
    }
    requireShare("championCovered", championCovered);
    requireShare("challengerCovered", challengerCovered);
  }

  /**
   * Of one material's labels.
   *
   * @param pairs at least one
   */
  public static Comparison of(List<Pair> pairs) {
    if (pairs.isEmpty()) {
      throw new IllegalArgumentException("pairs must not be empty");
    }
    double advantage = 0;
    int champion = 0;
    int challenger = 0;
    for (Pair pair : pairs) {
      advantage +=
          pair.challenger().logDensity(pair.value()) - pair.champion().logDensity(pair.value());
      champion += pair.champion().covers(pair.value()) ? 1 : 0;
      challenger += pair.challenger().covers(pair.value()) ? 1 : 0;
    }
    double count = pairs.size();
    return new Comparison(advantage / count, champion / count, challenger / count);
  }

  private static void requireShare(String name, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(name + " must be in [0, 1], got " + value);
    }
  }
}
