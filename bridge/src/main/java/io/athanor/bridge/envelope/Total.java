package io.athanor.bridge.envelope;

import java.util.List;
import java.util.OptionalDouble;

/**
 * How much of something may be used up: the product of some parameters in the envelope's units, as
 * power times time; of none, which is 1, to count orders.
 *
 * @param name what people call it
 * @param factors names of required number parameters that are never negative
 * @param perHour most in any hour
 * @param perDay most in any 24 hours
 * @param ever most over the life of the ledger
 */
public record Total(
    String name,
    List<String> factors,
    OptionalDouble perHour,
    OptionalDouble perDay,
    OptionalDouble ever) {
  /** Checks that something is limited. */
  public Total {
    factors = List.copyOf(factors);
    if (perHour.isEmpty() && perDay.isEmpty() && ever.isEmpty()) {
      throw new IllegalArgumentException("totals: '" + name + "' limits nothing");
    }
    for (OptionalDouble each : List.of(perHour, perDay, ever)) {
      if (each.isPresent() && !(each.getAsDouble() >= 0)) {
        throw new IllegalArgumentException("totals: '" + name + "' has a negative limit");
      }
    }
  }
}
