package io.athanor.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.athanor.schemas.topic.Topic;
import io.athanor.schemas.topic.Topics;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random instances of every event through every way of writing and reading them. */
class RoundTripTest {
  private static final Map<String, String> CONFIG =
      Map.of(SerdeConfig.URL, "mock://" + RoundTripTest.class.getName());
  private static final int INSTANCES = 100;
  private static final int MUTANTS = 500;

  /** One topic of each event. */
  static Collection<Topic<?>> topics() {
    Map<Class<?>, Topic<?>> byType = new LinkedHashMap<>();
    Topics.all().forEach(topic -> byType.putIfAbsent(topic.type(), topic));
    return byType.values();
  }

  @ParameterizedTest
  @MethodSource("topics")
  <T extends SpecificRecord> void shouldSurviveTheCodec(Topic<T> topic) {
    Schema schema = SpecificData.get().getSchema(topic.type());
    AvroCodec<T> codec = AvroCodec.of(SerdeConfig.of(CONFIG), topic.type());
    for (int seed = 0; seed < INSTANCES; seed++) {
      T event = RandomEvents.specific(topic.type(), schema, new SplittableRandom(seed));
      byte[] bytes = codec.encode(topic.name(), event);
      assertThat(codec.decode(bytes)).as("seed %s", seed).isEqualTo(event);
      assertThat(codec.encode(topic.name(), codec.decode(bytes)))
          .as("seed %s", seed)
          .isEqualTo(bytes);
    }
  }

  @ParameterizedTest
  @MethodSource("topics")
  <T extends SpecificRecord> void shouldBeTheSameBytesWhoeverWritesThem(Topic<T> topic) {
    Schema schema = SpecificData.get().getSchema(topic.type());
    try (Serde<T> serde = AvroSerdes.of(CONFIG);
        AvroSerializer<GenericData.Record> generic = new AvroSerializer<>();
        AvroDeserializer<GenericData.Record> genericReader = new AvroDeserializer<>()) {
      generic.configure(CONFIG, false);
      genericReader.configure(CONFIG, false);
      for (int seed = 0; seed < INSTANCES; seed++) {
        GenericData.Record record = RandomEvents.generic(schema, new SplittableRandom(seed));
        byte[] bytes = generic.serialize(topic.name(), record);
        T event = serde.deserializer().deserialize(topic.name(), bytes);
        assertThat(event).isInstanceOf(topic.type());
        assertThat(serde.serializer().serialize(topic.name(), event))
            .as("seed %s", seed)
            .isEqualTo(bytes);
        assertThat(RandomEvents.binary(genericReader.deserialize(topic.name(), bytes)))
            .as("seed %s", seed)
            .isEqualTo(Arrays.copyOfRange(bytes, 5, bytes.length));
      }
    }
  }

  /** Bytes of strangers: an event or an UndecodableException, and never anything else. */
  @ParameterizedTest
  @MethodSource("topics")
  <T extends SpecificRecord> void shouldNameDamagedBytesAndNeverBreak(Topic<T> topic) {
    Schema schema = SpecificData.get().getSchema(topic.type());
    AvroCodec<T> codec = AvroCodec.of(SerdeConfig.of(CONFIG), topic.type());
    byte[] first =
        codec.encode(
            topic.name(), RandomEvents.specific(topic.type(), schema, new SplittableRandom(0)));
    int undecodable = 0;
    for (int seed = 0; seed < MUTANTS; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      byte[] bytes = WireFormat.write(0, RandomEvents.generic(schema, random), schema);
      System.arraycopy(first, 0, bytes, 0, 5);
      byte[] mutant = mutated(bytes, random);
      try {
        codec.decode(mutant);
      } catch (UndecodableException e) {
        undecodable++;
      } catch (RuntimeException | Error e) {
        throw new AssertionError("seed " + seed + " broke the decoder", e);
      }
    }
    assertThat(undecodable).isBetween(MUTANTS / 20, MUTANTS);
  }

  @ParameterizedTest
  @MethodSource("topics")
  <T extends SpecificRecord> void shouldRefuseLengthsThatCannotBe(Topic<T> topic) {
    AvroCodec<T> codec = AvroCodec.of(SerdeConfig.of(CONFIG), topic.type());
    Schema schema = SpecificData.get().getSchema(topic.type());
    byte[] bytes =
        codec.encode(
            topic.name(), RandomEvents.specific(topic.type(), schema, new SplittableRandom(0)));
    // meta.id claims two gigabytes: the first thing after the header is its length
    byte[] huge = Arrays.copyOf(bytes, 10);
    System.arraycopy(
        new byte[] {(byte) 0xFE, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 0x0E}, 0, huge, 5, 5);
    assertThatCode(() -> codec.decode(huge)).isInstanceOf(UndecodableException.class);
  }

  private static byte[] mutated(byte[] bytes, SplittableRandom random) {
    byte[] mutant = bytes.clone();
    switch (random.nextInt(3)) {
      case 0 -> {
        for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
          mutant[5 + random.nextInt(mutant.length - 5)] = (byte) random.nextInt();
        }
      }
      case 1 -> mutant = Arrays.copyOf(mutant, 5 + random.nextInt(mutant.length - 5));
      default -> {
        byte[] noise = new byte[1 + random.nextInt(64)];
        random.nextBytes(noise);
        mutant = Arrays.copyOf(mutant, 5 + noise.length);
        System.arraycopy(noise, 0, mutant, 5, noise.length);
      }
    }
    return mutant;
  }
}
