package io.athanor.formats.draft;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * What the cells of one column are, before anybody says what the column is for.
 *
 * @param index 0-based place
 * @param heading what its header says
 * @param cells as they stand there
 * @param numbers the same as numbers; NaN where a cell says nothing or is none
 * @param present cells that say something
 * @param odd cells that say something but no number, in a column of numbers
 * @param firstOdd the first of them; -1 where there is none
 * @param levels how often each word comes, in the order of their first rows; empty for numbers
 * @param sorted the different numbers, rising; empty for words
 */
record Profile(
    int index,
    Heading heading,
    String[] cells,
    double[] numbers,
    int present,
    int odd,
    int firstOdd,
    Map<String, Integer> levels,
    double[] sorted) {
  private static final double MOSTLY = 0.9;
  private static final double TOLERANCE = 1e-6;
  private static final int MOST_STEPS = 10_000;

  static Profile of(Sheet sheet, int index) {
    String[] cells = sheet.columns().get(index);
    double[] numbers = new double[cells.length];
    int present = 0;
    int odd = 0;
    int firstOdd = -1;
    for (int row = 0; row < cells.length; row++) {
      numbers[row] = Double.NaN;
      if (!Dialect.isMissing(cells[row])) {
        present++;
        OptionalDouble number = sheet.dialect().number(cells[row]);
        if (number.isPresent()) {
          numbers[row] = number.getAsDouble() + 0.0; // no negative zero
        } else {
          odd++;
          firstOdd = firstOdd < 0 ? row : firstOdd;
        }
      }
    }
    boolean numeric = present > 0 && present - odd >= MOSTLY * present;
    Map<String, Integer> levels = new LinkedHashMap<>();
    if (!numeric) {
      for (String cell : cells) {
        if (!Dialect.isMissing(cell)) {
          levels.merge(cell, 1, Integer::sum);
        }
      }
    }
    double[] sorted =
        numeric
            ? Arrays.stream(numbers)
                .filter(each -> !Double.isNaN(each))
                .sorted()
                .distinct()
                .toArray()
            : new double[0];
    return new Profile(
        index, sheet.header().get(index), cells, numbers, present, odd, firstOdd, levels, sorted);
  }

  static List<Profile> all(Sheet sheet) {
    return java.util.stream.IntStream.range(0, sheet.columns().size())
        .mapToObj(index -> of(sheet, index))
        .toList();
  }

  boolean isNumeric() {
    return sorted.length > 0;
  }

  int distinct() {
    return isNumeric() ? sorted.length : levels.size();
  }

  /** How many of the cells that say something differ, as a share. */
  double variety() {
    return present == 0 ? 0 : (double) distinct() / present;
  }

  int missing() {
    return cells.length - present;
  }

  double low() {
    return sorted[0];
  }

  double high() {
    return sorted[sorted.length - 1];
  }

  boolean isWhole() {
    return isNumeric() && Arrays.stream(sorted).allMatch(each -> each == Math.rint(each));
  }

  /** Whether each row holds one more than the row before. */
  boolean isCount() {
    for (int row = 1; row < numbers.length; row++) {
      if (!(numbers[row] - numbers[row - 1] == 1)) {
        return false;
      }
    }
    return isNumeric() && numbers.length > 2;
  }

  /** The step of which all differences are multiples, for three levels or more; empty for none. */
  OptionalDouble step() {
    if (sorted.length < 3) {
      return OptionalDouble.empty();
    }
    double step = Double.POSITIVE_INFINITY;
    for (int i = 1; i < sorted.length; i++) {
      step = Math.min(step, sorted[i] - sorted[i - 1]);
    }
    if ((high() - low()) / step > MOST_STEPS) {
      return OptionalDouble.empty();
    }
    for (double each : sorted) {
      double steps = (each - low()) / step;
      if (Math.abs(steps - Math.rint(steps)) > TOLERANCE * Math.max(1, steps)) {
        return OptionalDouble.empty();
      }
    }
    return OptionalDouble.of(rounded(step));
  }

  /** Without the last digits that subtraction leaves. */
  private static double rounded(double value) {
    return new java.math.BigDecimal(value).round(new java.math.MathContext(9)).doubleValue();
  }
}
