package io.athanor.streams.validate;

import io.athanor.event.Meta;
import io.athanor.event.Quantity;
import io.athanor.materials.unit.QuantityException;
import io.athanor.materials.unit.Units;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** The rules that several events share. Each returns, or throws {@link RefusedException}. */
final class Rules {
  /** Longer identifiers and names are someone's mistake, and would crowd out the event itself. */
  static final int LONGEST_NAME = 256;

  /** Beyond it no unit is left in which a value and its square stay finite. */
  private static final double LARGEST = 1e150;

  private Rules() {}

  static RefusedException refused(Refusal.Code code, String field, String reason) {
    return new RefusedException(Refusal.of(code, field, reason));
  }

  static RefusedException invalid(String field, String reason) {
    return refused(Refusal.Code.INVALID_FIELD, field, reason);
  }

  static void requireName(String field, String value) {
    if (value.isBlank()) {
      throw invalid(field, "is blank");
    }
    if (value.length() > LONGEST_NAME) {
      throw invalid(field, "has " + value.length() + " characters, more than " + LONGEST_NAME);
    }
  }

  static void requireNameIfGiven(String field, String value) {
    if (value != null) {
      requireName(field, value);
    }
  }

  /** Records are partitioned, ordered and deduplicated by key: a wrong one breaks all three. */
  static void requireKey(String key, String idField, String id) {
    if (!id.equals(key)) {
      throw invalid(
          "key", key == null ? "is missing, must be the " + idField : "is not the " + idField);
    }
  }

  static void requireMeta(Meta meta, Instant now, Duration tolerance) {
    requireName("meta.id", meta.getId());
    requireName("meta.source", meta.getSource());
    requireNotAhead("meta.recordedAt", meta.getRecordedAt(), "now", now, tolerance);
    requireNotAhead("meta.occurredAt", meta.getOccurredAt(), "now", now, tolerance);
    requireNotAhead(
        "meta.occurredAt", meta.getOccurredAt(), "recordedAt", meta.getRecordedAt(), tolerance);
  }

  private static void requireNotAhead(
      String field, Instant when, String what, Instant limit, Duration tolerance) {
    if (when.isAfter(limit.plus(tolerance))) {
      throw refused(
          Refusal.Code.FUTURE_TIMESTAMP,
          field,
          when + " is more than " + tolerance.toSeconds() + " s ahead of " + what + ", " + limit);
    }
  }

  static void requireUnit(String field, String unit) {
    if (!Units.isKnown(unit)) {
      throw refused(Refusal.Code.UNKNOWN_UNIT, field, "unknown unit '" + unit + "'");
    }
  }

  static void requireQuantities(String field, Map<String, Quantity> quantities) {
    new TreeMap<>(quantities)
        .forEach(
            (name, quantity) -> {
              requireName(field + " (name)", name);
              requireQuantity(field + "." + name, quantity);
            });
  }

  static void requireQuantity(String field, Quantity quantity) {
    OptionalDouble sem =
        quantity.getSem() == null ? OptionalDouble.empty() : OptionalDouble.of(quantity.getSem());
    try {
      new io.athanor.materials.unit.Quantity(
          quantity.getValue(), quantity.getUnit(), sem, quantity.getN());
    } catch (QuantityException e) {
      boolean finite = Double.isFinite(quantity.getValue()) && Double.isFinite(sem.orElse(0));
      Refusal.Code code =
          switch (e.field()) {
            case "unit" -> Refusal.Code.UNKNOWN_UNIT;
            case "value", "sem" -> finite ? Refusal.Code.INVALID_FIELD : Refusal.Code.NOT_FINITE;
            default -> Refusal.Code.INVALID_FIELD;
          };
      throw refused(code, field + "." + e.field(), e.reason());
    }
    if (Math.abs(quantity.getValue()) > LARGEST || sem.orElse(0) > LARGEST) {
      throw invalid(field, "is larger than " + LARGEST);
    }
  }

  static void requireFinite(String field, List<Double> numbers) {
    for (int i = 0; i < numbers.size(); i++) {
      if (!Double.isFinite(numbers.get(i))) {
        throw refused(
            Refusal.Code.NOT_FINITE,
            field + "[" + i + "]",
            "must be finite but is " + numbers.get(i));
      }
    }
  }
}
