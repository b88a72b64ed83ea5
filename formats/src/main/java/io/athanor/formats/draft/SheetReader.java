package io.athanor.formats.draft;

import io.athanor.formats.FormatException;
import io.athanor.formats.text.Lines;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Reads a table as people save it: separated by tab, semicolon, bar or comma; decimal point or
 * comma; with or without a byte order mark, quotes, comments above, a header, a line of units.
 */
final class SheetReader {
  static final String FORMAT = "CSV";
  private static final int MOST_ROWS = 1_000_000;
  private static final int MOST_COLUMNS = 1_000;
  private static final int MOST_CELLS = 20_000_000;
  private static final int MOST_REMARKS = 20;
  private static final int LOOKED_AT = 50;
  private static final char[] SEPARATORS = {'\t', ';', '|', ','};

  private final List<String> remarks = new ArrayList<>();
  private final List<String[]> rows = new ArrayList<>();
  private final List<Integer> lines = new ArrayList<>();
  private final String text;
  private final int skipped;

  private SheetReader(String text, int skipped) {
    this.text = text;
    this.skipped = skipped;
  }

  /**
   * The table in a text.
   *
   * @throws FormatException naming line and column
   */
  static Sheet read(String given) {
    if (given.length() > Lines.MOST_BYTES) {
      throw new FormatException(FORMAT, "", "has more than " + Lines.MOST_BYTES + " characters");
    }
    String text = given.startsWith("\uFEFF") ? given.substring(1) : given;
    int at = 0;
    int skipped = 0;
    while (at < text.length() && isPreamble(text, at)) {
      int end = text.indexOf('\n', at);
      at = end < 0 ? text.length() : end + 1;
      skipped++;
    }
    return new SheetReader(text.substring(at), skipped).read();
  }

  private static boolean isPreamble(String text, int at) {
    char first = text.charAt(at);
    return first == '#' || first == '\n' || first == '\r' || text.startsWith("sep=", at);
  }

  private Sheet read() {
    char separator = separator();
    parse(separator);
    if (rows.isEmpty()) {
      throw new FormatException(FORMAT, "", "is empty: a header and at least one row are needed");
    }
    Dialect dialect = Dialect.of(separator, sample());
    int width = rows.get(0).length;
    if (width < 2) {
      throw new FormatException(
          FORMAT,
          place(0),
          "has one column: what is set and what is measured stand in columns of their own,"
              + " separated by comma, semicolon or tab");
    }
    List<Heading> header = HeaderRows.take(rows, lines, dialect, remarks);
    if (rows.isEmpty()) {
      throw new FormatException(FORMAT, "", "has a header but no row below it");
    }
    square(header);
    List<String[]> columns = new ArrayList<>();
    for (int column = 0; column < width; column++) {
      String[] cells = new String[rows.size()];
      for (int row = 0; row < cells.length; row++) {
        cells[row] = rows.get(row)[column];
      }
      columns.add(cells);
    }
    return new Sheet(
        dialect, header, columns, lines.stream().mapToInt(Integer::intValue).toArray(), remarks);
  }

  /** The separator by which most lines are as wide as the first; the rarer sign where two are. */
  private char separator() {
    Lines all = Lines.of(text);
    List<String> head = new ArrayList<>();
    while (all.hasNext() && head.size() < LOOKED_AT) {
      String line = all.next();
      if (!line.isBlank()) {
        head.add(line);
      }
    }
    char best = ',';
    int most = 0;
    for (char candidate : SEPARATORS) {
      int width = head.isEmpty() ? 0 : count(head.get(0), candidate);
      int fitting = 0;
      for (String line : head) {
        fitting += width > 0 && count(line, candidate) == width ? 1 : 0;
      }
      if (fitting > most) {
        most = fitting;
        best = candidate;
      }
    }
    return best;
  }

  private static int count(String line, char separator) {
    int count = 0;
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      quoted ^= c == '"';
      count += c == separator && !quoted ? 1 : 0;
    }
    return count;
  }

  private void parse(char separator) {
    CSVFormat format =
        CSVFormat.DEFAULT.builder().setDelimiter(separator).setIgnoreEmptyLines(true).get();
    long line = 0;
    try (CSVParser parser = CSVParser.parse(text, format)) {
      for (CSVRecord record : parser) {
        line = parser.getCurrentLineNumber();
        String[] cells = new String[record.size()];
        boolean blank = true;
        for (int i = 0; i < cells.length; i++) {
          cells[i] = record.get(i).strip();
          blank &= cells[i].isEmpty();
        }
        if (!blank) {
          add(cells, (int) line + skipped);
        }
      }
    } catch (IOException | UncheckedIOException | IllegalStateException e) {
      throw new FormatException(
          FORMAT, "line " + (line + 1 + skipped), "cannot be read: a quote is not closed rightly");
    }
  }

  private void add(String[] cells, int line) {
    if (rows.size() > MOST_ROWS) {
      throw new FormatException(FORMAT, "line " + line, "more than " + MOST_ROWS + " rows");
    }
    if (cells.length > MOST_COLUMNS) {
      throw new FormatException(
          FORMAT, "line " + line, "has " + cells.length + " cells, the most is " + MOST_COLUMNS);
    }
    if ((long) cells.length * rows.size() > MOST_CELLS) {
      throw new FormatException(FORMAT, "line " + line, "more than " + MOST_CELLS + " cells");
    }
    rows.add(cells);
    lines.add(line);
  }

  private List<String> sample() {
    List<String> sample = new ArrayList<>();
    for (int i = 0; i < Math.min(rows.size(), 200); i++) {
      sample.addAll(Arrays.asList(rows.get(i)));
    }
    return sample;
  }

  /**
   * Rows as wide as the header: what is short has cells that say nothing, what is long is wrong.
   */
  private void square(List<Heading> header) {
    int width = header.size();
    int shorter = 0;
    for (int i = 0; i < rows.size(); i++) {
      String[] cells = rows.get(i);
      for (int extra = width; extra < cells.length; extra++) {
        if (!cells[extra].isEmpty()) {
          throw new FormatException(
              FORMAT,
              place(i),
              "has " + cells.length + " cells where the header has " + width + " columns");
        }
      }
      if (cells.length < width) {
        shorter++;
        if (shorter <= MOST_REMARKS) {
          remarks.add(
              "%s ends before column '%s': what is not there is missing."
                  .formatted(capital(place(i)), header.get(cells.length).name()));
        }
      }
      if (cells.length != width) {
        String[] squared = Arrays.copyOf(cells, width);
        for (int cell = cells.length; cell < width; cell++) {
          squared[cell] = "";
        }
        rows.set(i, squared);
      }
    }
    if (shorter > MOST_REMARKS) {
      remarks.add(shorter + " rows in all end too early.");
    }
  }

  private String place(int row) {
    return "line " + lines.get(row);
  }

  private static String capital(String text) {
    return Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }
}
