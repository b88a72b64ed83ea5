package io.athanor.allinone.replay;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * A CSV file as text cells.
 *
 * @param file where it came from, for messages
 * @param header column names
 * @param rows data rows, as wide as the header
 */
record CsvTable(Path file, List<String> header, List<Row> rows) {

  /** A data row and the line of the file it ends on. */
  record Row(long line, List<String> cells) {}

  CsvTable {
    header = List.copyOf(header);
    rows = List.copyOf(rows);
  }

  static CsvTable read(Path file) {
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8);
        CSVParser parser = CSVFormat.RFC4180.parse(reader)) {
      List<String> header = null;
      List<Row> rows = new ArrayList<>();
      for (CSVRecord record : parser) {
        List<String> cells = record.stream().map(String::strip).toList();
        if (header == null) {
          header = header(file, cells);
        } else if (cells.size() == header.size()) {
          rows.add(new Row(parser.getCurrentLineNumber(), cells));
        } else if (cells.size() > 1 || !cells.get(0).isEmpty()) {
          throw new ReplayException(
              file
                  + ":"
                  + parser.getCurrentLineNumber()
                  + ": "
                  + cells.size()
                  + " columns where the header has "
                  + header.size());
        }
      }
      if (header == null || rows.isEmpty()) {
        throw new ReplayException(file + ": the pool is empty: there are no data rows");
      }
      return new CsvTable(file, header, rows);
    } catch (IOException e) {
      throw new ReplayException("cannot read the pool " + file + ": " + e.getMessage(), e);
    }
  }

  /** Place of a column, which must be there. */
  int column(String name) {
    int column = header.indexOf(name);
    if (column < 0) {
      throw new ReplayException(
          file + ":1: there is no column '" + name + "'; there are " + String.join(", ", header));
    }
    return column;
  }

  /** A cell as a finite number. */
  double number(Row row, int column) {
    String text = text(row, column);
    double value;
    try {
      value = Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw ReplayException.cell(
          file, row.line(), header.get(column), "is '" + text + "', which is not a number");
    }
    if (!Double.isFinite(value)) {
      throw ReplayException.cell(
          file, row.line(), header.get(column), "is '" + text + "', which is not finite");
    }
    // no negative zero: it would make two candidates of one
    return value + 0.0;
  }

  /** A cell that must not be empty. */
  String text(Row row, int column) {
    String text = row.cells().get(column);
    if (text.isEmpty()) {
      throw ReplayException.cell(file, row.line(), header.get(column), "is empty");
    }
    return text;
  }

  /** Whether each cell of a column is a finite number. */
  boolean isNumeric(int column) {
    for (Row row : rows) {
      try {
        if (!Double.isFinite(Double.parseDouble(row.cells().get(column)))) {
          return false;
        }
      } catch (NumberFormatException e) {
        return false;
      }
    }
    return true;
  }

  private static List<String> header(Path file, List<String> cells) {
    List<String> header = new ArrayList<>(cells);
    // a byte order mark is no part of the first name
    header.set(0, header.get(0).replace("\uFEFF", "").strip());
    Set<String> seen = new HashSet<>();
    for (String name : header) {
      if (name.isEmpty()) {
        throw new ReplayException(file + ":1: a column has no name");
      }
      if (!seen.add(name)) {
        throw new ReplayException(file + ":1: two columns are named '" + name + "'");
      }
    }
    return header;
  }
}
