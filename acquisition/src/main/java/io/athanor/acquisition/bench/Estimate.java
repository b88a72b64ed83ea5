package io.athanor.acquisition.bench;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A figure over runs.
 *
 * @param mean the figure over all runs; empty where it was not reached in the picks made
 * @param ci95 95 % interval by bootstrap over runs, low and high; empty where a run's worth of
 *     resamples does not reach it
 */
public record Estimate(Optional<Double> mean, Optional<List<Double>> ci95) {
  /** As {@code 3.97 [3.77, 4.17]}, or a dash. */
  public String text(int digits) {
    String form = "%." + digits + "f";
    String interval = " [" + form + ", " + form + "]";
    return mean.map(value -> String.format(Locale.ROOT, form, value)).orElse("-")
        + ci95.map(ci -> String.format(Locale.ROOT, interval, ci.get(0), ci.get(1))).orElse("");
  }
}
