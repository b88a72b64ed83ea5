package io.athanor.acquisition.drift;

import java.util.Objects;
import java.util.Optional;

/**
 * Which outcomes count less after a change: those of before it, or, where one instrument's readings
 * moved alone, the readings of that instrument since. An outcome with weight w beside one of weight
 * 1 has its variance, as a reading of what is measured now, divided by w (a power prior, Ibrahim
 * and Chen 2000): (1/w - 1) s^2 comes on top, s the distance the level moved or, for an instrument
 * whose readings scatter, their scatter.
 *
 * @param from first outcome concerned, counted from 0 in the order in which they came
 * @param to first outcome no longer concerned
 * @param instrumentId only readings of this instrument; empty: of all
 * @param variance what is added, in squared units of the property, zero or more
 */
public record Discount(int from, int to, Optional<String> instrumentId, double variance) {
  /** Checks the numbers. */
  public Discount {
    Objects.requireNonNull(instrumentId, "discount.instrumentId");
    if (from < 0 || to < from) {
      throw new IllegalArgumentException("discount: from %d to %d".formatted(from, to));
    }
    if (!(variance >= 0) || Double.isInfinite(variance)) {
      throw new IllegalArgumentException(
          "discount.variance must be finite and not negative, was " + variance);
    }
  }

  /**
   * What a movement asks for; empty where nothing but the scatter of all outcomes moved: those of
   * before are no worse then.
   *
   * @param weight w, in (0, 1]
   * @param first number of the first outcome since the change
   */
  public static Optional<Discount> of(Movement movement, double weight, int first) {
    double scale =
        movement.instrumentId().isPresent()
            ? Math.max(Math.abs(movement.shift()), movement.scatter())
            : Math.abs(movement.shift());
    double variance = (1 / weight - 1) * scale * scale;
    if (!(variance > 0) || Double.isInfinite(variance)) {
      return Optional.empty();
    }
    return Optional.of(
        movement.instrumentId().isPresent()
            ? new Discount(first, Integer.MAX_VALUE, movement.instrumentId(), variance)
            : new Discount(0, first, Optional.empty(), variance));
  }

  /** What it is, among the answers to an alarm. */
  public String answer() {
    return instrumentId.isPresent() ? DriftAlarm.LESS_WEIGHT : DriftAlarm.FORGETTING;
  }

  /** What is added to the variance of an outcome. */
  public double of(int number, Optional<String> reader) {
    boolean concerned =
        number >= from && number < to && (instrumentId.isEmpty() || instrumentId.equals(reader));
    return concerned ? variance : 0;
  }
}
