package io.athanor.allinone.bench.inverse;

import io.athanor.acquisition.planner.numeric.Seeds;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;

/** Ratios of sums over runs, with 95 % bootstrap intervals over the runs. */
final class Intervals {
  private static final int RESAMPLES = 2_000;

  private Intervals() {}

  /** Sum of the numerators over sum of the denominators; runs are drawn together. */
  static Map<String, Object> ratio(double[] numerators, double[] denominators, double times) {
    SplittableRandom random = Seeds.stream(1, "bootstrap");
    double[] ratios = new double[RESAMPLES];
    for (int r = 0; r < RESAMPLES; r++) {
      double above = 0;
      double below = 0;
      for (int i = 0; i < numerators.length; i++) {
        int run = random.nextInt(numerators.length);
        above += numerators[run];
        below += denominators[run];
      }
      ratios[r] = below > 0 ? times * above / below : 0;
    }
    Arrays.sort(ratios);
    double below = Arrays.stream(denominators).sum();
    Map<String, Object> figure = new LinkedHashMap<>();
    figure.put("mean", below > 0 ? times * Arrays.stream(numerators).sum() / below : 0);
    figure.put(
        "ci95",
        List.of(
            ratios[(int) Math.round(0.025 * (RESAMPLES - 1))],
            ratios[(int) Math.round(0.975 * (RESAMPLES - 1))]));
    return figure;
  }

  /** Mean over runs. */
  static Map<String, Object> mean(double[] values) {
    double[] ones = new double[values.length];
    Arrays.fill(ones, 1);
    return ratio(values, ones, 1);
  }

  /** As {@code 3.97 [3.77, 4.17]}. */
  static String text(Map<String, Object> figure, int digits) {
    List<?> interval = (List<?>) figure.get("ci95");
    String form = "%." + digits + "f [%." + digits + "f, %." + digits + "f]";
    return String.format(Locale.ROOT, form, figure.get("mean"), interval.get(0), interval.get(1));
  }
}
