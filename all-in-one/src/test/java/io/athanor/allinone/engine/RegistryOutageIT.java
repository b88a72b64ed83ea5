package io.athanor.allinone.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.athanor.allinone.embedded.EmbeddedKafka;
import io.athanor.allinone.embedded.EmbeddedRegistry;
import io.athanor.event.ObservationDerived;
import io.athanor.schemas.settings.KafkaConnection;
import io.athanor.schemas.settings.Settings;
import io.athanor.schemas.topic.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The applications against a broker and a registry that are not theirs, one of which goes away. */
class RegistryOutageIT {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration OUTAGE = Duration.ofSeconds(30);
  private static final int READINGS = 20;

  @TempDir Path directory;

  @Test
  void shouldLoseNothingWhileTheRegistryIsAway() throws Exception {
    try (EmbeddedKafka kafka =
        EmbeddedKafka.start(EmbeddedKafka.Config.in(directory.resolve("kafka")))) {
      Map<String, String> values = new HashMap<>();
      values.put(KafkaConnection.BOOTSTRAP_SERVERS.name(), kafka.bootstrapServers());
      values.put(EngineSettings.PARTITIONS.name(), "1");
      EmbeddedRegistry registry =
          EmbeddedRegistry.start(connection(values, "http://127.0.0.1:1"), 0, PATIENCE);
      values.put(KafkaConnection.REGISTRY_URL.name(), registry.url());
      EngineConfig config = EngineConfig.onFreePorts(directory, values);
      EnumSet<Part> parts = EnumSet.complementOf(EnumSet.of(Part.BROKER, Part.REGISTRY));
      try (Engine engine =
          Engine.start(
              new EngineConfig(parts, directory, config.settings()), EngineListener.SILENT)) {
        Line line = new Line(engine.kafka(), engine.door().orElseThrow());
        line.campaign("outage", 3);
        Awaitility.await()
            .atMost(PATIENCE)
            .until(() -> !line.door().proposals("outage", "open").isEmpty());
        String candidateId = line.door().proposals("outage", "open").get(0).candidateId();
        registry.close();
        CompletableFuture<Void> reports = reportAll(line, candidateId);
        Awaitility.await().during(OUTAGE).atMost(OUTAGE.plus(PATIENCE)).until(engine::isAlive);
        registry = EmbeddedRegistry.start(engine.kafka(), registry.port(), PATIENCE);
        reports.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        List<String> samples = IntStream.range(0, READINGS).mapToObj(i -> "sample-" + i).toList();
        Awaitility.await()
            .atMost(PATIENCE)
            .untilAsserted(
                () ->
                    assertThat(line.events(Topics.OBSERVATION_DERIVED))
                        .extracting(ObservationDerived::getSampleId)
                        .as("every reading that was acknowledged, once")
                        .containsExactlyInAnyOrderElementsOf(samples));
        assertThat(line.events(Topics.DEAD_LETTER_STREAMS)).isEmpty();
        assertThat(line.events(Topics.DEAD_LETTER_ACQUISITION)).isEmpty();
        assertThat(engine.isReady()).isTrue();
      } finally {
        registry.close();
      }
    }
  }

  /** One after another, each until it is acknowledged. */
  private static CompletableFuture<Void> reportAll(Line line, String candidateId) {
    return CompletableFuture.runAsync(
        () -> {
          for (int i = 0; i < READINGS; i++) {
            line.report("sample-" + i, "outage", null, candidateId, i);
          }
        });
  }

  private static KafkaConnection connection(Map<String, String> values, String registry) {
    Map<String, String> all = new HashMap<>(values);
    all.put(KafkaConnection.REGISTRY_URL.name(), registry);
    return KafkaConnection.of(Settings.of(all, EngineSettings.all()));
  }
}
