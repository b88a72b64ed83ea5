package io.athanor.formats.draft;

import java.util.List;

/**
 * A table as text.
 *
 * @param dialect how its cells are written
 * @param header one cell for each column
 * @param columns the cells of each column
 * @param lines the line of the file that each row ends on
 * @param remarks what was odd, for people
 */
record Sheet(
    Dialect dialect,
    List<Heading> header,
    List<String[]> columns,
    int[] lines,
    List<String> remarks) {
  Sheet {
    header = List.copyOf(header);
    columns = List.copyOf(columns);
    remarks = List.copyOf(remarks);
  }

  int rows() {
    return lines.length;
  }

  /** A row as people find it. */
  String place(int row) {
    return "line " + lines[row];
  }
}
