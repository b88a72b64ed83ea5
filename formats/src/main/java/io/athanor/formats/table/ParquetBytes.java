package io.athanor.formats.table;

import io.athanor.formats.table.Column.Type;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * A table as Apache Parquet (format 2.x, {@code github.com/apache/parquet-format}): flat, every
 * column optional, PLAIN, uncompressed, a data page for each column of a row group. One piece for
 * each row group, so memory holds one of them.
 */
public final class ParquetBytes implements Iterator<byte[]> {
  private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);
  private static final int GROUP = 20_000;
  private static final int PLAIN = 0;
  private static final int RLE = 3;
  private static final int OPTIONAL = 1;
  private static final int DATA_PAGE = 0;
  private static final int UNCOMPRESSED = 0;

  private final List<Column> columns;
  private final Iterator<List<Object>> rows;
  private final List<byte[]> groups = new ArrayList<>();
  private long offset;
  private long count;
  private boolean ended;

  /** From the first row of the table. */
  public ParquetBytes(Table table) {
    columns = table.columns();
    rows = table.rows().get();
  }

  @Override
  public boolean hasNext() {
    return !ended;
  }

  @Override
  public byte[] next() {
    if (ended) {
      throw new NoSuchElementException();
    }
    ByteArrayOutputStream piece = new ByteArrayOutputStream();
    if (offset == 0) {
      piece.writeBytes(MAGIC);
    }
    List<List<Object>> some = new ArrayList<>();
    while (some.size() < GROUP && rows.hasNext()) {
      some.add(rows.next());
    }
    if (!some.isEmpty()) {
      group(some, piece);
    }
    if (!rows.hasNext()) {
      byte[] footer = footer();
      piece.writeBytes(footer);
      piece.writeBytes(little(4).putInt(footer.length).array());
      piece.writeBytes(MAGIC);
      ended = true;
    }
    offset += piece.size();
    return piece.toByteArray();
  }

  private void group(List<List<Object>> some, ByteArrayOutputStream piece) {
    List<byte[]> chunks = new ArrayList<>();
    long before = piece.size();
    for (int column = 0; column < columns.size(); column++) {
      byte[] page = page(some, column);
      byte[] header =
          Compact.struct(
              each ->
                  each.i32(1, DATA_PAGE)
                      .i32(2, page.length)
                      .i32(3, page.length)
                      .struct(
                          5,
                          data -> data.i32(1, some.size()).i32(2, PLAIN).i32(3, RLE).i32(4, RLE)));
      chunks.add(
          chunk(columns.get(column), some.size(), header.length + page.length, piece.size()));
      piece.writeBytes(header);
      piece.writeBytes(page);
    }
    long size = piece.size() - before;
    count += some.size();
    groups.add(Compact.struct(each -> each.structs(1, chunks).i64(2, size).i64(3, some.size())));
  }

  private byte[] chunk(Column column, int values, long size, long place) {
    long at = offset + place;
    return Compact.struct(
        chunk ->
            chunk
                .i64(2, at)
                .struct(
                    3,
                    data ->
                        data.i32(1, physical(column.type()))
                            .i32s(2, List.of(PLAIN, RLE))
                            .texts(3, List.of(column.name()))
                            .i32(4, UNCOMPRESSED)
                            .i64(5, values)
                            .i64(6, size)
                            .i64(7, size)
                            .i64(9, at)));
  }

  /** Which values are there, then those that are. */
  private byte[] page(List<List<Object>> some, int column) {
    ByteArrayOutputStream levels = new ByteArrayOutputStream();
    ByteArrayOutputStream values = new ByteArrayOutputStream();
    int run = 0;
    boolean there = false;
    for (List<Object> row : some) {
      Object value = row.get(column);
      if (run > 0 && there != (value != null)) {
        level(levels, run, there);
        run = 0;
      }
      there = value != null;
      run++;
      if (there) {
        values.writeBytes(plain(columns.get(column).type(), value));
      }
    }
    level(levels, run, there);
    ByteBuffer page = little(4 + levels.size() + values.size());
    return page.putInt(levels.size()).put(levels.toByteArray()).put(values.toByteArray()).array();
  }

  private static void level(ByteArrayOutputStream levels, int run, boolean there) {
    levels.writeBytes(Compact.varint((long) run << 1));
    levels.write(there ? 1 : 0);
  }

  private static byte[] plain(Type type, Object value) {
    return switch (type) {
      case NUMBER -> little(8).putDouble((Double) value).array();
      case WHOLE -> little(8).putLong((Long) value).array();
      case TIME -> little(8).putLong(micros((java.time.Instant) value)).array();
      case TEXT -> {
        byte[] bytes = ((String) value).getBytes(StandardCharsets.UTF_8);
        yield little(4 + bytes.length).putInt(bytes.length).put(bytes).array();
      }
    };
  }

  private static long micros(java.time.Instant time) {
    return Math.addExact(
        Math.multiplyExact(time.getEpochSecond(), 1_000_000L), time.getNano() / 1_000);
  }

  private static int physical(Type type) {
    return switch (type) {
      case WHOLE, TIME -> 2;
      case NUMBER -> 5;
      case TEXT -> 6;
    };
  }

  private byte[] footer() {
    List<byte[]> schema = new ArrayList<>();
    schema.add(Compact.struct(root -> root.text(4, "table").i32(5, columns.size())));
    columns.forEach(each -> schema.add(element(each)));
    return Compact.struct(
        file ->
            file.i32(1, 1)
                .structs(2, schema)
                .i64(3, count)
                .structs(4, groups)
                .text(6, "Athanor version 1"));
  }

  private static byte[] element(Column column) {
    return Compact.struct(
        element -> {
          element.i32(1, physical(column.type())).i32(3, OPTIONAL).text(4, column.name());
          if (column.type() == Type.TEXT) {
            element.i32(6, 0).struct(10, logical -> logical.struct(1, text -> {}));
          } else if (column.type() == Type.TIME) {
            element
                .i32(6, 10)
                .struct(
                    10,
                    logical ->
                        logical.struct(
                            8, time -> time.yes(1).struct(2, u -> u.struct(2, m -> {}))));
          }
        });
  }

  private static ByteBuffer little(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }
}
