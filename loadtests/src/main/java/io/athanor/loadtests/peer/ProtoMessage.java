package io.athanor.loadtests.peer;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** A protocol buffers message written field by field, for a schema too small to compile. */
final class ProtoMessage {
  @FunctionalInterface
  private interface Field {
    void write(CodedOutputStream out) throws IOException;
  }

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final CodedOutputStream out = CodedOutputStream.newInstance(bytes);

  ProtoMessage number(int field, long value) {
    return write(to -> to.writeInt64(field, value));
  }

  ProtoMessage real(int field, float value) {
    return write(to -> to.writeFloat(field, value));
  }

  ProtoMessage text(int field, String value) {
    return write(to -> to.writeString(field, value));
  }

  ProtoMessage bytes(int field, byte[] value) {
    return write(to -> to.writeByteArray(field, value));
  }

  ProtoMessage message(int field, ProtoMessage value) {
    return bytes(field, value.toBytes());
  }

  byte[] toBytes() {
    write(CodedOutputStream::flush);
    return bytes.toByteArray();
  }

  private ProtoMessage write(Field field) {
    try {
      field.write(out);
      return this;
    } catch (IOException cause) {
      throw new UncheckedIOException(cause);
    }
  }
}
