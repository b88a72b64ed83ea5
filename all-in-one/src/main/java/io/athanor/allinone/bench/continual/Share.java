package io.athanor.allinone.bench.continual;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** By what share a mean error rose, with a paired bootstrap interval over rows. Pure. */
final class Share {
  private static final int DRAWS = 1_000;
  private static final double TAIL = 0.025;

  private Share() {}

  /**
   * (after - before) / before, rows resampled together.
   *
   * @param before absolute errors
   * @param after of the same rows
   */
  static Map<String, Object> risen(double[] before, double[] after, long seed) {
    Random random = new Random(seed);
    double[] shares = new double[DRAWS];
    for (int draw = 0; draw < DRAWS; draw++) {
      double first = 0;
      double second = 0;
      for (int index = 0; index < before.length; index++) {
        int row = random.nextInt(before.length);
        first += before[row];
        second += after[row];
      }
      shares[draw] = second / first - 1;
    }
    Arrays.sort(shares);
    double rise = Arrays.stream(after).sum() / Arrays.stream(before).sum() - 1;
    return figure(rise, shares[(int) (TAIL * DRAWS)], shares[(int) ((1 - TAIL) * DRAWS)]);
  }

  /** {@code mean} and {@code ci95}, as all reports write them. */
  static Map<String, Object> figure(double mean, double low, double high) {
    Map<String, Object> figure = new LinkedHashMap<>();
    figure.put("mean", mean);
    figure.put("ci95", List.of(low, high));
    return figure;
  }
}
