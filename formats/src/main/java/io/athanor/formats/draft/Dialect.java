package io.athanor.formats.draft;

import io.athanor.formats.text.Numbers;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * How a table writes its cells.
 *
 * @param separator between cells
 * @param decimalComma whether 1,5 is one and a half
 */
record Dialect(char separator, boolean decimalComma) {
  private static final Set<String> MISSING =
      Set.of(
          "", "-", "--", "?", "NA", "N/A", "n/a", "na", "NaN", "nan", "NAN", "null", "NULL", "#N/A",
          "#VALUE!", "#DIV/0!");
  private static final String BEGINNINGS = "0123456789+-\u2212.,";
  private static final Pattern POINT_GROUPS = Pattern.compile("[+-]?\\d{1,3}(\\.\\d{3})+(,\\d+)?");
  private static final Pattern COMMA_GROUPS = Pattern.compile("[+-]?\\d{1,3}(,\\d{3})+(\\.\\d+)?");
  private static final Pattern COMMA_DECIMAL = Pattern.compile("[+-]?\\d*,\\d+([eE][+-]?\\d+)?");
  private static final Pattern POINT_DECIMAL = Pattern.compile("[+-]?\\d*\\.\\d+([eE][+-]?\\d+)?");
  private static final Pattern GAPS = Pattern.compile("(?<=\\d)[ '\u00a0\u202f\u2019](?=\\d{3})");

  /** Whether a cell says nothing. */
  static boolean isMissing(String cell) {
    return MISSING.contains(cell);
  }

  /**
   * The dialect whose decimal sign fits the cells: a comma where some cells can be read only so,
   * and none only with a point.
   */
  static Dialect of(char separator, List<String> cells) {
    int commas = 0;
    int points = 0;
    for (String cell : cells) {
      String plain = bare(cell);
      boolean commaGroups = COMMA_GROUPS.matcher(plain).matches();
      boolean pointGroups = POINT_GROUPS.matcher(plain).matches();
      if (plain.indexOf(',') >= 0) {
        boolean decimal = pointGroups || COMMA_DECIMAL.matcher(plain).matches();
        // 1,234 may be either; beside semicolons and tabs a comma is rarely a thousands sign
        boolean open = commaGroups && plain.indexOf('.') < 0;
        commas += decimal && !(open && separator == ',') ? 1 : 0;
        points += commaGroups && !open ? 1 : 0;
      } else if (POINT_DECIMAL.matcher(plain).matches() && !pointGroups) {
        points++;
      }
    }
    return new Dialect(separator, commas > points);
  }

  /** The number in a cell; empty where it holds none. A percent sign is passed over. */
  OptionalDouble number(String cell) {
    if (cell.isEmpty() || BEGINNINGS.indexOf(cell.charAt(0)) < 0) {
      return OptionalDouble.empty();
    }
    OptionalDouble plainly = cell.indexOf(',') < 0 ? Numbers.parse(cell) : OptionalDouble.empty();
    if (plainly.isPresent() && !(decimalComma && cell.indexOf('.') >= 0)) {
      return plainly;
    }
    String plain = bare(cell);
    if (decimalComma) {
      if (POINT_GROUPS.matcher(plain).matches()) {
        plain = plain.replace(".", "");
      }
      plain = plain.replace(',', '.');
    } else if (COMMA_GROUPS.matcher(plain).matches()) {
      plain = plain.replace(",", "");
    }
    return Numbers.parse(plain);
  }

  private static String bare(String cell) {
    String plain = cell.strip().replace('\u2212', '-');
    if (plain.endsWith("%")) {
      plain = plain.substring(0, plain.length() - 1).strip();
    }
    return GAPS.matcher(plain).replaceAll("");
  }
}
