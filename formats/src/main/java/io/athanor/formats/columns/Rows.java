package io.athanor.formats.columns;

import io.athanor.formats.FormatException;
import io.athanor.formats.text.Lines;
import io.athanor.formats.text.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The rows of a table of numbers, by column; a cell that is empty is NaN. */
final class Rows {
  private static final int MOST_VALUES = 8_000_000;

  private Rows() {}

  /** Whether a line is a row of numbers in this layout. */
  static boolean isRow(Layout layout, String line) {
    if (Layout.isComment(line)) {
      return false;
    }
    List<String> cells = layout.cells(line);
    return cells.size() == layout.columns()
        && cells.stream().allMatch(cell -> layout.number(cell).isPresent())
        && cells.stream().anyMatch(cell -> !cell.isEmpty());
  }

  /**
   * All rows from here on.
   *
   * @throws FormatException naming the line that is none
   */
  static List<Numbers.Growing> read(String format, Lines lines, Layout layout) {
    List<Numbers.Growing> columns = new ArrayList<>();
    for (int i = 0; i < layout.columns(); i++) {
      columns.add(new Numbers.Growing(format));
    }
    boolean begun = false;
    while (lines.hasNext()) {
      String line = lines.next();
      if (!begun && !isRow(layout, line)) {
        continue;
      }
      begun = true;
      if (!Layout.isComment(line)) {
        add(format, lines.place(), layout, line, columns);
      }
    }
    return columns;
  }

  private static void add(
      String format, String place, Layout layout, String line, List<Numbers.Growing> columns) {
    List<String> cells = layout.cells(line);
    if (cells.size() != columns.size()) {
      throw new FormatException(
          format, place, "has " + cells.size() + " cells where the table has " + columns.size());
    }
    if ((long) columns.get(0).size() * columns.size() > MOST_VALUES) {
      throw new FormatException(
          format, place, "more than " + MOST_VALUES + " numbers in one table");
    }
    for (int i = 0; i < cells.size(); i++) {
      Optional<Double> number = layout.number(cells.get(i));
      if (number.isEmpty()) {
        throw new FormatException(format, place, "cell " + (i + 1) + " is no number");
      }
      columns.get(i).add(number.get());
    }
  }
}
