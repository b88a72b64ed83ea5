package io.athanor.schemas.serde;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.util.ClassSecurityValidator;

/**
 * Confluent's wire format: a zero byte, the schema id as four bytes big-endian, Avro binary. Maps
 * are read in the order they were written, so that an event written again is the same bytes.
 */
final class WireFormat {
  private static final byte MAGIC = 0;
  private static final int HEADER = 1 + Integer.BYTES;

  private static final GenericData GENERIC =
      new GenericData() {
        @Override
        public Object newMap(Object old, int size) {
          return new LinkedHashMap<>();
        }
      };

  private static final ClassValue<SpecificData> SPECIFIC =
      new ClassValue<>() {
        @Override
        protected SpecificData computeValue(Class<?> type) {
          SpecificData model =
              new SpecificData(type.getClassLoader()) {
                @Override
                public Object newMap(Object old, int size) {
                  return new LinkedHashMap<>();
                }
              };
          SpecificData.getForClass(type).getConversions().forEach(model::addLogicalTypeConversion);
          return model;
        }
      };

  static {
    // Avro 1.12.2 instantiates only classes it is told to trust: our own, and whatever was before
    ClassSecurityValidator.ClassSecurityPredicate before = ClassSecurityValidator.getGlobal();
    ClassSecurityValidator.setGlobal(
        type -> type.getName().startsWith("io.athanor.") || before.isTrusted(type));
  }

  private WireFormat() {}

  /**
   * Makes sure that our classes are trusted: a builder that fills in an enum's default needs it
   * before the first event has been written or read.
   */
  static void trustOurs() {
    // the static initialiser has done it
  }

  static byte[] write(int schemaId, Object datum, Schema schema) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(256);
    out.write(MAGIC);
    out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(schemaId).array());
    try {
      BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
      if (datum instanceof SpecificRecord) {
        new SpecificDatumWriter<>(schema, SpecificData.getForClass(datum.getClass()))
            .write(datum, encoder);
      } else {
        new GenericDatumWriter<>(schema).write(datum, encoder);
      }
      encoder.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  static int schemaId(byte[] bytes) {
    if (bytes.length < HEADER || bytes[0] != MAGIC) {
      throw new UndecodableException(
          "undecodable", "not Avro in Confluent's wire format: no magic byte and schema id", null);
    }
    return ByteBuffer.wrap(bytes, 1, Integer.BYTES).getInt();
  }

  static <T extends SpecificRecord> T read(byte[] bytes, Schema writer, Class<T> type) {
    SpecificData model = SPECIFIC.get(type);
    Schema reader = model.getSchema(type);
    return read(bytes, new SpecificDatumReader<>(writer, reader, model));
  }

  static Object readGeneric(byte[] bytes, Schema writer) {
    return read(bytes, new GenericDatumReader<>(writer, writer, GENERIC));
  }

  private static <D> D read(byte[] bytes, GenericDatumReader<D> reader) {
    try {
      BinaryDecoder decoder =
          DecoderFactory.get().binaryDecoder(bytes, HEADER, bytes.length - HEADER, null);
      D datum = reader.read(null, decoder);
      if (!decoder.isEnd()) {
        throw new UndecodableException("undecodable", "bytes are left after the record", null);
      }
      return datum;
    } catch (UndecodableException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      // bytes of strangers: whatever Avro trips over on the way is their fault, and never ours
      throw new UndecodableException("undecodable", "not a valid record: " + e.getMessage(), e);
    }
  }
}
