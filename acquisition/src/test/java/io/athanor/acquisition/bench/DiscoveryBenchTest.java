package io.athanor.acquisition.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.athanor.acquisition.planner.space.Point;
import io.athanor.materials.space.Parameter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.junit.jupiter.api.Test;

class DiscoveryBenchTest {
  private static final DiscoveryPool HILL = hill(true);

  @Test
  void everyStrategyPicksEachCandidateOnceAndKeepsTheStarts() {
    List<Integer> starts = List.of(5, 17);
    for (String name : Strategies.names()) {
      List<Integer> picks = Strategies.named(name).picks(HILL, starts, 3, 16);
      assertThat(picks.subList(0, 2)).as(name).isEqualTo(starts);
      assertThat(new HashSet<>(picks)).as(name).hasSize(16);
      assertThat(Strategies.named(name).picks(HILL, starts, 3, 16)).as(name).isEqualTo(picks);
    }
  }

  @Test
  void anyStrategyEndsWithTheWholePool() {
    DiscoveryPool small =
        new DiscoveryPool(
            "small",
            "height",
            true,
            HILL.parameters(),
            HILL.points().subList(0, 7),
            HILL.values().subList(0, 7));
    for (String name : Strategies.names()) {
      assertThat(Strategies.named(name).picks(small, List.of(6, 0), 1, 7))
          .as(name)
          .containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6);
    }
  }

  @Test
  void modelsBeatChanceOnSmoothGround() {
    DiscoveryBench bench = new DiscoveryBench(4, 1, 30, System::nanoTime);
    double chance = bench.score(HILL, new RandomStrategy()).hitsAt().get(25).mean().orElseThrow();
    for (String name : List.of("auto", "greedy", "plain-gp")) {
      DiscoveryScore score = bench.score(HILL, Strategies.named(name));
      assertThat(score.hitsAt().get(25).mean().orElseThrow()).as(name).isGreaterThan(2 * chance);
      assertThat(score.af80().mean()).as(name).isPresent();
      assertThat(score.curve()).hasSize(30);
    }
  }

  @Test
  void lessIsBetterWhereItIsSaidSo() {
    DiscoveryBench bench = new DiscoveryBench(2, 1, 20, System::nanoTime);
    DiscoveryPool valley = hill(false);
    assertThat(valley.top(3)).isEqualTo(HILL.top(3));
    for (String name : List.of("auto", "greedy", "plain-gp", "random")) {
      DiscoveryScore up = bench.score(HILL, Strategies.named(name));
      DiscoveryScore down = bench.score(valley, Strategies.named(name));
      assertThat(down.curve()).as(name).isEqualTo(up.curve());
    }
  }

  @Test
  void theFirstSeedSaysWhereRunsBegin() {
    Map<Long, List<Integer>> begun = new ConcurrentSkipListMap<>();
    Strategy inOrder =
        new Strategy() {
          @Override
          public String name() {
            return "in-order";
          }

          @Override
          public List<Integer> picks(
              DiscoveryPool pool, List<Integer> starts, long seed, int picks) {
            begun.put(seed, starts);
            return starts;
          }
        };
    new DiscoveryBench(3, 51, 2, System::nanoTime).score(HILL, inOrder);
    assertThat(begun.keySet()).containsExactly(51L, 52L, 53L);
    begun.forEach(
        (seed, starts) ->
            assertThat(starts).isEqualTo(new PythonRandom(seed).sample(HILL.size(), 2)));
    assertThatThrownBy(() -> new DiscoveryBench(3, -1, 2, System::nanoTime))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("firstSeed");
  }

  @Test
  void refusesPoolsWithNothingToFind() {
    assertThatThrownBy(() -> pool(List.of(1.0, 2.0))).hasMessageContaining("2 distinct candidates");
    assertThatThrownBy(() -> pool(List.of(2.0, 2.0, 2.0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'height' is 2.0 for every candidate");
    assertThatThrownBy(() -> Strategies.named("magic"))
        .hasMessageContaining("magic")
        .hasMessageContaining("plain-gp");
  }

  @Test
  void theTopIsRoundedUpAndTiesGoToTheLowerIndex() {
    DiscoveryPool pool = pool(List.of(1.0, 3.0, 3.0, 3.0, 0.0));
    assertThat(pool.topCount(0.05)).isEqualTo(1);
    assertThat(pool.topCount(0.4)).isEqualTo(2);
    assertThat(pool.top(2)).containsExactlyInAnyOrder(1, 2);
  }

  private static DiscoveryPool pool(List<Double> values) {
    return new DiscoveryPool(
        "pool", "height", true, HILL.parameters(), HILL.points().subList(0, values.size()), values);
  }

  /** A hundred points on a grid, best at (6, 3). */
  private static DiscoveryPool hill(boolean maximize) {
    List<Point> points = new ArrayList<>();
    List<Double> values = new ArrayList<>();
    for (int x = 0; x < 10; x++) {
      for (int y = 0; y < 10; y++) {
        points.add(new Point(List.of((double) x, (double) y)));
        double depth = (x - 6) * (x - 6) + 0.5 * (y - 3) * (y - 3) + 0.01 * x;
        values.add(maximize ? -depth : depth);
      }
    }
    return new DiscoveryPool(
        "hill",
        "height",
        maximize,
        List.of(new Parameter.Continuous("x", 0, 9), new Parameter.Continuous("y", 0, 9)),
        points,
        values);
  }
}
