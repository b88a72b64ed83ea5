package io.athanor.formats.draft;

import io.athanor.formats.text.Names;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Takes what says what the columns are from the top of a table. */
final class HeaderRows {
  private HeaderRows() {}

  /** The first line is a header where it holds no number; a line of units may stand below it. */
  static List<Heading> take(
      List<String[]> rows, List<Integer> lines, Dialect dialect, List<String> remarks) {
    int width = rows.get(0).length;
    String[] first = rows.get(0);
    boolean headed = Arrays.stream(first).noneMatch(cell -> isNumber(dialect, cell));
    Names names = new Names("_");
    List<Heading> header = new ArrayList<>();
    if (!headed) {
      remarks.add("There is no header: the first line holds numbers. Columns are named by place.");
      for (int i = 0; i < width; i++) {
        header.add(Heading.of("column_" + (i + 1)).as(names.distinct("column_" + (i + 1))));
      }
      return header;
    }
    rows.remove(0);
    lines.remove(0);
    String[] units = isUnits(rows, width) ? rows.remove(0) : new String[0];
    if (units.length > 0) {
      lines.remove(0);
      remarks.add("The line below the header is taken for the units.");
    }
    for (int i = 0; i < width; i++) {
      Heading heading = Heading.of(first[i].isEmpty() ? "column_" + (i + 1) : first[i]);
      String distinct = names.distinct(heading.name());
      if (!distinct.equals(heading.name())) {
        remarks.add(
            "Two columns are named '%s': the later one is '%s' here."
                .formatted(heading.name(), distinct));
      }
      heading = heading.as(distinct);
      header.add(
          i < units.length ? heading.in(units[i].replaceAll("^[(\\[]|[)\\]]$", "")) : heading);
    }
    return header;
  }

  private static boolean isUnits(List<String[]> rows, int width) {
    if (rows.size() < 2 || rows.get(0).length != width) {
      return false;
    }
    int units = 0;
    for (String cell : rows.get(0)) {
      String plain = cell.replaceAll("^[(\\[]|[)\\]]$", "");
      if (!plain.isEmpty() && !plain.equals("-") && !Heading.isUnit(plain)) {
        return false;
      }
      units += plain.isEmpty() || plain.matches("-|\\d.*") ? 0 : 1;
    }
    return units > 0;
  }

  private static boolean isNumber(Dialect dialect, String cell) {
    return dialect.number(cell).isPresent();
  }
}
