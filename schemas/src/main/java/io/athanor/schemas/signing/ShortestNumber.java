package io.athanor.schemas.signing;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Numbers as RFC 8785 writes them, which is ECMAScript's {@code Number.prototype.toString}: the
 * fewest digits that read back as the same IEEE 754 double, the closest where several do. Own code,
 * because {@link Double#toString} wrote more digits than needed before JDK 19.
 */
final class ShortestNumber {
  /** Any decimal of so many digits that reads as a normal double is what the double rounds to. */
  private static final int SURE_DIGITS = 15;

  private static final int MOST_DIGITS = 17;
  private static final int LONGEST_PLAIN = 21;
  private static final int SMALLEST_PLAIN = -6;
  private static final double EXACT_INTEGERS = 1L << 53;

  private ShortestNumber() {}

  /**
   * The text of a finite number; negative zero is {@code 0}.
   *
   * @throws IllegalArgumentException for NaN and the infinities, which JSON has not
   */
  static String of(double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("number " + value + " is not finite");
    }
    if (value == Math.rint(value) && Math.abs(value) < EXACT_INTEGERS) {
      return Long.toString((long) value);
    }
    return value < 0 ? "-" + plain(shortest(-value)) : plain(shortest(value));
  }

  private static BigDecimal shortest(double value) {
    BigDecimal exact = new BigDecimal(value);
    for (int digits = value < Double.MIN_NORMAL ? 1 : SURE_DIGITS; digits < MOST_DIGITS; digits++) {
      BigDecimal near = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
      if (near.doubleValue() == value) {
        return near.stripTrailingZeros();
      }
      // at a power of two the interval is lopsided: the closest may miss it, its neighbour not
      RoundingMode other = near.compareTo(exact) > 0 ? RoundingMode.DOWN : RoundingMode.UP;
      BigDecimal next = exact.round(new MathContext(digits, other));
      if (next.doubleValue() == value) {
        return next.stripTrailingZeros();
      }
    }
    return exact.round(new MathContext(MOST_DIGITS, RoundingMode.HALF_EVEN)).stripTrailingZeros();
  }

  private static String plain(BigDecimal decimal) {
    String digits = decimal.unscaledValue().toString();
    int count = digits.length();
    // the value is 0.digits times ten to the power of this
    int point = count - decimal.scale();
    if (count <= point && point <= LONGEST_PLAIN) {
      return digits + "0".repeat(point - count);
    }
    if (0 < point && point <= LONGEST_PLAIN) {
      return digits.substring(0, point) + "." + digits.substring(point);
    }
    if (SMALLEST_PLAIN < point && point <= 0) {
      return "0." + "0".repeat(-point) + digits;
    }
    int exponent = point - 1;
    return digits.charAt(0)
        + (count == 1 ? "" : "." + digits.substring(1))
        + "e"
        + (exponent < 0 ? "-" : "+")
        + Math.abs(exponent);
  }
}
