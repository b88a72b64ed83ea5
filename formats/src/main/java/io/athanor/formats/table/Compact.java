package io.athanor.formats.table;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;

/**
 * Structures in Thrift's compact protocol (thrift.apache.org, {@code
 * doc/specs/thrift-compact-protocol.md}), as far as Parquet's metadata needs it. Fields are written
 * in rising order.
 */
final class Compact {
  private static final int TRUE = 1;
  private static final int I32 = 5;
  private static final int I64 = 6;
  private static final int BINARY = 8;
  private static final int LIST = 9;
  private static final int STRUCT = 12;
  private static final int SHORT_LIST = 15;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private int last;

  /** The bytes of a structure. */
  static byte[] struct(Consumer<Compact> fields) {
    Compact writer = new Compact();
    fields.accept(writer);
    writer.out.write(0);
    return writer.out.toByteArray();
  }

  Compact i32(int field, int value) {
    field(field, I32);
    zigzag(value);
    return this;
  }

  Compact i64(int field, long value) {
    field(field, I64);
    zigzag(value);
    return this;
  }

  Compact yes(int field) {
    field(field, TRUE);
    return this;
  }

  Compact text(int field, String value) {
    field(field, BINARY);
    binary(value);
    return this;
  }

  Compact struct(int field, Consumer<Compact> fields) {
    field(field, STRUCT);
    out.writeBytes(struct(fields));
    return this;
  }

  Compact i32s(int field, List<Integer> values) {
    list(field, I32, values.size());
    values.forEach(this::zigzag);
    return this;
  }

  Compact texts(int field, List<String> values) {
    list(field, BINARY, values.size());
    values.forEach(this::binary);
    return this;
  }

  Compact structs(int field, List<byte[]> values) {
    list(field, STRUCT, values.size());
    values.forEach(out::writeBytes);
    return this;
  }

  private void field(int field, int type) {
    int delta = field - last;
    if (delta < 1 || delta > 15) {
      throw new IllegalStateException("field " + field + " after " + last);
    }
    out.write((delta << 4) | type);
    last = field;
  }

  private void list(int field, int type, int size) {
    field(field, LIST);
    if (size < SHORT_LIST) {
      out.write((size << 4) | type);
    } else {
      out.write(0xf0 | type);
      out.writeBytes(varint(size));
    }
  }

  private void binary(String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    out.writeBytes(varint(bytes.length));
    out.writeBytes(bytes);
  }

  private void zigzag(long value) {
    out.writeBytes(varint((value << 1) ^ (value >> 63)));
  }

  /** Seven bits a byte, the lowest first. */
  static byte[] varint(long value) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      bytes.write((int) ((rest & 0x7f) | 0x80));
      rest >>>= 7;
    }
    bytes.write((int) rest);
    return bytes.toByteArray();
  }
}
