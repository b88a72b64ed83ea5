package io.athanor.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.athanor.event.ReadingReported;
import io.athanor.schemas.serde.RegistryUnavailableException;
import io.athanor.schemas.serde.SchemaRegistries;
import io.athanor.schemas.serde.SchemaRegistry;
import io.athanor.schemas.serde.SerdeConfig;
import io.athanor.schemas.topic.Topics;
import java.nio.file.Path;
import java.util.Map;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RegistryOutageTest {
  @TempDir private Path directory;

  /** A registry that can be taken away. */
  private static final class Flaky implements SchemaRegistry {
    private final SchemaRegistry registry =
        SchemaRegistries.open(SerdeConfig.of(Map.of(SerdeConfig.URL, "mock://RegistryOutageTest")));
    private boolean away;

    @Override
    public int register(String subject, Schema schema) {
      return registry.register(subject, schema);
    }

    @Override
    public int idOf(String subject, Schema schema) {
      return registry.idOf(subject, schema);
    }

    @Override
    public Schema byId(int id) {
      if (away) {
        throw new RegistryUnavailableException("away", null);
      }
      return registry.byId(id);
    }

    @Override
    public void close() {
      registry.close();
    }
  }

  @Test
  void shouldNeitherRefuseNorLoseAReadingWhileNoRegistryAnswers() {
    Flaky registry = new Flaky();
    ReadingReported reading = Events.scalar("r-1", "density", 5, "g/cm3").build();
    try (Bench bench = new Bench(directory, new EventCodecs(registry, true))) {
      byte[] value = bench.encode(Topics.READING_REPORTED, reading);
      registry.away = true;

      assertThatThrownBy(() -> bench.pipe(Topics.READING_REPORTED, "sample-1", value))
          .hasRootCauseInstanceOf(RegistryUnavailableException.class);

      registry.away = false;
      assertThat(bench.deadLetters()).isEmpty();
      assertThat(bench.observations()).isEmpty();
      // the record's offset was not committed: it is read again
      bench.pipe(Topics.READING_REPORTED, "sample-1", value);
      assertThat(bench.observations()).hasSize(1);
    }
  }
}
