package io.athanor.acquisition.drift;

import java.util.Objects;
import java.util.Optional;

/**
 * An outcome beside what had been forecast of it.
 *
 * @param value the outcome, in the property's unit
 * @param mean forecast mean, in the same unit
 * @param deviation forecast standard deviation, in the same unit, positive
 * @param instrumentId whose reading it is, if anybody said so
 * @param origin what asked for it, for people: an experiment or a reading
 */
public record Residual(
    double value, double mean, double deviation, Optional<String> instrumentId, String origin) {
  private static final double HALF_LOG_TWO_PI = 0.9189385332046727;

  /** Checks the numbers. */
  public Residual {
    Objects.requireNonNull(instrumentId, "residual.instrumentId");
    Objects.requireNonNull(origin, "residual.origin");
    if (!isResidual(value, mean, deviation)) {
      throw new IllegalArgumentException(
          "residual: value %s, mean %s, deviation %s".formatted(value, mean, deviation));
    }
  }

  /** Whether these numbers make one. */
  public static boolean isResidual(double value, double mean, double deviation) {
    return deviation > 0
        && Double.isFinite(deviation)
        && Double.isFinite((value - mean) / deviation)
        && Double.isFinite(value - mean);
  }

  /** The error, in the property's unit. */
  public double error() {
    return value - mean;
  }

  /** The error in forecast standard deviations. */
  public double standardised() {
    return error() / deviation;
  }

  /** Minus the log density of the outcome under the normal forecast: its surprise, in nats. */
  public double surprise() {
    double z = standardised();
    return HALF_LOG_TWO_PI + StrictMath.log(deviation) + Math.min(z * z / 2, Double.MAX_VALUE);
  }
}
