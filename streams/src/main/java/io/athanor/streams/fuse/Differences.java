package io.athanor.streams.fuse;

import io.athanor.materials.unit.Quantity;
import io.athanor.materials.unit.Units;
import java.util.OptionalDouble;

/** Differences, also on scales that do not count from zero: 25 Cel - 20 Cel = 5 K, a pH a pH. */
public final class Differences {
  private Differences() {}

  /**
   * {@code left - right} in the unit of {@code left}, or in kelvin for temperatures; errors add in
   * quadrature, an unknown one makes the difference's unknown.
   *
   * @throws io.athanor.materials.unit.UnitException if the units do not fit
   */
  public static Quantity of(Quantity left, Quantity right) {
    String unit = Units.isConvertible(left.unit(), "K") ? "K" : left.unit();
    Quantity from = left.to(unit);
    Quantity take = right.to(unit);
    return new Quantity(
        from.value() - take.value(),
        unit,
        both(from.sem(), take.sem()),
        Math.min(left.n(), right.n()));
  }

  /** {@code value} without an offset, which is a difference in a unit that fits. */
  static Quantity without(Quantity value, Quantity offset) {
    Quantity difference = offset.to(value.unit());
    return new Quantity(
        value.value() - difference.value(),
        value.unit(),
        value.sem().isPresent() && difference.sem().isPresent()
            ? both(value.sem(), difference.sem())
            : value.sem(),
        value.n());
  }

  private static OptionalDouble both(OptionalDouble one, OptionalDouble other) {
    return one.isPresent() && other.isPresent()
        ? OptionalDouble.of(Math.hypot(one.getAsDouble(), other.getAsDouble()))
        : OptionalDouble.empty();
  }
}
