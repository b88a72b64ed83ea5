package io.athanor.formats.columns;

import io.athanor.formats.text.Lines;
import io.athanor.formats.text.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How the cells of a table of numbers are told apart.
 *
 * @param delimiter tab, semicolon, comma, or a blank for any run of white space
 * @param decimalComma whether 1,5 is one and a half
 * @param columns cells per line, at least 2
 */
record Layout(char delimiter, boolean decimalComma, int columns) {
  private static final int LOOKED_AT = 400;
  private static final int MOST_COLUMNS = 2_000;
  private static final String COMMENTS = "#!;%*'\"";

  private static final List<Layout> CANDIDATES =
      List.of(
          new Layout('\t', false, 2),
          new Layout(';', false, 2),
          new Layout(',', false, 2),
          new Layout(' ', false, 2),
          new Layout('\t', true, 2),
          new Layout(';', true, 2),
          new Layout(' ', true, 2));

  /**
   * The layout that makes most of the first lines rows of numbers, all of the same width; empty
   * where fewer than two lines, or less than half of those that are no comments, are such rows.
   */
  static Optional<Layout> of(String head) {
    List<String> lines = new ArrayList<>();
    Lines all = Lines.of(head);
    while (all.hasNext() && lines.size() < LOOKED_AT) {
      String line = all.next();
      if (!isComment(line)) {
        lines.add(line);
      }
    }
    Layout best = null;
    int most = 1;
    for (Layout candidate : CANDIDATES) {
      int width = 0;
      int rows = 0;
      for (String line : lines) {
        int columns = candidate.width(line);
        if (columns >= 2 && (width == 0 || columns == width)) {
          width = columns;
          rows++;
        }
      }
      if (rows > most) {
        most = rows;
        best = new Layout(candidate.delimiter, candidate.decimalComma, width);
      }
    }
    boolean mostly = best != null && most * 2 >= lines.size() - 2;
    return mostly ? Optional.of(best) : Optional.empty();
  }

  /** Whether a line is blank or begins with a sign of comment. */
  static boolean isComment(String line) {
    String plain = line.strip();
    return plain.isEmpty() || COMMENTS.indexOf(plain.charAt(0)) >= 0 || plain.startsWith("//");
  }

  /** A comment without its sign. */
  static String uncommented(String line) {
    String plain = line.strip();
    int at = 0;
    while (at < plain.length()
        && (COMMENTS.indexOf(plain.charAt(at)) >= 0 || plain.charAt(at) == '/')) {
      at++;
    }
    return plain.substring(at).strip();
  }

  /** The cells of a line; none where there are more than a table of measurements has. */
  List<String> cells(String line) {
    List<String> cells = new ArrayList<>();
    if (delimiter == ' ') {
      String plain = line.strip();
      int start = 0;
      for (int i = 0; i <= plain.length() && cells.size() <= MOST_COLUMNS; i++) {
        if (i == plain.length() || Character.isWhitespace(plain.charAt(i))) {
          if (i > start) {
            cells.add(plain.substring(start, i));
          }
          start = i + 1;
        }
      }
    } else {
      int start = 0;
      for (int i = 0; i <= line.length() && cells.size() <= MOST_COLUMNS; i++) {
        if (i == line.length() || line.charAt(i) == delimiter) {
          cells.add(line.substring(start, i).strip());
          start = i + 1;
        }
      }
    }
    return cells.size() > MOST_COLUMNS ? List.of() : cells;
  }

  /** The number in a cell, NaN where the cell is empty; empty where it holds anything else. */
  Optional<Double> number(String cell) {
    if (cell.isEmpty()) {
      return Optional.of(Double.NaN);
    }
    if (decimalComma && cell.indexOf('.') >= 0) {
      return Optional.empty();
    }
    String plain = decimalComma ? cell.replace(',', '.') : cell;
    var number = Numbers.parse(plain);
    return number.isPresent() ? Optional.of(number.getAsDouble()) : Optional.empty();
  }

  /** Number of cells where all hold numbers, at least two of them; otherwise 0. */
  private int width(String line) {
    List<String> cells = cells(line);
    int numbers = 0;
    for (String cell : cells) {
      Optional<Double> number = number(cell);
      if (number.isEmpty()) {
        return 0;
      }
      numbers += number.get().isNaN() ? 0 : 1;
    }
    // a trailing delimiter is no column
    return numbers >= 2 ? cells.size() : 0;
  }
}
