package io.athanor.formats.table;

import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Rows under columns; the rows may be asked for again and again.
 *
 * @param columns in their order, no name twice
 * @param rows one value for each column, null where it is missing
 */
public record Table(List<Column> columns, Supplier<Iterator<List<Object>>> rows) {
  /** Checks the names. */
  public Table {
    columns = List.copyOf(columns);
    Set<String> names = new HashSet<>();
    for (Column each : columns) {
      if (!names.add(each.name())) {
        throw new IllegalArgumentException("table.columns: '" + each.name() + "' is there twice");
      }
    }
  }
}
