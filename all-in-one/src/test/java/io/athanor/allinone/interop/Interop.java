package io.athanor.allinone.interop;

import io.athanor.schemas.serde.AvroCodec;
import io.athanor.schemas.serde.AvroSerializer;
import io.athanor.schemas.serde.SerdeConfig;
import io.athanor.schemas.topic.Topic;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.util.RandomData;
import org.junit.jupiter.api.Assumptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the interoperability tests share. */
final class Interop {
  private static final Logger LOG = LoggerFactory.getLogger(Interop.class);

  private Interop() {}

  /** Where the build profile has unpacked {@code what}; the test is skipped where it has not. */
  static Path unpacked(String what) {
    String folder = System.getProperty("athanor.interop", "");
    assumeThat(!folder.isEmpty(), what, "needs large downloads: run with -Pinterop");
    return Path.of(folder, what);
  }

  /** Skips the test where {@code present} is false, and says why where people look. */
  static void assumeThat(boolean present, String what, String reason) {
    if (!present) {
      LOG.atWarn()
          .addKeyValue("subject", what)
          .addKeyValue("reason", reason)
          .log("Interoperability is not tested");
    }
    Assumptions.assumeTrue(present, reason);
  }

  /** Serde configuration as our applications have it. */
  static Map<String, Object> config(String registry) {
    return Map.of(
        SerdeConfig.URL, registry,
        SerdeConfig.SPECIFIC_READER, "true",
        SerdeConfig.REMOVE_JAVA_PROPERTIES, "true",
        SerdeConfig.RETRY_TIMEOUT, "5000");
  }

  /** Random events, the same for the same seed. */
  static <T extends SpecificRecord> List<T> events(Topic<T> topic, int count, long seed) {
    Map<String, Object> config = Map.of(SerdeConfig.URL, "mock://" + Interop.class.getName());
    AvroCodec<T> codec = AvroCodec.of(SerdeConfig.of(config), topic.type());
    List<T> events = new ArrayList<>();
    try (AvroSerializer<GenericRecord> serializer = new AvroSerializer<>()) {
      serializer.configure(config, false);
      for (Object each :
          new RandomData(SpecificData.get().getSchema(topic.type()), count, seed, true)) {
        events.add(codec.decode(serializer.serialize(topic.name(), (GenericRecord) each)));
      }
    }
    return events;
  }

  /** A java launcher of at least {@code feature}, wherever this machine keeps one. */
  static Optional<Path> java(int feature) {
    if (Runtime.version().feature() >= feature) {
      return Optional.of(Path.of(System.getProperty("java.home"), "bin", "java"));
    }
    List<Path> homes = new ArrayList<>();
    try (Stream<Path> installed = list(Path.of("/usr/lib/jvm"))) {
      installed.sorted().forEach(homes::add);
    }
    Optional.ofNullable(System.getenv("JAVA_HOME_" + feature)).map(Path::of).ifPresent(homes::add);
    return homes.stream()
        .filter(home -> feature(home) >= feature)
        .map(home -> home.resolve("bin").resolve("java"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static int feature(Path home) {
    Path release = home.resolve("release");
    if (!Files.isReadable(release)) {
      return 0;
    }
    Properties properties = new Properties();
    try (InputStream in = Files.newInputStream(release)) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String version = properties.getProperty("JAVA_VERSION", "0").replace("\"", "");
    return Integer.parseInt(version.replaceFirst("[^0-9].*", ""));
  }

  private static Stream<Path> list(Path folder) {
    try {
      return Files.isDirectory(folder) ? Files.list(folder) : Stream.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
