package io.athanor.allinone.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.athanor.event.DeadLetter;
import io.athanor.event.Meta;
import io.athanor.event.ObservationDerived;
import io.athanor.event.Quantity;
import io.athanor.event.ReadingReported;
import io.athanor.event.Scalars;
import io.athanor.schemas.topic.Topics;
import io.athanor.streams.PerceptionApp;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Perception on a real broker and registry. */
class PerceptionIT {
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
  void shouldObserveEachReadingOnceAcrossRestarts() throws Exception {
    List<String> ids = IntStream.range(0, 60).mapToObj(i -> "r-" + i).toList();
    try (PerceptionApp first = perception()) {
      for (String id : ids.subList(0, 40)) {
        report(id);
      }
      broker.send(Topics.READING_REPORTED, "s-1", new byte[] {1, 2, 3});
      awaitObservations(40);
      assertThat(first.isAlive()).isTrue();
    }
    // said again while nobody listens, and to one who has only the state that was left
    for (String id : ids.subList(20, 60)) {
      report(id);
    }
    try (PerceptionApp second = perception()) {
      awaitObservations(60);
      report("r-0");
      report("last");
      awaitObservations(61);
      assertThat(second.isAlive()).isTrue();
    }
    List<String> expected = new ArrayList<>(ids);
    expected.add("last");
    assertThat(broker.committed(Topics.OBSERVATION_DERIVED))
        .extracting(ObservationDerived::getReadingId)
        .containsExactlyInAnyOrderElementsOf(expected);
    assertThat(broker.committed(Topics.DEAD_LETTER_STREAMS))
        .extracting(DeadLetter::getCode)
        .containsExactly("undecodable");
    assertThat(broker.committed(Topics.MATERIAL_UPDATED))
        .extracting(material -> material.getVersion())
        .contains(61L);
  }

  private static PerceptionApp perception() {
    PerceptionApp app =
        PerceptionApp.start(broker.perception("streams", Map.of()), new SimpleMeterRegistry());
    Awaitility.await().atMost(Broker.PATIENCE).until(app::isReady);
    return app;
  }

  private static void report(String id) throws Exception {
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
            .setSampleId("s-" + id.length())
            .setCandidateId("c-1")
            .setInstrumentId("it")
            .setTechnique("scalar")
            .setPayload(new Scalars(Map.of("a", new Quantity(1.0, "V", null, 1))))
            .build();
    broker.send(Topics.READING_REPORTED, reading.getSampleId(), reading);
  }

  private static void awaitObservations(int count) {
    Awaitility.await()
        .atMost(Broker.PATIENCE)
        .until(() -> broker.committed(Topics.OBSERVATION_DERIVED).size() >= count);
  }
}
