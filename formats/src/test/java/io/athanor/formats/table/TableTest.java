package io.athanor.formats.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import blue.strategic.parquet.Hydrator;
import blue.strategic.parquet.ParquetReader;
import io.athanor.formats.table.Column.Type;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableTest {
  private static final List<Column> COLUMNS =
      List.of(
          new Column("name", Type.TEXT),
          Column.quantity("temperature", "Cel"),
          new Column("count", Type.WHOLE),
          new Column("at", Type.TIME));
  private static final Instant AT = Instant.parse("2026-01-02T03:04:05.000006Z");

  @Test
  void parquetReadsBackEqualWithApachesOwnReader(@TempDir Path folder) throws IOException {
    List<List<Object>> rows = rows(45_000);
    List<Map<String, Object>> read = parquet(folder, table(rows));
    assertThat(read).hasSize(rows.size());
    for (int i = 0; i < rows.size(); i++) {
      Map<String, Object> expected = new LinkedHashMap<>();
      for (int column = 0; column < COLUMNS.size(); column++) {
        Object value = rows.get(i).get(column);
        if (value != null) {
          expected.put(
              COLUMNS.get(column).name(),
              value instanceof Instant ? (Object) micros((Instant) value) : value);
        }
      }
      assertThat(read.get(i)).as("row %d", i).isEqualTo(expected);
    }
  }

  @Test
  void aTableWithoutRowsIsATableAllTheSame(@TempDir Path folder) throws IOException {
    assertThat(parquet(folder, table(List.of()))).isEmpty();
    assertThat(csv(table(List.of()))).isEqualTo("name,temperature [Cel],count,at\r\n");
  }

  @Test
  void csvReadsBackEqual() throws IOException {
    List<List<Object>> rows = rows(3_000);
    List<CSVRecord> read = CSVParser.parse(csv(table(rows)), CSVFormat.RFC4180).getRecords();
    assertThat(read).hasSize(rows.size() + 1);
    for (int i = 0; i < rows.size(); i++) {
      List<String> expected =
          rows.get(i).stream().map(each -> each == null ? "" : each.toString()).toList();
      assertThat(read.get(i + 1).toList()).isEqualTo(expected);
    }
  }

  @Test
  void tablesComeInPieces() {
    Iterator<byte[]> csv = new CsvText(table(rows(10_000)));
    csv.next();
    assertThat(csv.hasNext()).isTrue();
    Iterator<byte[]> parquet = new ParquetBytes(table(rows(45_000)));
    int pieces = 0;
    for (; parquet.hasNext(); pieces++) {
      parquet.next();
    }
    assertThat(pieces).isEqualTo(3);
  }

  @Test
  void twoColumnsOfOneNameAreRefused() {
    assertThatThrownBy(
            () ->
                new Table(
                    List.of(COLUMNS.get(0), COLUMNS.get(0)), List.<List<Object>>of()::iterator))
        .hasMessageContaining("'name' is there twice");
  }

  private static List<List<Object>> rows(int count) {
    List<List<Object>> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      rows.add(
          Arrays.asList(
              i % 3 == 0 ? null : i % 5 == 0 ? "" : "a, \"" + i + "\"\n\u00b5",
              i % 4 == 0 ? null : i / 7.0 - 100,
              i < 5 ? null : (long) i * i * i,
              i % 2 == 0 ? AT.plusNanos(i * 1_000L) : null));
    }
    return rows;
  }

  private static Table table(List<List<Object>> rows) {
    return new Table(COLUMNS, rows::iterator);
  }

  private static long micros(Instant time) {
    return time.getEpochSecond() * 1_000_000 + time.getNano() / 1_000;
  }

  private static String csv(Table table) {
    return new String(all(new CsvText(table)), StandardCharsets.UTF_8);
  }

  private static byte[] all(Iterator<byte[]> pieces) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    pieces.forEachRemaining(all::writeBytes);
    return all.toByteArray();
  }

  private static List<Map<String, Object>> parquet(Path folder, Table table) throws IOException {
    Path file = folder.resolve("table.parquet");
    Files.write(file, all(new ParquetBytes(table)));
    try (Stream<Map<String, Object>> rows =
        ParquetReader.streamContent(file.toFile(), new Maps())) {
      return rows.toList();
    }
  }

  /** Makes a map of each row; what is missing is not in it. */
  private static final class Maps
      implements Hydrator<Map<String, Object>, Map<String, Object>, String[]> {
    @Override
    public Map<String, Object> start() {
      return new LinkedHashMap<>();
    }

    @Override
    public Map<String, Object> add(Map<String, Object> row, String[] column, Object value) {
      if (value != null) {
        row.put(String.join(".", column), value);
      }
      return row;
    }

    @Override
    public Map<String, Object> finish(Map<String, Object> row) {
      return row;
    }
  }
}
