package io.athanor.bridge.envelope;

import io.athanor.schemas.signing.ActuationOrder;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedSet;
import java.util.TreeSet;

/** What one parameter may be set to. */
public sealed interface Limit {
  /** Whether an order without it is refused. */
  boolean required();

  /**
   * A number between two others, both included.
   *
   * @param unit UCUM code of everything said here, and of what the device is told
   * @param low least value
   * @param high greatest value
   * @param perMinute greatest change between consecutive orders for each minute between them (unit
   *     per minute); empty for any
   * @param required whether it must be given
   */
  record Range(String unit, double low, double high, OptionalDouble perMinute, boolean required)
      implements Limit {
    /** Checks that the range holds something. */
    public Range {
      Objects.requireNonNull(unit, "unit");
      if (!Double.isFinite(low) || !Double.isFinite(high) || low > high) {
        throw new IllegalArgumentException("range: [" + low + ", " + high + "] is none");
      }
      if (perMinute.isPresent()
          && (!(perMinute.getAsDouble() >= 0) || !Double.isFinite(perMinute.getAsDouble()))) {
        throw new IllegalArgumentException("perMinute: " + perMinute.getAsDouble() + " is no rate");
      }
    }

    /** Whether a value, in this unit, lies within; NaN never does. */
    boolean holds(double value) {
      return value >= low && value <= high;
    }
  }

  /** One of several words. */
  record Choice(SortedSet<String> options, boolean required) implements Limit {
    /** Checks that there is one. */
    public Choice {
      options = java.util.Collections.unmodifiableSortedSet(new TreeSet<>(options));
      if (options.isEmpty()) {
        throw new IllegalArgumentException("options: there is none");
      }
    }
  }

  /** The word of a setting, if it is one. */
  static Optional<String> option(ActuationOrder.Setting setting) {
    return setting instanceof ActuationOrder.Option option
        ? Optional.of(option.option())
        : Optional.empty();
  }
}
