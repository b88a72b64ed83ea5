package io.athanor.materials.fusion;

import io.athanor.materials.unit.Quantity;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How far an instrument is off, from readings of reference samples: {@code reading - known value}
 * as a line in time. The slope is taken only where it is significant (at least five readings, three
 * standard errors); else the instrument has an offset and no drift. Weights are inverse variances
 * where every reading has a standard error, else equal; errors are widened by the scatter.
 *
 * @param unit unit of the offset
 * @param centre mean time of the readings under their weights
 * @param offset the offset at the centre
 * @param offsetError its standard error; empty for a single reading without one
 * @param slopePerDay drift per day, 0 where none is significant
 * @param slopeError its standard error, 0 where there is none
 * @param count how many readings
 */
public record Calibration(
    String unit,
    Instant centre,
    double offset,
    OptionalDouble offsetError,
    double slopePerDay,
    double slopeError,
    int count) {
  private static final int LEAST_FOR_DRIFT = 5;
  private static final double SIGNIFICANT = 3;
  private static final double MICROS_PER_DAY = 8.64e10;

  /**
   * One reading of a reference sample.
   *
   * @param at when
   * @param id of the reading
   * @param deviation reading minus known value
   */
  public record Deviation(Instant at, String id, Quantity deviation) {
    /** By time, then by id. */
    public static final Comparator<Deviation> ORDER =
        Comparator.comparing(Deviation::at).thenComparing(Deviation::id);
  }

  /**
   * The line through the deviations; empty for none. A function of the set: they are sorted first.
   *
   * @throws io.athanor.materials.unit.UnitException if their units do not fit each other
   */
  public static Optional<Calibration> of(List<Deviation> deviations) {
    if (deviations.isEmpty()) {
      return Optional.empty();
    }
    List<Deviation> sorted = deviations.stream().sorted(Deviation.ORDER).toList();
    String unit = sorted.get(0).deviation().unit();
    List<Quantity> values = sorted.stream().map(each -> each.deviation().to(unit)).toList();
    boolean precise = values.stream().allMatch(Calibration::isPrecise);
    int n = values.size();
    double[] w = new double[n];
    double[] t = new double[n];
    Instant start = sorted.get(0).at();
    double weights = 0;
    double meanTime = 0;
    double mean = 0;
    for (int i = 0; i < n; i++) {
      w[i] = precise ? weight(values.get(i)) : 1;
      t[i] = days(start, sorted.get(i).at());
      weights += w[i];
      meanTime += (t[i] - meanTime) * w[i] / weights;
      mean += (values.get(i).value() - mean) * w[i] / weights;
    }
    double tt = 0;
    double tx = 0;
    double xx = 0;
    for (int i = 0; i < n; i++) {
      double time = t[i] - meanTime;
      double value = values.get(i).value() - mean;
      tt += w[i] * time * time;
      tx += w[i] * time * value;
      xx += w[i] * value * value;
    }
    double slope = 0;
    double slopeError = 0;
    double chiSquare = xx;
    int freedom = n - 1;
    if (n >= LEAST_FOR_DRIFT && tt > 0) {
      double rest = Math.max(0, xx - tx * tx / tt);
      double error = Math.sqrt(scale(rest, n - 2, precise) / tt);
      if (Math.abs(tx / tt) > SIGNIFICANT * error) {
        slope = tx / tt;
        slopeError = error;
        chiSquare = rest;
        freedom = n - 2;
      }
    }
    OptionalDouble offsetError =
        precise || n > 1
            ? OptionalDouble.of(Math.sqrt(scale(chiSquare, freedom, precise) / weights))
            : OptionalDouble.empty();
    Instant centre = start.plus(Duration.ofNanos(Math.round(meanTime * MICROS_PER_DAY) * 1_000));
    return Optional.of(new Calibration(unit, centre, mean, offsetError, slope, slopeError, n));
  }

  /** The offset at a time, with its standard error. */
  public Quantity at(Instant time) {
    double days = days(centre, time);
    OptionalDouble error =
        offsetError.isPresent()
            ? OptionalDouble.of(Math.hypot(offsetError.getAsDouble(), slopeError * days))
            : offsetError;
    return new Quantity(offset + slopePerDay * days, unit, error, count);
  }

  /** Offset over its standard error; 0 where that is unknown. */
  public double significance() {
    double error = offsetError.orElse(Double.POSITIVE_INFINITY);
    return error > 0 ? Math.abs(offset) / error : offset == 0 ? 0 : Double.MAX_VALUE;
  }

  private static double scale(double chiSquare, int freedom, boolean precise) {
    double scatter = freedom > 0 ? chiSquare / freedom : 0;
    return precise ? Math.max(1, scatter) : scatter;
  }

  private static boolean isPrecise(Quantity quantity) {
    return Double.isFinite(weight(quantity));
  }

  private static double weight(Quantity quantity) {
    double precision = 1 / quantity.sem().orElse(0);
    return precision * precision;
  }

  private static double days(Instant from, Instant to) {
    return ChronoUnit.MICROS.between(from, to) / MICROS_PER_DAY;
  }
}
