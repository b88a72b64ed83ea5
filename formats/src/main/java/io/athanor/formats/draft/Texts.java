package io.athanor.formats.draft;

import java.math.BigDecimal;
import java.math.MathContext;

/** Numbers as people read them. */
final class Texts {
  private static final MathContext DIGITS = new MathContext(6);

  private Texts() {}

  /** Six digits at most, no more zeros than are needed. */
  static String number(double value) {
    if (value == 0) {
      return "0";
    }
    BigDecimal plain = new BigDecimal(value).round(DIGITS).stripTrailingZeros();
    boolean shown = plain.scale() > -7 && plain.scale() < 12;
    return shown ? plain.toPlainString() : plain.toString();
  }

  /** A number as text that reads back as the same number, whole ones without a point. */
  static String exact(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }
}
