package io.athanor.generator.bandit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Thompson sampling over generators (Thompson 1933; Chapelle and Li, NeurIPS 2011): each gets the
 * share of the budget that is the probability that its mean reward is the largest. Rewards come
 * late and in any number; no share falls below a floor, so that a generator that had bad luck can
 * come back. An immutable fold: the same rewards in the same order give the same shares.
 *
 * @param arms by generator
 */
public record Bandit(Map<String, Arm> arms) {
  /** Least share of any generator unless there are too many for it (dimensionless). */
  public static final double FLOOR = 0.1;

  private static final int DRAWS = 4_000;

  /** Sorts the generators by name. */
  public Bandit {
    arms = Collections.unmodifiableMap(new TreeMap<>(arms));
  }

  /** Nobody was rewarded yet. */
  public static Bandit fresh() {
    return new Bandit(Map.of());
  }

  /**
   * One reward of a generator.
   *
   * @param reward in units of the spread of outcomes, finite
   */
  public Bandit rewarded(String generator, double reward) {
    Map<String, Arm> next = new TreeMap<>(arms);
    next.put(generator, arm(generator).rewarded(reward));
    return new Bandit(next);
  }

  /** What is known of a generator, also of one that was never rewarded. */
  public Arm arm(String generator) {
    return arms.getOrDefault(generator, Arm.fresh());
  }

  /**
   * Shares of the budget, which sum to 1.
   *
   * @param generators who may be asked, at least one
   * @param floor least share, in [0, 1]; lowered to an equal share where that is less
   * @param seed of the draws
   */
  public Map<String, Double> shares(List<String> generators, double floor, long seed) {
    if (generators.isEmpty() || generators.stream().distinct().count() < generators.size()) {
      throw new IllegalArgumentException(
          "generators must be distinct, at least one, are " + generators);
    }
    if (!(floor >= 0 && floor <= 1)) {
      throw new IllegalArgumentException("floor must be in 0..1 but is " + floor);
    }
    List<String> sorted = generators.stream().sorted().toList();
    double least = Math.min(floor, 1.0 / sorted.size());
    int[] wins = new int[sorted.size()];
    SplittableRandom random = new SplittableRandom(seed);
    for (int draw = 0; draw < DRAWS; draw++) {
      wins[winner(sorted, random)]++;
    }
    Map<String, Double> shares = new TreeMap<>();
    for (int index = 0; index < wins.length; index++) {
      double won = wins[index] / (double) DRAWS;
      shares.put(sorted.get(index), least + (1 - least * wins.length) * won);
    }
    return shares;
  }

  /**
   * A whole budget by shares: largest remainders, ties to the lower name; everybody with a share
   * gets at least one where the budget allows.
   *
   * @param shares positive, sum 1
   * @param budget at least 1
   */
  public static Map<String, Integer> split(Map<String, Double> shares, int budget) {
    if (budget < 1) {
      throw new IllegalArgumentException("budget must be at least 1 but is " + budget);
    }
    boolean each = budget >= shares.size();
    int free = each ? budget - shares.size() : budget;
    Map<String, Integer> counts = new TreeMap<>();
    int given = 0;
    for (Map.Entry<String, Double> share : shares.entrySet()) {
      int whole = (int) Math.floor(share.getValue() * free);
      counts.put(share.getKey(), whole + (each ? 1 : 0));
      given += whole;
    }
    List<String> byRemainder = new ArrayList<>(counts.keySet());
    byRemainder.sort(
        Comparator.comparingDouble(
                (String name) -> -(shares.get(name) * free - Math.floor(shares.get(name) * free)))
            .thenComparing(Comparator.naturalOrder()));
    for (String name : byRemainder) {
      if (given < free) {
        counts.merge(name, 1, Integer::sum);
        given++;
      }
    }
    return counts;
  }

  private int winner(List<String> generators, SplittableRandom random) {
    int best = 0;
    double highest = Double.NEGATIVE_INFINITY;
    for (int index = 0; index < generators.size(); index++) {
      Arm arm = arm(generators.get(index));
      double draw = arm.expected() + arm.doubt() * random.nextGaussian();
      if (draw > highest) {
        highest = draw;
        best = index;
      }
    }
    return best;
  }
}
