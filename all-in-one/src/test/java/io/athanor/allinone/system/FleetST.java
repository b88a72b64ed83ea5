package io.athanor.allinone.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FleetST {
  private static final Duration LIMIT = Duration.ofMinutes(5);
  private static final int EXPERIMENTS = 60;

  /** The least of which one hits a process of the engine. */
  private static final int FAULTS = 12;

  @TempDir private Path directory;

  private JsonNode fleet(int exitCode, int experiments, int faults, String... more)
      throws Exception {
    Path report = directory.resolve("report.json");
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "fleet",
                "--instruments",
                "6",
                "--concurrent",
                "18",
                "--experiments",
                Integer.toString(experiments),
                "--campaigns",
                "3",
                "--recipe-seconds",
                "1",
                "--lease-seconds",
                "8",
                "--faults",
                Integer.toString(faults),
                "--data-dir",
                directory.resolve("data").toString(),
                "--report",
                report.toString()));
    arguments.addAll(List.of(more));
    try (ChildAthanor fleet = ChildAthanor.start(directory.resolve("output.txt"), arguments)) {
      assertThat(fleet.await(LIMIT))
          .as("exit code; it printed:%n%s", fleet.printed())
          .isEqualTo(exitCode);
    }
    return new ObjectMapper().readTree(report.toFile());
  }

  @Test
  void shouldActuateEachStepOnceWhateverDies() throws Exception {
    JsonNode report = fleet(0, EXPERIMENTS, FAULTS);
    assertThat(report.path("doubleBookings").asInt(-1)).as("%s", report).isZero();
    assertThat(report.path("lost").asInt(-1)).as("%s", report).isZero();
    assertThat(report.path("done").asBoolean()).as("%s", report).isTrue();
    assertThat(report.path("faults").path("struck").asInt()).isEqualTo(FAULTS);
    assertThat(report.path("faults").path("engineRestarts").asInt()).isPositive();
    int ended = 0;
    for (JsonNode each : report.path("states")) {
      ended += each.asInt();
    }
    assertThat(ended).isEqualTo(EXPERIMENTS);
    assertThat(report.path("ledger").path("actuations").asInt()).isGreaterThan(EXPERIMENTS / 2);
  }

  @Test
  void shouldConvictRobotsThatHeedNoRefusal() throws Exception {
    // robots die, and the engine, which is in one process then, does not
    JsonNode report = fleet(1, EXPERIMENTS / 2, FAULTS - 1, "--fencing", "off");
    assertThat(report.path("doubleBookings").asInt()).as("%s", report).isPositive();
    assertThat(report.path("clean").asBoolean(true)).isFalse();
  }
}
