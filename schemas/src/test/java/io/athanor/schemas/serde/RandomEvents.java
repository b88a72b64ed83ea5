package io.athanor.schemas.serde;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificRecord;

/**
 * Random instances of any event, from a seeded generator: every branch, symbol and null in time.
 */
final class RandomEvents {
  private static final String[] WORDS = {
    "",
    "band_gap",
    "mA/cm2",
    "Cs0.2(CH5N2)0.8Pb(I0.8Br0.2)3",
    "Ångström",
    "鉛",
    "\uD83D\uDD25",
    "\n\t\""
  };
  private static final double[] NUMBERS = {
    0.0, -0.0, 1.0, Double.MIN_VALUE, Double.MAX_VALUE, Double.NEGATIVE_INFINITY, 1e-9
  };

  private RandomEvents() {}

  static GenericData.Record generic(Schema schema, RandomGenerator random) {
    return (GenericData.Record) datum(schema, random);
  }

  static <T extends SpecificRecord> T specific(
      Class<T> type, Schema schema, RandomGenerator random) {
    GenericData.Record record = generic(schema, random);
    return WireFormat.read(WireFormat.write(0, record, schema), schema, type);
  }

  static byte[] binary(GenericData.Record record) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
    try {
      new GenericDatumWriter<>(record.getSchema()).write(record, encoder);
      encoder.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static Object datum(Schema schema, RandomGenerator random) {
    return switch (schema.getType()) {
      case RECORD -> {
        GenericData.Record record = new GenericData.Record(schema);
        schema.getFields().forEach(each -> record.put(each.pos(), datum(each.schema(), random)));
        yield record;
      }
      case ENUM -> {
        List<String> symbols = schema.getEnumSymbols();
        yield new GenericData.EnumSymbol(schema, symbols.get(random.nextInt(symbols.size())));
      }
      case ARRAY -> {
        List<Object> items = new ArrayList<>();
        int size = random.nextInt(4);
        for (int i = 0; i < size; i++) {
          items.add(datum(schema.getElementType(), random));
        }
        yield new GenericData.Array<>(schema, items);
      }
      case MAP -> {
        Map<String, Object> entries = new LinkedHashMap<>();
        int size = random.nextInt(4);
        for (int i = 0; i < size; i++) {
          entries.put(word(random) + i, datum(schema.getValueType(), random));
        }
        yield entries;
      }
      case UNION -> datum(schema.getTypes().get(random.nextInt(schema.getTypes().size())), random);
      case STRING -> word(random);
      case BYTES -> {
        byte[] bytes = new byte[random.nextInt(9)];
        random.nextBytes(bytes);
        yield ByteBuffer.wrap(bytes);
      }
      case INT -> random.nextInt();
      case LONG -> random.nextLong();
      case FLOAT -> random.nextFloat();
      case DOUBLE ->
          random.nextInt(4) == 0
              ? NUMBERS[random.nextInt(NUMBERS.length)]
              : random.nextDouble(-1e6, 1e6);
      case BOOLEAN -> random.nextBoolean();
      case NULL -> null;
      case FIXED -> throw new IllegalArgumentException("no event has a fixed field");
    };
  }

  private static String word(RandomGenerator random) {
    return WORDS[random.nextInt(WORDS.length)];
  }
}
