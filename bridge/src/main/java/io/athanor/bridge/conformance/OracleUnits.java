package io.athanor.bridge.conformance;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The oracle's own units, as exact decimals: few, and written out. */
final class OracleUnits {
  private static final MathContext PRECISION = new MathContext(50);
  private static final Map<String, Scale> SCALES = new LinkedHashMap<>();

  /** In base units a value is {@code (value + before) * factor}. */
  private record Scale(String dimension, BigDecimal before, BigDecimal factor) {}

  static {
    put("K", "temperature", "0", "1", "1");
    put("mK", "temperature", "0", "1", "1000");
    put("Cel", "temperature", "273.15", "1", "1");
    put("[degF]", "temperature", "459.67", "5", "9");
    put("s", "time", "0", "1", "1");
    put("ms", "time", "0", "1", "1000");
    put("min", "time", "0", "60", "1");
    put("h", "time", "0", "3600", "1");
    put("d", "time", "0", "86400", "1");
    put("L", "volume", "0", "1", "1");
    put("mL", "volume", "0", "1", "1000");
    put("uL", "volume", "0", "1", "1000000");
    put("W", "power", "0", "1", "1");
    put("kW", "power", "0", "1000", "1");
    put("mW", "power", "0", "1", "1000");
    put("g", "mass", "0", "1", "1");
    put("mg", "mass", "0", "1", "1000");
    put("kg", "mass", "0", "1000", "1");
    put("Pa", "pressure", "0", "1", "1");
    put("kPa", "pressure", "0", "1000", "1");
    put("bar", "pressure", "0", "100000", "1");
    put("V", "voltage", "0", "1", "1");
    put("mV", "voltage", "0", "1", "1000");
    put("mm", "length", "0", "1", "1000");
    put("nm", "length", "0", "1", "1000000000");
    put("rpm", "rotation", "0", "1", "1");
    put("1", "number", "0", "1", "1");
    put("%", "number", "0", "1", "100");
  }

  private OracleUnits() {}

  private static void put(String unit, String dimension, String before, String by, String over) {
    SCALES.put(
        unit,
        new Scale(
            dimension,
            new BigDecimal(before),
            new BigDecimal(by).divide(new BigDecimal(over), PRECISION)));
  }

  static boolean isKnown(String unit) {
    return SCALES.containsKey(unit);
  }

  /** The other units of the same kind. */
  static List<String> others(String unit) {
    return SCALES.keySet().stream()
        .filter(each -> !each.equals(unit) && areAlike(each, unit))
        .toList();
  }

  static boolean areAlike(String one, String other) {
    return isKnown(one)
        && isKnown(other)
        && SCALES.get(one).dimension().equals(SCALES.get(other).dimension());
  }

  static BigDecimal convert(double value, String from, String to) {
    Scale a = SCALES.get(from);
    Scale b = SCALES.get(to);
    BigDecimal base = new BigDecimal(value).add(a.before()).multiply(a.factor(), PRECISION);
    return base.divide(b.factor(), PRECISION).subtract(b.before(), PRECISION);
  }
}
