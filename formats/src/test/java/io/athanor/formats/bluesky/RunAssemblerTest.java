package io.athanor.formats.bluesky;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.athanor.formats.FormatException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RunAssemblerTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private final RunAssembler assembler = new RunAssembler();

  @Test
  void shouldCompleteARunWithItsLastDocument() {
    List<JsonNode> documents = Runs.documents();
    for (JsonNode document : documents.subList(0, documents.size() - 1)) {
      assertThat(add(document)).isEmpty();
    }
    List<BlueskyRun> runs = add(documents.get(documents.size() - 1));

    assertThat(runs).hasSize(1);
    assertThat(runs.get(0).complete()).isTrue();
    assertThat(runs.get(0).streams()).hasSize(2);
    assertThat(runs.get(0).streams().get(0).events()).hasSize(3);
    assertThat(assembler.open()).isZero();
  }

  @Test
  void shouldGiveTheSameReadingsInAnyOrderAndNumberOfDeliveries() {
    for (int seed = 0; seed < 200; seed++) {
      List<JsonNode> documents = new ArrayList<>(Runs.documents());
      documents.addAll(Runs.documents());
      documents.addAll(Runs.documents());
      Collections.shuffle(documents, new Random(seed));
      RunAssembler shuffled = new RunAssembler();
      List<BlueskyRun> runs = new ArrayList<>();
      for (JsonNode document : documents) {
        runs.addAll(shuffled.add(document.path(0).textValue(), document.path(1), NOW));
      }
      assertThat(runs).as("seed " + seed).hasSize(1);
      assertThat(runs.get(0).complete()).isTrue();
      assertThat(RunReadings.of(runs.get(0)).readings()).hasSize(3);
      assertThat(shuffled.open()).isZero();
      assertThat(shuffled.late()).isPositive();
    }
  }

  @Test
  void shouldHandOutARunWithoutStopAfterTheTimeout() {
    List<JsonNode> documents = Runs.documents();
    documents.subList(0, documents.size() - 1).forEach(this::add);
    Duration timeout = Duration.ofMinutes(5);

    assertThat(assembler.closeStale(NOW.plus(timeout).minusNanos(1), timeout)).isEmpty();
    List<BlueskyRun> stale = assembler.closeStale(NOW.plus(timeout), timeout);

    assertThat(stale).hasSize(1);
    assertThat(stale.get(0).complete()).isFalse();
    assertThat(RunReadings.of(stale.get(0)).remarks())
        .contains("run r1 is incomplete: its stop document is missing");
    assertThat(add(documents.get(documents.size() - 1))).isEmpty();
    assertThat(assembler.late()).isEqualTo(1);
  }

  @Test
  void shouldWaitForEventsThatTheStopDocumentCounts() {
    List<JsonNode> documents = new ArrayList<>(Runs.documents());
    JsonNode event = documents.remove(4);
    documents.forEach(document -> assertThat(add(document)).isEmpty());

    assertThat(add(event)).singleElement().satisfies(run -> assertThat(run.complete()).isTrue());
  }

  @Test
  void shouldForgetEventsWhoseDescriptorNeverCame() {
    add(Runs.documents().get(4));

    assertThat(assembler.closeStale(NOW, Duration.ZERO)).isEmpty();
    assertThat(assembler.orphans()).isEqualTo(1);
  }

  @Test
  void shouldTakeBulkEvents() {
    List<JsonNode> documents = new ArrayList<>(Runs.documents());
    ObjectNode bulk = JsonNodeFactory.instance.objectNode();
    bulk.putArray("baseline").add(documents.remove(3).path(1));
    bulk.putArray("primary").add(documents.remove(3).path(1));
    assembler.add("bulk_events", bulk, NOW);
    List<BlueskyRun> runs = new ArrayList<>();
    documents.forEach(document -> runs.addAll(add(document)));

    assertThat(runs).singleElement().satisfies(run -> assertThat(run.complete()).isTrue());
  }

  @Test
  void shouldNameTheDocumentAndWhatItLacks() {
    ObjectNode empty = JsonNodeFactory.instance.objectNode();

    assertThatExceptionOfType(FormatException.class)
        .isThrownBy(() -> assembler.add("event", empty, NOW))
        .withMessage("bluesky, document 'event': has no 'descriptor'");
    assertThatExceptionOfType(FormatException.class)
        .isThrownBy(() -> assembler.add("finish", empty, NOW))
        .withMessageContaining("does not know");
  }

  private List<BlueskyRun> add(JsonNode document) {
    return assembler.add(document.path(0).textValue(), document.path(1), NOW);
  }
}
