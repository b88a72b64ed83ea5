package io.athanor.allinone.bench;

import io.athanor.acquisition.bench.Bootstrap;
import io.athanor.acquisition.bench.CampaignStrategy;
import io.athanor.acquisition.bench.DiscoveryPool;
import io.athanor.acquisition.bench.Estimate;
import io.athanor.acquisition.bench.PythonRandom;
import io.athanor.acquisition.planner.Policy;
import io.athanor.acquisition.planner.PriorCampaign;
import io.athanor.acquisition.planner.Teachers;
import io.athanor.acquisition.planner.space.Point;
import io.athanor.materials.space.Parameter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A campaign on one pool that learns from campaigns on others, beside the same campaign without
 * them, and beside one whose teachers say the opposite of what they found.
 *
 * @param pool where it looks
 * @param past pools with the same parameters
 * @param lessons outcomes that each past campaign had
 * @param runs seeds 1..runs, of starts and of past campaigns
 * @param picks experiments of the campaign
 */
record TransferTrial(
    DiscoveryPool pool, List<DiscoveryPool> past, int lessons, int runs, int picks) {
  private static final double TOP = 0.05;
  private static final int STARTS = 2;
  private static final List<String> WAYS = List.of("alone", "taught", "misled");

  TransferTrial {
    past = List.copyOf(past);
    if (past.isEmpty()) {
      throw new IllegalArgumentException("there is no past campaign to learn from");
    }
    if (lessons < STARTS || runs < 1 || picks <= STARTS) {
      throw new IllegalArgumentException(
          "--lessons must be at least 2, --runs 1 and --picks 3, got %d, %d, %d"
              .formatted(lessons, runs, picks));
    }
  }

  /**
   * What one way came to.
   *
   * @param first experiments until the first of the best 5 %, or one more than there were
   * @param hits how many of the best 5 % were found
   * @param saved how many fewer experiments to the first one than alone; empty for alone
   */
  record Way(Estimate first, Estimate hits, Optional<Estimate> saved) {}

  /** By way: alone, taught, misled. */
  Map<String, Way> measure() {
    Map<String, double[]> first = new LinkedHashMap<>();
    Map<String, double[]> hits = new LinkedHashMap<>();
    int most = Math.min(picks, pool.size());
    Set<Integer> top = pool.top(pool.topCount(TOP));
    for (int run = 0; run < runs; run++) {
      long seed = run + 1L;
      List<PriorCampaign> taught = past.stream().map(each -> lesson(each, seed)).toList();
      List<PriorCampaign> misled = taught.stream().map(TransferTrial::opposite).toList();
      List<Integer> starts = new PythonRandom(seed).sample(pool.size(), STARTS);
      for (String way : WAYS) {
        List<PriorCampaign> teachers =
            way.equals("alone") ? List.of() : way.equals("taught") ? taught : misled;
        Policy policy = Policy.standard().taughtBy(Teachers.of(teachers));
        List<Integer> order = new CampaignStrategy(way, policy).picks(pool, starts, seed, most);
        int at = 0;
        while (at < order.size() && !top.contains(order.get(at))) {
          at++;
        }
        first.computeIfAbsent(way, key -> new double[runs])[run] = at + 1.0;
        hits.computeIfAbsent(way, key -> new double[runs])[run] =
            order.stream().filter(top::contains).count();
      }
    }
    Map<String, Way> ways = new LinkedHashMap<>();
    for (String way : WAYS) {
      ways.put(
          way,
          new Way(
              Bootstrap.mean(first.get(way), 1),
              Bootstrap.mean(hits.get(way), 1),
              way.equals("alone")
                  ? Optional.empty()
                  : Optional.of(Bootstrap.difference(first.get("alone"), first.get(way), 1))));
    }
    return ways;
  }

  /** What a campaign of the automatic policy measured there, as this pool's parameters have it. */
  private PriorCampaign lesson(DiscoveryPool from, long seed) {
    List<Integer> starts = new PythonRandom(1000 + seed).sample(from.size(), STARTS);
    List<Integer> order =
        new CampaignStrategy("past", Policy.standard())
            .picks(from, starts, 1000 + seed, Math.min(lessons, from.size()));
    double turn = from.maximize() == pool.maximize() ? 1 : -1;
    List<Point> points = new ArrayList<>();
    List<Double> values = new ArrayList<>();
    for (int candidate : order) {
      translated(from, from.points().get(candidate))
          .ifPresent(
              point -> {
                points.add(point);
                values.add(turn * from.values().get(candidate));
              });
    }
    return new PriorCampaign(from.name(), points, values);
  }

  private static PriorCampaign opposite(PriorCampaign lesson) {
    List<Double> values = lesson.values().stream().map(each -> -each).toList();
    return new PriorCampaign(lesson.name(), lesson.points(), values);
  }

  /** By names of parameters and options; empty where this pool has no such option. */
  private Optional<Point> translated(DiscoveryPool from, Point point) {
    List<Double> coordinates = new ArrayList<>();
    for (Parameter wanted : pool.parameters()) {
      int column = 0;
      while (column < from.parameters().size()
          && !from.parameters().get(column).name().equals(wanted.name())) {
        column++;
      }
      if (column == from.parameters().size()) {
        throw new IllegalArgumentException(
            "%s has no parameter '%s' of %s".formatted(from.name(), wanted.name(), pool.name()));
      }
      double value = point.coordinates().get(column);
      if (wanted instanceof Parameter.Named named) {
        Parameter other = from.parameters().get(column);
        int option =
            other instanceof Parameter.Named theirs
                ? named.options().indexOf(theirs.options().get((int) value))
                : -1;
        if (option < 0) {
          return Optional.empty();
        }
        value = option;
      }
      coordinates.add(value);
    }
    return Optional.of(new Point(coordinates));
  }
}
