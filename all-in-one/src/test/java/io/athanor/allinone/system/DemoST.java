package io.athanor.allinone.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.athanor.allinone.lab.LabJournal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoST {
  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final int EXPERIMENTS = 60;

  @TempDir private Path directory;

  private ChildAthanor demo() {
    return ChildAthanor.start(
        directory.resolve("output.txt"),
        List.of(
            "demo",
            "--headless",
            "--experiments",
            Integer.toString(EXPERIMENTS),
            "--seed",
            "1",
            "--data-dir",
            directory.resolve("data").toString(),
            "--port",
            "0",
            "--report",
            directory.resolve("report.json").toString()));
  }

  private JsonNode report() throws IOException {
    return new ObjectMapper().readTree(directory.resolve("report.json").toFile());
  }

  private List<LabJournal.Entry> journal() {
    return LabJournal.read(directory.resolve("data").resolve("lab").resolve("journal.jsonl"));
  }

  private static void assertNothingLostOrDouble(JsonNode report) {
    assertThat(report.path("experiments").asInt()).isEqualTo(EXPERIMENTS);
    assertThat(report.path("lostReadings").asInt(-1)).as("lost: %s", report).isZero();
    assertThat(report.path("duplicateObservations").asInt(-1)).as("%s", report).isZero();
    assertThat(report.path("duplicateProposals").asInt(-1)).as("%s", report).isZero();
    assertThat(report.path("doubleActuations").asInt(-1)).as("%s", report).isZero();
    assertThat(report.path("actuations").asInt()).isEqualTo(EXPERIMENTS);
  }

  @Test
  void shouldBeatRandomAndAccountForEachReading() throws Exception {
    try (ChildAthanor demo = demo()) {
      assertThat(demo.await(LIMIT)).as("exit code; it printed:%n%s", demo.printed()).isZero();
    }
    JsonNode report = report();
    assertNothingLostOrDouble(report);
    assertThat(report.path("best").asDouble()).isGreaterThan(report.path("randomBest").asDouble());
    assertThat(report.path("readingToProposalMillis").path("p50").isNumber()).isTrue();
    assertThat(report.path("readingToProposalMillis").path("p99").isNumber()).isTrue();
    assertThat(report.path("deadLetters").asInt(-1)).isNotNegative();
    assertThat(report.path("simulated").asBoolean()).isTrue();
  }

  @Test
  void shouldGoOnAfterEachKill() throws Exception {
    SplittableRandom random = new SplittableRandom(20261122);
    int lines = 0;
    for (int kill = 0; kill < 3; kill++) {
      // an experiment has about five lines: the three moments lie in the first three quarters
      lines += 5 + random.nextInt(65);
      int moment = lines;
      try (ChildAthanor demo = demo()) {
        await()
            .atMost(LIMIT)
            .pollInterval(Duration.ofMillis(2))
            .until(() -> !demo.isAlive() || journal().size() >= moment);
        assertThat(demo.isAlive()).as("it ended early and printed:%n%s", demo.printed()).isTrue();
        demo.kill();
      }
    }
    try (ChildAthanor demo = demo()) {
      assertThat(demo.await(LIMIT)).as("exit code; it printed:%n%s", demo.printed()).isZero();
    }
    assertNothingLostOrDouble(report());
    assertThat(
            journal().stream()
                .filter(entry -> entry.event().equals(LabJournal.Entry.ACTUATED))
                .map(LabJournal.Entry::experimentId))
        .doesNotHaveDuplicates()
        .hasSize(EXPERIMENTS);
  }
}
