package io.athanor.acquisition.portfolio;

import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Shares out a portfolio by exponential weights with a fixed share (Herbster and Warmuth, 1998) and
 * hints (Rakhlin and Sridharan, 2013). As each campaign has one place at least, every round tells
 * the gain of all, so that no bandit's exploration is needed. With gains g in 0..1 and without
 * hints, the shares' gain over T rounds is at most {@code ((S + 1) ln K + S ln(1/a) + (T - S - 1)
 * ln(1/(1 - a))) / eta + eta T / 8} below that of the best sequence of campaigns with S changes;
 * hints replace the last term by the squared error of the hints, which is smaller where the
 * campaigns' own expectations are right and at most four times as large where they are not. The
 * bound is on gains as they came: it does not say what a campaign would have gained with more.
 *
 * @param eta learning rate, above zero
 * @param range gain of an experiment that counts as 1, as does any greater (standard deviations of
 *     the campaign's outcomes), above zero
 * @param mixing a: part that is shared out evenly after each round, 0..1
 */
public record Forecaster(double eta, double range, double mixing) {
  /** A round that some campaign does not end is over when so many outcomes came per campaign. */
  private static final int LONGEST = 4;

  /** Checks the numbers. */
  public Forecaster {
    if (!(eta > 0) || !(range > 0) || !(mixing > 0 && mixing < 1)) {
      throw new IllegalArgumentException(
          "eta %s, range %s, mixing %s".formatted(eta, range, mixing));
    }
  }

  /** Chosen on synthetic campaigns and on the five pools that {@code bench portfolio} measures. */
  public static Forecaster standard() {
    return new Forecaster(8, 0.1, 0.1);
  }

  /** Parts of the whole, by campaign; they sum to one. */
  public SortedMap<String, Double> shares(SortedMap<String, Standing> standings) {
    SortedMap<String, Double> shares = new TreeMap<>();
    standings.forEach(
        (id, standing) ->
            shares.put(id, standing.weight() * StrictMath.exp(eta * scaled(standing.hint()))));
    return normalised(shares);
  }

  /** The standings after something was heard: a round ends when every campaign had an outcome. */
  public SortedMap<String, Standing> settled(SortedMap<String, Standing> standings) {
    int outcomes = standings.values().stream().mapToInt(Standing::outcomes).sum();
    boolean all = standings.values().stream().allMatch(each -> each.outcomes() > 0);
    if (standings.size() < 2 || !(all || outcomes >= LONGEST * standings.size())) {
      return standings;
    }
    // who had no outcome neither gains nor loses by it
    double mean =
        standings.values().stream()
            .filter(each -> each.outcomes() > 0)
            .mapToDouble(Standing::rate)
            .average()
            .orElse(0);
    SortedMap<String, Double> weights = new TreeMap<>();
    standings.forEach(
        (id, each) -> {
          double gain = each.outcomes() > 0 ? each.rate() : mean;
          weights.put(id, each.weight() * StrictMath.exp(eta * scaled(gain)));
        });
    double even = mixing / weights.size();
    SortedMap<String, Standing> next = new TreeMap<>();
    normalised(weights)
        .forEach((id, w) -> next.put(id, standings.get(id).next((1 - mixing) * w + even)));
    return next;
  }

  private double scaled(double gain) {
    return Math.min(1, gain / range);
  }

  private static SortedMap<String, Double> normalised(SortedMap<String, Double> weights) {
    double sum = weights.values().stream().mapToDouble(each -> each).sum();
    weights.replaceAll((id, weight) -> weight / sum);
    return weights;
  }
}
