package io.athanor.materials.unit;

import java.util.List;
import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;

/**
 * A measured or computed value that never travels without its unit.
 *
 * @param value the value, finite
 * @param unit UCUM code; common spellings are replaced by it, see {@link Units}
 * @param sem standard error of the value in the same unit, finite and not negative; empty if
 *     unknown
 * @param n number of measurements behind the value, at least 1
 */
public record Quantity(double value, String unit, OptionalDouble sem, int n) {

  /** Checks every field; a {@link QuantityException} names the wrong one. */
  public Quantity {
    if (!Double.isFinite(value)) {
      throw new QuantityException("value", "must be finite but is " + value);
    }
    if (unit == null) {
      throw new QuantityException("unit", "is missing");
    }
    try {
      unit = Units.code(unit);
    } catch (UnitException e) {
      throw new QuantityException("unit", e.reason());
    }
    if (sem == null) {
      throw new QuantityException("sem", "is null, empty is meant");
    }
    if (sem.isPresent() && !(Double.isFinite(sem.getAsDouble()) && sem.getAsDouble() >= 0)) {
      throw new QuantityException("sem", "must be finite and >= 0 but is " + sem.getAsDouble());
    }
    if (n < 1) {
      throw new QuantityException("n", "must be at least 1 but is " + n);
    }
  }

  /** One value of unknown uncertainty. */
  public static Quantity of(double value, String unit) {
    return new Quantity(value, unit, OptionalDouble.empty(), 1);
  }

  /** One value with its standard error. */
  public static Quantity of(double value, String unit, double sem) {
    return new Quantity(value, unit, OptionalDouble.of(sem), 1);
  }

  /**
   * The same quantity in another unit.
   *
   * @throws UnitException if that unit is not known or measures something else
   */
  public Quantity to(String target) {
    Conversion conversion = Units.conversion(unit, target);
    return new Quantity(conversion.apply(value), target, map(sem, s -> conversion.scale(s)), n);
  }

  /**
   * Sum in this unit; errors are taken as independent and add in quadrature, an unknown one makes
   * the sum's unknown; n is the smaller of the two.
   *
   * @throws UnitException if the units do not fit
   * @throws QuantityException if a unit has an offset (20 Cel + 20 Cel means nothing)
   */
  public Quantity plus(Quantity other) {
    return combine(other, 1);
  }

  /** Difference in this unit, with errors as in {@link #plus}. */
  public Quantity minus(Quantity other) {
    return combine(other, -1);
  }

  /** This quantity times an exact number. */
  public Quantity times(double factor) {
    if (!Double.isFinite(factor)) {
      throw new QuantityException("value", "factor must be finite but is " + factor);
    }
    requireProportional(this);
    return new Quantity(value * factor, unit, map(sem, s -> s * Math.abs(factor)), n);
  }

  /**
   * Mean of several quantities in the unit of the first. With a positive error on each, weights are
   * inverse variances and the error is {@code (sum w)^-1/2}, widened by the Birge ratio where the
   * values scatter more than their errors allow (as the Particle Data Group does). Otherwise
   * weights are n and the error comes from the scatter, or is unknown for a single value without
   * one. n is the sum.
   *
   * @throws IllegalArgumentException for an empty list
   */
  public static Quantity weightedMean(List<Quantity> quantities) {
    if (quantities.isEmpty()) {
      throw new IllegalArgumentException("quantities must not be empty");
    }
    if (quantities.size() == 1) {
      return quantities.get(0);
    }
    String unit = quantities.get(0).unit();
    List<Quantity> same = quantities.stream().map(quantity -> quantity.to(unit)).toList();
    boolean byVariance = same.stream().allMatch(q -> q.sem().orElse(0) > 0);
    double weights = 0;
    double mean = 0;
    long n = 0;
    for (Quantity quantity : same) {
      double weight = quantity.weight(byVariance);
      weights += weight;
      mean += (quantity.value() - mean) * weight / weights;
      n += quantity.n();
    }
    double scatter = 0;
    for (Quantity quantity : same) {
      double deviation = quantity.value() - mean;
      scatter += quantity.weight(byVariance) * deviation * deviation;
    }
    double external = Math.sqrt(scatter / weights / (same.size() - 1));
    double sem = byVariance ? Math.max(external, Math.sqrt(1 / weights)) : external;
    return new Quantity(mean, unit, OptionalDouble.of(sem), (int) Math.min(n, Integer.MAX_VALUE));
  }

  private double weight(boolean byVariance) {
    return byVariance ? 1 / (sem.getAsDouble() * sem.getAsDouble()) : n;
  }

  private Quantity combine(Quantity other, int sign) {
    requireProportional(this);
    requireProportional(other);
    Quantity same = other.to(unit);
    OptionalDouble error =
        sem.isPresent() && same.sem.isPresent()
            ? OptionalDouble.of(Math.hypot(sem.getAsDouble(), same.sem.getAsDouble()))
            : OptionalDouble.empty();
    return new Quantity(value + sign * same.value, unit, error, Math.min(n, other.n));
  }

  private static void requireProportional(Quantity quantity) {
    if (!Units.isProportional(quantity.unit)) {
      throw new QuantityException(
          "unit",
          "'" + quantity.unit + "' does not count from zero: convert before doing arithmetic");
    }
  }

  private static OptionalDouble map(OptionalDouble optional, DoubleUnaryOperator function) {
    return optional.isPresent()
        ? OptionalDouble.of(function.applyAsDouble(optional.getAsDouble()))
        : optional;
  }
}
