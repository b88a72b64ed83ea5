package io.athanor.streams.derive;

import io.athanor.materials.unit.Quantity;
import io.athanor.materials.unit.UnitException;
import io.athanor.materials.unit.Units;
import io.athanor.streams.validate.Refusal;
import java.util.Map;

/**
 * A measured curve, checked already: as many finite y as x, x strictly monotonic. The arrays are
 * taken over, not copied: whoever builds it lets go of them.
 *
 * @param xName what x is
 * @param xUnit unit of x
 * @param x abscissa
 * @param yName what y is
 * @param yUnit unit of y
 * @param y ordinate
 * @param conditions what it was taken under, by name
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, only read once
public record Curve(
    String xName,
    String xUnit,
    double[] x,
    String yName,
    String yUnit,
    double[] y,
    Map<String, Quantity> conditions) {

  /** The abscissa in a unit; ends the derivation where it measures something else. */
  double[] xIn(String unit) {
    return in("payload.xUnit", x, xUnit, unit);
  }

  /** The ordinate in a unit; ends the derivation where it measures something else. */
  double[] yIn(String unit) {
    return in("payload.yUnit", y, yUnit, unit);
  }

  /** A condition in a unit; ends the derivation where it is missing or measures something else. */
  double condition(String name, String unit) {
    String field = "payload.conditions." + name;
    Quantity quantity = conditions.get(name);
    if (quantity == null) {
      throw new UnderivableException(
          Refusal.of(Refusal.Code.NOT_DERIVABLE, field, "is missing, and is not guessed"));
    }
    return in(field + ".unit", new double[] {quantity.value()}, quantity.unit(), unit)[0];
  }

  /** The same curve with x ascending. */
  Curve ascending() {
    if (x[0] < x[x.length - 1]) {
      return this;
    }
    return new Curve(xName, xUnit, reversed(x), yName, yUnit, reversed(y), conditions);
  }

  private static double[] in(String field, double[] values, String from, String to) {
    double[] converted = new double[values.length];
    try {
      for (int i = 0; i < values.length; i++) {
        converted[i] = Units.convert(values[i], from, to);
      }
    } catch (UnitException e) {
      throw new UnderivableException(Refusal.of(Refusal.Code.NOT_DERIVABLE, field, e.reason()));
    }
    return converted;
  }

  private static double[] reversed(double[] values) {
    double[] reversed = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      reversed[i] = values[values.length - 1 - i];
    }
    return reversed;
  }
}
