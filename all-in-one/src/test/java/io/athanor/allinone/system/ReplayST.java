package io.athanor.allinone.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.athanor.allinone.replay.SharedData;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayST {
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final int EXPERIMENTS = 40;

  @TempDir private Path directory;

  @Test
  void shouldFindTopCatalystOfMeasuredPlate() throws Exception {
    Path olympus = SharedData.closedLoop().resolve("olympus");
    Path file = directory.resolve("report.json");
    try (ChildAthanor replay =
        ChildAthanor.start(
            directory.resolve("output.txt"),
            List.of(
                "replay",
                "--pool",
                olympus.resolve("oer_plate_3496.csv").toString(),
                "--meta",
                olympus.resolve("oer_plate_3496.meta.json").toString(),
                "--experiments",
                Integer.toString(EXPERIMENTS),
                "--seed",
                "1",
                "--report",
                file.toString()))) {
      assertThat(replay.await(LIMIT)).as("exit code; it printed:%n%s", replay.printed()).isZero();
    }
    JsonNode report = new ObjectMapper().readTree(file.toFile());
    assertThat(report.path("size").asInt()).isEqualTo(2_121);
    assertThat(report.path("goal").asText()).isEqualTo("minimize");
    List<Integer> picks = new ArrayList<>();
    report.path("picks").forEach(each -> picks.add(each.asInt()));
    assertThat(picks).hasSize(EXPERIMENTS).doesNotHaveDuplicates();
    assertThat(picks).allSatisfy(each -> assertThat(each).isBetween(0, 2_120));
    List<Double> best = new ArrayList<>();
    report.path("bestByPick").forEach(each -> best.add(each.asDouble()));
    assertThat(best).hasSize(EXPERIMENTS);
    for (int i = 1; i < best.size(); i++) {
      assertThat(best.get(i)).isLessThanOrEqualTo(best.get(i - 1));
    }
    assertThat(report.has("firstTop1PercentAt")).isTrue();
  }

  @Test
  void shouldSayWhatIsWrongWithCall() throws Exception {
    Path csv = Files.writeString(directory.resolve("pool.csv"), "x,y\n1,2\n2,many\n");
    try (ChildAthanor replay =
        ChildAthanor.start(
            directory.resolve("output.txt"),
            List.of("replay", "--pool", csv.toString(), "--goal", "max"))) {
      assertThat(replay.await(LIMIT)).isEqualTo(2);
      assertThat(replay.printed())
          .contains("pool.csv:3: column 'y' is 'many', which is not a number");
    }
  }
}
