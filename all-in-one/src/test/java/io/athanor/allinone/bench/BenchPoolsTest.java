package io.athanor.allinone.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The benchmarks over several measured pools. */
class BenchPoolsTest {
  @TempDir private Path directory;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Path pool;
  private Path report;

  @BeforeEach
  void pool() throws IOException {
    StringBuilder table = new StringBuilder("x,y,value\n");
    for (int i = 0; i < 6; i++) {
      for (int j = 0; j < 6; j++) {
        table.append("%d,%d,%d\n".formatted(i, j, 50 - (i - 4) * (i - 4) - (j - 2) * (j - 2)));
      }
    }
    pool = Files.writeString(directory.resolve("hill.csv"), table);
    report = directory.resolve("report.json");
  }

  private JsonNode run(String name, String... more) throws IOException {
    List<String> arguments =
        new ArrayList<>(List.of(name, "--pool", pool.toString(), "--report", report.toString()));
    arguments.addAll(List.of(more));
    assertThat(execute(arguments.toArray(String[]::new))).as(err.toString()).isZero();
    return new ObjectMapper().readTree(report.toFile());
  }

  private int execute(String... arguments) {
    return new CommandLine(new BenchCommand())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }

  @Test
  void shouldSayWhatProposingAheadCosts() throws IOException {
    JsonNode json = run("credits", "--experiments", "12", "--runs", "2");
    assertThat(json.path("runs").asInt()).isEqualTo(2);
    assertThat(json.path("sets").path("hill").findValuesAsText("arm"))
        .hasSizeGreaterThan(1)
        .doesNotHaveDuplicates();
    assertThat(out.toString()).contains("hill");
  }

  @Test
  void shouldSayWhatSharingOutByValueGains() throws IOException {
    JsonNode json = run("portfolio", "--experiments", "3", "--runs", "2");
    assertThat(json.path("runs").asInt()).isEqualTo(2);
    JsonNode measured = json.path("results").path("measured pools");
    assertThat(measured.path("regretOracle").path("mean").asDouble())
        .isLessThanOrEqualTo(measured.path("regretEqual").path("mean").asDouble());
    assertThat(out.toString()).contains("measured pools");
  }

  @Test
  void shouldHoldForksAgainstTheTruth() throws IOException {
    JsonNode json =
        run(
            "fork",
            "--experiments=12",
            "--worlds=4",
            "--runs=2",
            "--policy=log-expected-improvement,random");
    JsonNode forks = json.path("sets").path("hill");
    assertThat(forks.findValuesAsText("policy"))
        .containsExactly("log-expected-improvement", "random");
    int covered = 0;
    for (JsonNode each : forks) {
      assertThat(each.path("tested").asInt()).isEqualTo(2);
      covered += each.path("covered").asInt();
    }
    assertThat(forks.get(1).path("halfWidth").asDouble()).as("chance is uncertain").isPositive();
    assertThat(json.path("covered").asInt()).isEqualTo(covered);
    assertThat(json.path("tested").asInt()).isEqualTo(4);
    int open = json.path("testedWhereOpen").asInt();
    assertThat(open).isPositive().isLessThanOrEqualTo(4);
    assertThat(json.path("coveredWhereOpen").asInt()).isEqualTo(covered - (4 - open));
    assertThat(out.toString()).contains("held the truth " + covered + " of 4");
  }

  @Test
  void shouldRefuseWhatCannotBeUsed() {
    assertThat(execute("fork", "--pool", pool.toString(), "--ordinal=40")).isEqualTo(2);
    assertThat(execute("fork", "--pool", pool.toString(), "--policy=luck")).isEqualTo(2);
    assertThat(execute("portfolio", "--pool", pool.toString(), "--runs", "0")).isEqualTo(2);
    assertThat(execute("credits", "--pool", directory.resolve("no.csv").toString())).isEqualTo(2);
    assertThat(err.toString())
        .contains("athanor bench portfolio: ", "athanor bench credits: ", "luck");
    assertThat(report).doesNotExist();
  }
}
