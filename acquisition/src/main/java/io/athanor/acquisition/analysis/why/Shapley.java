package io.athanor.acquisition.analysis.why;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;

/**
 * What each player of a cooperative game contributes (Shapley 1953): exactly, or, where there are
 * too many coalitions, averaged over sampled orders and their reverses (Castro, Gomez and Tejada
 * 2009; Mitchell et al. 2022). Either way the contributions sum to what all together are worth
 * beyond none: each order's telescope does. A coalition is a set of players, as the bits of a long.
 */
final class Shapley {
  /** Most players with exact contributions. */
  static final int MOST_EXACT = 10;

  /** Most players: each is a bit of a positive long. */
  static final int MOST_PLAYERS = 62;

  private static final int ORDERS = 32;

  private final int players;
  private final List<int[]> orders;
  private final Map<Long, Integer> coalitions = new LinkedHashMap<>();

  private Shapley(int players, List<int[]> orders) {
    this.players = players;
    this.orders = orders;
  }

  /**
   * A game of so many players.
   *
   * @param seed of the sampled orders, where they are sampled
   * @throws IllegalArgumentException if there are more than 62
   */
  static Shapley of(int players, long seed) {
    if (players < 0 || players > MOST_PLAYERS) {
      throw new IllegalArgumentException("players must be 0 to 62, were " + players);
    }
    if (players <= MOST_EXACT) {
      Shapley exact = new Shapley(players, List.of());
      for (long coalition = 0; coalition < 1L << players; coalition++) {
        exact.coalitions.put(coalition, exact.coalitions.size());
      }
      return exact;
    }
    List<int[]> orders = new ArrayList<>();
    Random random = new Random(new SplittableRandom(seed).nextLong());
    for (int i = 0; i < ORDERS; i++) {
      List<Integer> order = new ArrayList<>();
      for (int player = 0; player < players; player++) {
        order.add(player);
      }
      Collections.shuffle(order, random);
      orders.add(order.stream().mapToInt(Integer::intValue).toArray());
      Collections.reverse(order);
      orders.add(order.stream().mapToInt(Integer::intValue).toArray());
    }
    Shapley sampled = new Shapley(players, orders);
    for (int[] order : orders) {
      long coalition = 0;
      sampled.coalitions.putIfAbsent(coalition, sampled.coalitions.size());
      for (int player : order) {
        coalition |= 1L << player;
        sampled.coalitions.putIfAbsent(coalition, sampled.coalitions.size());
      }
    }
    return sampled;
  }

  /** Whether contributions are exact, not averaged over a sample of orders. */
  boolean isExact() {
    return orders.isEmpty();
  }

  /** The coalitions whose worth must be known; the first is empty. */
  List<Long> coalitions() {
    return List.copyOf(coalitions.keySet());
  }

  /**
   * Contribution of each player.
   *
   * @param worth of each of {@link #coalitions}, in their order
   */
  double[] contributions(double[] worth) {
    double[] contributions = new double[players];
    if (isExact()) {
      double[] weights = weights();
      coalitions.forEach(
          (coalition, place) -> {
            for (int player = 0; player < players; player++) {
              if ((coalition >> player & 1) == 0) {
                double gain = worth[coalitions.get(coalition | 1L << player)] - worth[place];
                contributions[player] += weights[Long.bitCount(coalition)] * gain;
              }
            }
          });
      return contributions;
    }
    for (int[] order : orders) {
      long coalition = 0;
      for (int player : order) {
        long with = coalition | 1L << player;
        contributions[player] +=
            (worth[coalitions.get(with)] - worth[coalitions.get(coalition)]) / orders.size();
        coalition = with;
      }
    }
    return contributions;
  }

  /** By size of the coalition joined: s! (n - s - 1)! / n!. */
  private double[] weights() {
    double[] weights = new double[players];
    for (int size = 0; size < players; size++) {
      double orders = players;
      for (int i = 1; i <= size; i++) {
        orders *= (players - i) / (double) i;
      }
      weights[size] = 1 / orders;
    }
    return weights;
  }
}
