package io.athanor.allinone.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.athanor.event.DriftDetected;
import io.athanor.event.MaterialUpdated;
import io.athanor.event.Meta;
import io.athanor.event.Quantity;
import io.athanor.event.ReadingReported;
import io.athanor.event.Scalars;
import io.athanor.schemas.topic.Topics;
import io.athanor.streams.PerceptionApp;
import io.athanor.streams.PerceptionConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Readings of reference samples on a broker with more than one partition. */
class CalibrationIT {
  private static final int CANDIDATES = 20;

  @TempDir static Path directory;
  private static Broker broker;

  @BeforeAll
  static void start() {
    broker = new Broker(directory, 2);
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  @Test
  void shouldTellEveryPartitionOfAReferenceReading() throws Exception {
    try (PerceptionApp app = perception()) {
      for (int i = 0; i < CANDIDATES; i++) {
        report("r-" + i, "s-" + i, "c-" + i, 2.0);
      }
      report("ref-1", "reference:wafer", null, 1.25);
      Awaitility.await()
          .atMost(Broker.PATIENCE)
          .untilAsserted(
              () -> {
                Map<String, Double> last = new TreeMap<>();
                for (MaterialUpdated each : broker.committed(Topics.MATERIAL_UPDATED)) {
                  last.put(
                      each.getCandidateId(), each.getProperties().get("a").getMean().getValue());
                }
                assertThat(last).hasSize(CANDIDATES + 1).containsEntry("reference:wafer", 1.0);
                last.remove("reference:wafer");
                assertThat(last.values()).containsOnly(1.75);
              });
      assertThat(app.isAlive()).isTrue();
    }
    assertThat(broker.committed(Topics.DRIFT_DETECTED))
        .as("the first partition alone raises the alarm")
        .extracting(DriftDetected::getSubject)
        .containsExactly("it");
  }

  private static PerceptionApp perception() {
    PerceptionApp app =
        PerceptionApp.start(
            broker.perception(
                "streams", Map.of(PerceptionConfig.REFERENCES.name(), "wafer.a=1.0 V")),
            new SimpleMeterRegistry());
    Awaitility.await().atMost(Broker.PATIENCE).until(app::isReady);
    return app;
  }

  private static void report(String id, String sample, String candidate, double value)
      throws Exception {
    Instant now = Instant.now();
    ReadingReported reading =
        ReadingReported.newBuilder()
            .setMeta(
                Meta.newBuilder()
                    .setId(id)
                    .setSource("instrument/it")
                    .setOccurredAt(now)
                    .setRecordedAt(now)
                    .build())
            .setSampleId(sample)
            .setCandidateId(candidate)
            .setInstrumentId("it")
            .setTechnique("scalar")
            .setPayload(new Scalars(Map.of("a", new Quantity(value, "V", 0.01, 1))))
            .build();
    broker.send(Topics.READING_REPORTED, sample, reading);
  }
}
