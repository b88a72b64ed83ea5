package io.athanor.gateway.event;

import io.athanor.event.Quantity;
import io.athanor.gateway.problem.ProblemCode;
import io.athanor.gateway.problem.ProblemException;
import io.athanor.materials.unit.UnitException;
import io.athanor.materials.unit.Units;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads values out of JSON whose shape the contract has already checked, and refuses those that
 * cannot be, naming the field by its JSON pointer.
 */
final class Values {
  /** How far event time may be ahead of ours: clocks of instruments are not better. */
  static final Duration AHEAD = Duration.ofMinutes(5);

  private Values() {}

  static double finite(Number number, String pointer) {
    double value = number.doubleValue();
    if (!Double.isFinite(value)) {
      throw ProblemException.at(pointer, ProblemCode.NOT_FINITE, "is too large for a number");
    }
    return value;
  }

  /** JSON pointer to a named member (RFC 6901). */
  static String pointer(String at, String name) {
    return at + "/" + name.replace("~", "~0").replace("/", "~1");
  }

  static double positive(Number number, String pointer) {
    double value = finite(number, pointer);
    if (value <= 0) {
      throw ProblemException.at(pointer, ProblemCode.INVALID_FIELD, "must be above 0");
    }
    return value;
  }

  static List<Double> finite(JsonArray array, String pointer) {
    List<Double> values = new ArrayList<>(array.size());
    for (int i = 0; i < array.size(); i++) {
      double value = array.getDouble(i);
      values.add(Double.isFinite(value) ? value : finite(value, pointer + "/" + i));
    }
    return values;
  }

  static String unit(String unit, String pointer) {
    try {
      return Units.code(unit);
    } catch (UnitException e) {
      throw ProblemException.at(pointer, ProblemCode.UNKNOWN_UNIT, e.reason());
    }
  }

  static long longInteger(Number number, String pointer) {
    if (number instanceof Long || number instanceof Integer) {
      return number.longValue();
    }
    try {
      BigDecimal exact =
          number instanceof BigInteger big
              ? new BigDecimal(big)
              : new BigDecimal(number.toString());
      return exact.longValueExact();
    } catch (ArithmeticException | NumberFormatException e) {
      throw ProblemException.at(
          pointer, ProblemCode.INVALID_FIELD, "must be a whole number of 64 bits");
    }
  }

  static int integer(Number number) {
    return number.intValue();
  }

  static Instant instant(String text, String pointer) {
    try {
      return OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MICROS);
    } catch (DateTimeException e) {
      throw ProblemException.at(
          pointer, ProblemCode.INVALID_FIELD, "is not a time like 2026-01-02T03:04:05Z (RFC 3339)");
    }
  }

  static Instant past(String text, Instant now, String pointer) {
    Instant instant = instant(text, pointer);
    if (instant.isAfter(now.plus(AHEAD))) {
      throw ProblemException.at(
          pointer,
          ProblemCode.FUTURE_TIMESTAMP,
          "lies more than " + AHEAD.toMinutes() + " minutes ahead of " + now);
    }
    if (instant.isBefore(Instant.EPOCH)) {
      throw ProblemException.at(pointer, ProblemCode.INVALID_FIELD, "lies before 1970");
    }
    return instant;
  }

  static Quantity quantity(JsonObject json, String pointer) {
    Number sem = json.getNumber("sem");
    return Quantity.newBuilder()
        .setValue(finite(json.getNumber("value"), pointer + "/value"))
        .setUnit(unit(json.getString("unit"), pointer + "/unit"))
        .setSem(sem == null ? null : finite(sem, pointer + "/sem"))
        .setN(integer(json.getNumber("n", 1)))
        .build();
  }

  static Map<String, Quantity> quantities(JsonObject json, String pointer) {
    Map<String, Quantity> quantities = new TreeMap<>();
    for (String name : json.fieldNames()) {
      String at = pointer(pointer, name);
      quantities.put(name, quantity(json.getJsonObject(name), at));
    }
    return quantities;
  }

  static JsonObject json(Quantity quantity) {
    JsonObject json =
        new JsonObject().put("value", quantity.getValue()).put("unit", quantity.getUnit());
    putIfPresent(json, "sem", quantity.getSem());
    return json.put("n", quantity.getN());
  }

  static void putIfPresent(JsonObject json, String name, Object value) {
    if (value != null) {
      json.put(name, value instanceof Instant instant ? instant.toString() : value);
    }
  }
}
