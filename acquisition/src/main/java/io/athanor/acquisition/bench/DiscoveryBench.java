package io.athanor.acquisition.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;

/**
 * The published protocol: in run s = 1..R two start points are {@code
 * random.Random(s).sample(range(N), 2)} of Python, then a strategy chooses one by one. Other seeds
 * than the published ones tell what was chosen on these from what holds.
 *
 * @param runs R
 * @param firstSeed s of the first run, not negative; 1 in the published protocol
 * @param picks measured in a run, starts included; the pool's size at most
 * @param nanoTime a clock for the rate reported
 */
public record DiscoveryBench(int runs, int firstSeed, int picks, LongSupplier nanoTime) {
  /** Share of a pool that counts as its top set for AF and EF. */
  public static final double TOP = 0.05;

  private static final double FINE_TOP = 0.01;
  private static final int LARGE = 1000;
  private static final int STARTS = 2;
  private static final int EARLY_PICKS = 60;
  private static final double EARLY_SHARE = 0.4;
  private static final List<Integer> HITS_AT = List.of(25, 50, 100);

  /** Checks the numbers. */
  public DiscoveryBench {
    if (runs < 1) {
      throw new IllegalArgumentException("runs must be positive, was " + runs);
    }
    if (firstSeed < 0) {
      throw new IllegalArgumentException("firstSeed must not be negative, was " + firstSeed);
    }
    if (picks < STARTS) {
      throw new IllegalArgumentException(
          "picks must be at least the %d start points, was %d".formatted(STARTS, picks));
    }
  }

  /**
   * Hits are counted in the best 1 % of pools of a thousand and more, in the best 5 % of smaller
   * ones, where 1 % would be a handful.
   */
  public static double hitShare(DiscoveryPool pool) {
    return pool.size() >= LARGE ? FINE_TOP : TOP;
  }

  /** Lets one strategy through all runs. */
  public DiscoveryScore score(DiscoveryPool pool, Strategy strategy) {
    int length = Math.min(picks, pool.size());
    List<List<Integer>> orders = new ArrayList<>();
    int half = runs / 2;
    double first = timed(() -> run(pool, strategy, 0, half, length, orders));
    double second = timed(() -> run(pool, strategy, half, runs, length, orders));
    int experiments = length - STARTS;
    Curves top = new Curves(orders, pool.top(pool.topCount(TOP)), pool.size(), runs);
    Curves hits = new Curves(orders, pool.top(pool.topCount(hitShare(pool))), pool.size(), runs);
    Map<Integer, Estimate> hitsAt = new TreeMap<>();
    HITS_AT.stream().filter(at -> at <= length).forEach(at -> hitsAt.put(at, hits.hits(at)));
    int count = pool.topCount(TOP);
    return new DiscoveryScore(
        strategy.name(),
        top.acceleration(0.5),
        top.acceleration(0.8),
        top.acceleration(0.9),
        top.largestEnhancement(),
        top.enhancement(early(pool.size(), length)),
        hits.first(),
        hitsAt,
        top.mean().stream().map(found -> found / count).toList(),
        runs * experiments / (first + second),
        (runs - half) * experiments / second);
  }

  private void run(
      DiscoveryPool pool,
      Strategy strategy,
      int from,
      int to,
      int length,
      List<List<Integer>> orders) {
    IntStream.range(firstSeed + from, firstSeed + to)
        .parallel()
        .mapToObj(
            seed -> {
              List<Integer> starts = new PythonRandom(seed).sample(pool.size(), STARTS);
              return strategy.picks(pool, starts, seed, length);
            })
        .forEachOrdered(orders::add);
  }

  /** Seconds that work took, never none. */
  private double timed(Runnable work) {
    long begun = nanoTime.getAsLong();
    work.run();
    return Math.max(1, nanoTime.getAsLong() - begun) / 1e9;
  }

  private static int early(int size, int length) {
    int picks = Math.min(EARLY_PICKS, (int) (EARLY_SHARE * size));
    return Math.max(1, Math.min(length, picks));
  }
}
