package io.athanor.formats.table;

import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * A table as CSV (RFC 4180) in UTF-8: a missing value is an empty cell, an empty text is quoted.
 */
public final class CsvText implements Iterator<byte[]> {
  private static final int PIECE = 32_768;

  private final Iterator<List<Object>> rows;
  private final StringBuilder text = new StringBuilder();
  private boolean more = true;

  /** From the first row of the table. */
  public CsvText(Table table) {
    rows = table.rows().get();
    line(table.columns().stream().map(each -> (Object) each.name()).toList());
  }

  @Override
  public boolean hasNext() {
    return more;
  }

  @Override
  public byte[] next() {
    if (!more) {
      throw new NoSuchElementException();
    }
    while (text.length() < PIECE && rows.hasNext()) {
      line(rows.next());
    }
    more = rows.hasNext();
    byte[] piece = text.toString().getBytes(StandardCharsets.UTF_8);
    text.setLength(0);
    return piece;
  }

  private void line(List<Object> cells) {
    for (int i = 0; i < cells.size(); i++) {
      text.append(i == 0 ? "" : ",");
      Object cell = cells.get(i);
      if (cell != null) {
        append(cell.toString(), cell instanceof String);
      }
    }
    text.append("\r\n");
  }

  private void append(String cell, boolean isText) {
    boolean quoted = isText && cell.isEmpty();
    for (int i = 0; i < cell.length() && !quoted; i++) {
      quoted = ",\"\r\n".indexOf(cell.charAt(i)) >= 0;
    }
    if (quoted) {
      text.append('"').append(cell.replace("\"", "\"\"")).append('"');
    } else {
      text.append(cell);
    }
  }
}
