package io.athanor.formats.columns;

import io.athanor.formats.Contents;
import io.athanor.formats.FileFormat;
import io.athanor.formats.FormatException;
import io.athanor.formats.Payload;
import io.athanor.formats.SourceFile;
import io.athanor.formats.Statement;
import io.athanor.formats.text.Lines;
import io.athanor.formats.text.Made;
import io.athanor.formats.text.Numbers;
import io.athanor.materials.unit.Quantity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * A table with one experiment per row: numbers with their units in the header, and words. A column
 * {@code sample}, {@code sample_id} or {@code id} names the sample. A column of numbers that states
 * no unit, and whose name implies none, is refused: half an experiment is none.
 */
public final class ExperimentTable implements FileFormat {
  private static final String NAME = "experiment table";
  private static final Set<String> SAMPLE = Set.of("sample", "sample_id", "sample_name", "id");
  private static final int LONGEST_LINE = 1_000_000;
  private static final int MOST_ROWS = 200_000;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean recognises(SourceFile file) {
    if (!Lines.isText(file.bytes())) {
      return false;
    }
    Lines lines = Lines.of(Lines.head(file, 8192));
    if (!lines.hasNext()) {
      return false;
    }
    String header = lines.next();
    String row = lines.hasNext() ? lines.next() : "";
    for (char delimiter : new char[] {'\t', ';', ','}) {
      Layout layout = new Layout(delimiter, false, 2);
      List<String> names = layout.cells(header);
      List<String> cells = layout.cells(row);
      if (names.size() >= 2
          && names.size() == cells.size()
          && names.stream().noneMatch(each -> each.isEmpty() || isNumber(each))
          && cells.stream().anyMatch(ExperimentTable::isNumber)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public Contents read(SourceFile file) {
    Lines lines = Lines.of(NAME, file);
    String header = lines.hasNext() ? lines.next() : "";
    if (header.length() > LONGEST_LINE) {
      throw new FormatException(NAME, "line 1", "has more than " + LONGEST_LINE + " characters");
    }
    char delimiter = header.indexOf('\t') >= 0 ? '\t' : header.indexOf(';') >= 0 ? ';' : ',';
    CSVFormat csv = CSVFormat.DEFAULT.builder().setDelimiter(delimiter).get();
    StringBuilder text = new StringBuilder(header).append('\n');
    while (lines.hasNext()) {
      String line = lines.next();
      if (line.length() > LONGEST_LINE) {
        throw new FormatException(
            NAME, lines.place(), "has more than " + LONGEST_LINE + " characters");
      }
      text.append(line).append('\n');
    }
    List<Statement> readings = new ArrayList<>();
    List<String> remarks = new ArrayList<>();
    try (CSVParser parser = CSVParser.parse(text.toString(), csv)) {
      List<Column> columns = List.of();
      for (CSVRecord row : parser) {
        if (columns.isEmpty()) {
          columns = row.stream().map(Column::of).toList();
        } else if (readings.size() >= MOST_ROWS) {
          throw new FormatException(NAME, "", "has more than " + MOST_ROWS + " rows");
        } else {
          reading(row, columns).ifPresent(readings::add);
        }
      }
      for (Column column : columns) {
        if (column.unit().isEmpty() && !SAMPLE.contains(column.name())) {
          remarks.add("column '" + column.spelled() + "' holds words and is left out");
        }
      }
    } catch (IOException | UncheckedIOException e) {
      throw new FormatException(NAME, "", "has a quoted cell that never ends");
    }
    remarks.add("the table states no times of measurement");
    return new Contents(NAME, readings, remarks);
  }

  private static Optional<Statement> reading(CSVRecord row, List<Column> columns) {
    String run = "row-" + row.getRecordNumber();
    if (row.size() != columns.size()) {
      throw new FormatException(
          NAME, run, "has " + row.size() + " cells where the header has " + columns.size());
    }
    Map<String, Quantity> values = new TreeMap<>();
    Optional<String> sample = Optional.empty();
    for (int i = 0; i < columns.size(); i++) {
      Column column = columns.get(i);
      OptionalDouble number = Numbers.parse(row.get(i));
      if (SAMPLE.contains(column.name())) {
        sample = Made.name(row.get(i));
      } else if (number.isPresent()) {
        values.put(column.name(), Quantity.of(number.getAsDouble(), column.code(NAME)));
      } else if (column.unit().isPresent() && !row.get(i).isBlank()) {
        throw new FormatException(
            NAME, run, "column '" + column.spelled() + "' has a unit but holds no number");
      }
    }
    if (values.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Statement.Reading(
            run,
            sample,
            Optional.empty(),
            "scalar",
            Optional.empty(),
            Optional.empty(),
            new Payload.Scalars(values),
            false));
  }

  private static boolean isNumber(String cell) {
    return Numbers.parse(cell).isPresent();
  }
}
