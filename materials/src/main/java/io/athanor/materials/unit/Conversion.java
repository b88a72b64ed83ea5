package io.athanor.materials.unit;

import javax.measure.UnitConverter;

/**
 * An affine map between two units, {@code x / divisor * factor + offset}. The library's converter
 * computes with exact rationals and takes microseconds; this is two floating-point operations, and
 * it divides where the factor is one over an integer, so that 3 meV are 0.003 eV to the last bit.
 */
record Conversion(double factor, double divisor, double offset) {
  static final Conversion IDENTITY = new Conversion(1, 1, 0);

  /** Reads the map off a converter; throws ArithmeticException where it is not affine. */
  static Conversion of(UnitConverter converter) {
    double offset = converter.isLinear() ? 0 : converter.convert(0.0);
    double factor = converter.isLinear() ? converter.convert(1.0) : converter.convert(1.0) - offset;
    if (!converter.isLinear()) {
      double expected = converter.convert(1000.0) - offset;
      if (!(Math.abs(expected - 1000 * factor) <= 1e-9 * Math.abs(expected))) {
        throw new ArithmeticException("not affine");
      }
      factor = expected / 1000;
    }
    if (!Double.isFinite(factor) || factor <= 0 || !Double.isFinite(offset)) {
      throw new ArithmeticException("no finite positive factor");
    }
    double inverse = Math.rint(1 / factor);
    if (factor < 1 && inverse < 1e15 && Math.abs(1 / factor - inverse) <= 4e-16 * inverse) {
      return new Conversion(1, inverse, offset);
    }
    return new Conversion(factor, 1, offset);
  }

  double apply(double value) {
    return scale(value) + offset;
  }

  /** The linear part: what a difference or a standard error becomes. */
  double scale(double difference) {
    return difference / divisor * factor;
  }
}
