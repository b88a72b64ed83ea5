package io.athanor.allinone.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.athanor.allinone.embedded.EmbeddedKafka;
import io.athanor.allinone.embedded.EmbeddedRegistry;
import io.athanor.schemas.serde.AvroDeserializer;
import io.athanor.schemas.serde.AvroSerializer;
import io.athanor.schemas.serde.SerdeConfig;
import io.athanor.schemas.settings.KafkaConnection;
import io.athanor.schemas.topic.Topic;
import io.athanor.schemas.topic.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The genuine Confluent serdes, in a class loader of their own beside our Avro and Kafka client:
 * what they write we read, what we write they read, and both write the same bytes.
 */
class ConfluentIT {
  private static final int EVENTS = 20;

  @TempDir static Path directory;
  private static URLClassLoader genuine;
  private static ClassLoader before;
  private static EmbeddedKafka kafka;
  private static EmbeddedRegistry registry;

  @BeforeAll
  static void start() throws IOException {
    Path jars = Interop.unpacked("confluent");
    try (Stream<Path> files = Files.walk(jars)) {
      genuine =
          new URLClassLoader(
              files
                  .filter(file -> file.toString().endsWith(".jar"))
                  .map(ConfluentIT::url)
                  .toArray(URL[]::new),
              ConfluentIT.class.getClassLoader());
    }
    // the originals find their defaults by name, through the thread's loader
    before = Thread.currentThread().getContextClassLoader();
    Thread.currentThread().setContextClassLoader(genuine);
    kafka = EmbeddedKafka.start(EmbeddedKafka.Config.in(directory));
    registry =
        EmbeddedRegistry.start(
            new KafkaConnection(
                kafka.bootstrapServers(), Map.of(), Map.of(SerdeConfig.URL, "mock://none")),
            0,
            Duration.ofSeconds(60));
  }

  @AfterAll
  static void stop() throws IOException {
    if (registry != null) {
      registry.close();
    }
    if (kafka != null) {
      kafka.close();
    }
    if (genuine != null) {
      Thread.currentThread().setContextClassLoader(before);
      genuine.close();
    }
  }

  static List<Topic<?>> topics() {
    return Topics.all();
  }

  @Test
  void shouldBeTheGenuineClasses() throws ReflectiveOperationException {
    Class<?> type = genuine.loadClass("io.confluent.kafka.serializers.KafkaAvroSerializer");
    assertThat(type.getClassLoader()).isSameAs(genuine);
    assertThat(type.getProtectionDomain().getCodeSource().getLocation().getPath())
        .endsWith("kafka-avro-serializer-7.9.2.jar");
  }

  @ParameterizedTest
  @MethodSource("topics")
  <T extends SpecificRecord> void shouldReadAndWriteAsTheOriginals(Topic<T> topic)
      throws ReflectiveOperationException {
    for (boolean neutral : new boolean[] {true, false}) {
      Map<String, Object> config = new HashMap<>(Interop.config(registry.url()));
      config.put(SerdeConfig.REMOVE_JAVA_PROPERTIES, neutral);
      try (Serializer<Object> theirs = make("KafkaAvroSerializer", Serializer.class);
          Deserializer<Object> theirReader = make("KafkaAvroDeserializer", Deserializer.class);
          AvroSerializer<T> ours = new AvroSerializer<>();
          AvroDeserializer<T> ourReader = new AvroDeserializer<>()) {
        theirs.configure(config, false);
        theirReader.configure(config, false);
        ours.configure(config, false);
        ourReader.configure(config, false);
        for (T event : Interop.events(topic, EVENTS, 42)) {
          byte[] theirBytes = theirs.serialize(topic.name(), event);
          byte[] ourBytes = ours.serialize(topic.name(), event);
          assertThat(ourBytes).as("%s", event).isEqualTo(theirBytes);
          assertThat(ourReader.deserialize(topic.name(), theirBytes)).isEqualTo(event);
          assertThat(theirReader.deserialize(topic.name(), ourBytes)).isEqualTo(event);
        }
      }
    }
  }

  @Test
  void shouldFindWhatTheOriginalsRegistered() throws ReflectiveOperationException {
    Map<String, Object> lookUpOnly = new HashMap<>(Interop.config(registry.url()));
    lookUpOnly.put(SerdeConfig.AUTO_REGISTER, false);
    var event = Interop.events(Topics.MODEL_RELEASED, 1, 7).get(0);
    try (Serializer<Object> theirs = make("KafkaAvroSerializer", Serializer.class);
        AvroSerializer<SpecificRecord> ours = new AvroSerializer<>()) {
      theirs.configure(Interop.config(registry.url()), false);
      ours.configure(lookUpOnly, false);
      assertThat(ours.serialize("models-of-others", withRegistered(theirs, event)))
          .isEqualTo(theirs.serialize("models-of-others", event));
    }
  }

  private static SpecificRecord withRegistered(Serializer<Object> theirs, SpecificRecord event) {
    assertThat(theirs.serialize("models-of-others", event)).isNotEmpty();
    return event;
  }

  @SuppressWarnings("unchecked") // the originals are serdes of Object
  private static <S> S make(String name, Class<? super S> type)
      throws ReflectiveOperationException {
    return (S)
        type.cast(
            genuine
                .loadClass("io.confluent.kafka.serializers." + name)
                .getConstructor()
                .newInstance());
  }

  private static URL url(Path file) {
    try {
      return file.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new UncheckedIOException(e);
    }
  }
}
