package io.athanor.acquisition.conformal;

import static org.assertj.core.api.Assertions.assertThat;

import io.athanor.acquisition.planner.numeric.NormalMath;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Coverage over a stream whose errors change abruptly: the served repair beside its foils, over
 * seeded streams. The table is printed.
 */
class ShiftTest {
  private static final int STREAMS = 200;
  private static final int LENGTH = 900;
  private static final int SHIFT = 300;
  private static final int BLOCK = 20;

  private static final Map<String, UnaryOperator<double[]>> METHODS = new LinkedHashMap<>();

  static {
    METHODS.put("claimed", scores -> ones(scores.length));
    METHODS.put("split", scores -> Foils.split(scores, 100));
    METHODS.put("DtACI", Foils::experts);
    METHODS.put("ACI", Foils::adaptive);
  }

  /** Shares of covered outcomes by event, over all streams. */
  private record Coverage(double[] at, double unbounded, double medianFactor) {
    double mean(int from, int to) {
      return Arrays.stream(at, from, to).average().orElseThrow();
    }

    /** Events after the shift until a block covers at least so much. */
    int recovery(double least) {
      return IntStream.iterate(0, k -> SHIFT + k + BLOCK <= LENGTH, k -> k + 1)
          .filter(k -> mean(SHIFT + k, SHIFT + k + BLOCK) >= least)
          .findFirst()
          .orElse(LENGTH - SHIFT);
    }
  }

  @Test
  void shouldRecoverFromAnAbruptShiftWhereStaticConformalDoesNot() {
    Map<String, Coverage> tripled = table("errors x 3 at 300", t -> t < SHIFT ? 1 : 3);
    assertThat(tripled.get("ACI").recovery(0.88)).isLessThan(60);
    assertThat(tripled.get("ACI").mean(SHIFT, LENGTH)).isBetween(0.89, 0.91);
    assertThat(tripled.get("split").mean(SHIFT, LENGTH)).as("never recovers").isLessThan(0.5);
    assertThat(tripled.get("ACI").recovery(0.88))
        .as("the served one is not slower than the experts")
        .isLessThanOrEqualTo(tripled.get("DtACI").recovery(0.88));

    Map<String, Coverage> worse = table("errors x 1.6 at 300", t -> t < SHIFT ? 1 : 1.6);
    assertThat(worse.get("ACI").recovery(0.88)).isLessThan(60);
    assertThat(worse.get("split").mean(SHIFT, LENGTH)).isLessThan(0.75);

    Map<String, Coverage> better = table("errors x 2, x 0.6 at 300", t -> t < SHIFT ? 2 : 0.6);
    assertThat(better.get("ACI").mean(SHIFT + 60, LENGTH)).isBetween(0.87, 0.91);
    assertThat(better.get("split").mean(SHIFT, LENGTH)).as("far too wide").isGreaterThan(0.99);

    Map<String, Coverage> drifting = table("errors x 1 to 4.5, drifting", t -> Math.exp(t / 600.0));
    assertThat(drifting.get("ACI").mean(0, LENGTH)).isBetween(0.89, 0.91);
    assertThat(drifting.get("split").mean(SHIFT, LENGTH)).isLessThan(0.75);
  }

  @Test
  void shouldCostLittleWhereNothingChanges() {
    Map<String, Coverage> still = table("errors as claimed", t -> 1);
    assertThat(still.get("ACI").mean(0, 50)).as("from the start").isBetween(0.89, 0.92);
    assertThat(still.get("ACI").mean(0, LENGTH)).isBetween(0.895, 0.905);
    assertThat(still.get("ACI").medianFactor()).isBetween(0.98, 1.06);
    assertThat(still.get("ACI").unbounded()).isLessThan(0.005);
  }

  private static Map<String, Coverage> table(String name, IntToDoubleFunction scale) {
    Map<String, Coverage> coverages = new LinkedHashMap<>();
    System.out.printf(
        Locale.ROOT,
        "%-28s %6s %6s   %s   %9s %9s %9s%n",
        name,
        "0-299",
        "300-",
        "20s from 300: 1st  2nd  3rd  4th",
        "recovers",
        "unbounded",
        "factor");
    METHODS.forEach(
        (method, repair) -> {
          Coverage coverage = cover(repair, scale);
          coverages.put(method, coverage);
          System.out.printf(
              Locale.ROOT,
              "  %-26s %6.3f %6.3f   %s %4.2f %4.2f %4.2f %4.2f   %9d %9.4f %9.2f%n",
              method,
              coverage.mean(0, SHIFT),
              coverage.mean(SHIFT, LENGTH),
              "            ",
              coverage.mean(SHIFT, SHIFT + BLOCK),
              coverage.mean(SHIFT + BLOCK, SHIFT + 2 * BLOCK),
              coverage.mean(SHIFT + 2 * BLOCK, SHIFT + 3 * BLOCK),
              coverage.mean(SHIFT + 3 * BLOCK, SHIFT + 4 * BLOCK),
              coverage.recovery(0.88),
              coverage.unbounded(),
              coverage.medianFactor());
        });
    return coverages;
  }

  private static Coverage cover(UnaryOperator<double[]> repair, IntToDoubleFunction scale) {
    double[] at = new double[LENGTH];
    double[] last = new double[STREAMS];
    double unbounded = 0;
    for (int seed = 0; seed < STREAMS; seed++) {
      double[] scores = scores(seed, scale);
      double[] factors = repair.apply(scores);
      for (int t = 0; t < LENGTH; t++) {
        at[t] += AdaptiveConformal.covers(factors[t], scores[t]) ? 1.0 / STREAMS : 0;
        unbounded += factors[t] == AdaptiveConformal.UNBOUNDED ? 1 : 0;
      }
      last[seed] = factors[LENGTH - 1];
    }
    Arrays.sort(last);
    return new Coverage(at, unbounded / (STREAMS * (double) LENGTH), last[STREAMS / 2]);
  }

  /** Errors of a normal forecast in half-widths of its 90 % interval. */
  private static double[] scores(int seed, IntToDoubleFunction scale) {
    SplittableRandom random = new SplittableRandom(seed);
    double end = NormalMath.quantile(0.95);
    return IntStream.range(0, LENGTH)
        .mapToDouble(t -> Math.abs(random.nextGaussian()) * scale.applyAsDouble(t) / end)
        .toArray();
  }

  private static double[] ones(int length) {
    double[] ones = new double[length];
    Arrays.fill(ones, 1);
    return ones;
  }
}
