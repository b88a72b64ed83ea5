package io.athanor.materials.composition;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * The one spelling of a composition. Ratios to the largest amount, not to the sum, are what is
 * rounded: they survive being printed and read again, so the canonical formula is a fixed point.
 */
final class CanonicalFormula {
  private static final int LARGEST_INTEGER = 1_000;
  // 0.333333 and 0.666667 are meant as 1 and 2: with integers this small nothing else is that near
  private static final int SMALL_INTEGER = 20;
  private static final double SMALL_TOLERANCE = 3e-6;
  // twelve digits first: it takes away the noise of binary fractions before the real rounding
  private static final MathContext NOISE = new MathContext(12, RoundingMode.HALF_UP);
  private static final MathContext SIX = new MathContext(6, RoundingMode.HALF_UP);

  private CanonicalFormula() {}

  static String of(Map<Element, Double> amounts) {
    List<Element> elements =
        amounts.keySet().stream().sorted(Comparator.comparing(Element::symbol)).toList();
    double largest = amounts.values().stream().mapToDouble(Double::doubleValue).max().orElseThrow();
    BigDecimal[] ratios = new BigDecimal[elements.size()];
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] = rounded(amounts.get(elements.get(i)) / largest);
    }
    int unit = smallestInteger(ratios);
    StringBuilder formula = new StringBuilder();
    for (int i = 0; i < ratios.length; i++) {
      BigDecimal amount =
          unit == 0 ? ratios[i] : BigDecimal.valueOf(Math.rint(ratios[i].doubleValue() * unit));
      formula.append(elements.get(i).symbol());
      if (amount.compareTo(BigDecimal.ONE) != 0) {
        formula.append(amount.stripTrailingZeros().toPlainString());
      }
    }
    return formula.toString();
  }

  /** The smallest largest amount that makes all ratios integers to six digits, or 0. */
  private static int smallestInteger(BigDecimal[] ratios) {
    double[] values = new double[ratios.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = ratios[i].doubleValue();
    }
    for (int unit = 1; unit <= LARGEST_INTEGER; unit++) {
      if (allIntegers(ratios, values, unit)) {
        return unit;
      }
    }
    return 0;
  }

  private static boolean allIntegers(BigDecimal[] ratios, double[] values, int unit) {
    for (int i = 0; i < values.length; i++) {
      double integer = Math.rint(values[i] * unit);
      // the cheap test is a little wider than six digits, the exact one decides
      if (integer == 0 || Math.abs(values[i] * unit - integer) > 1e-5 * integer) {
        return false;
      }
    }
    for (int i = 0; i < values.length; i++) {
      double integer = Math.rint(values[i] * unit);
      boolean equal =
          unit <= SMALL_INTEGER
              ? Math.abs(values[i] * unit - integer) <= SMALL_TOLERANCE * integer
              : rounded(integer / unit).compareTo(ratios[i]) == 0;
      if (!equal) {
        return false;
      }
    }
    return true;
  }

  private static BigDecimal rounded(double ratio) {
    return new BigDecimal(ratio).round(NOISE).round(SIX);
  }
}
