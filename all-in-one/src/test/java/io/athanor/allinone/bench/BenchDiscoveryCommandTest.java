package io.athanor.allinone.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class BenchDiscoveryCommandTest {
  @TempDir private Path directory;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    return new CommandLine(new BenchDiscoveryCommand())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }

  private Path hill(String name) throws IOException {
    StringBuilder csv = new StringBuilder("x,kind,height\n");
    for (int x = 0; x < 20; x++) {
      csv.append(x).append(",a,").append(-(x - 13) * (x - 13)).append('\n');
      csv.append(x).append(",b,").append(-(x - 5) * (x - 5) - 30).append('\n');
    }
    return Files.writeString(directory.resolve(name), csv);
  }

  @Test
  void reportsFiguresFoilsAndCurvesOfOnePool() throws IOException {
    Path report = directory.resolve("found.json");
    int code =
        run(
            "--pool",
            hill("hill.csv").toString(),
            "--goal",
            "max",
            "--runs",
            "3",
            "--report",
            report.toString());
    assertThat(err.toString()).isEmpty();
    assertThat(code).isZero();
    JsonNode found = new ObjectMapper().readTree(report.toFile());
    assertThat(found.path("policy").asText()).isEqualTo("auto");
    assertThat(found.path("size").asInt()).isEqualTo(40);
    assertThat(found.path("topCount").asInt()).isEqualTo(2);
    for (String figure : new String[] {"af50", "af80", "af90", "efMax", "efEarly", "firstTopAt"}) {
      assertThat(found.path(figure).path("mean").isNumber()).as(figure).isTrue();
      assertThat(found.path(figure).path("ci95")).as(figure).hasSize(2);
    }
    assertThat(found.path("hitsAt").path("25").path("mean").asDouble()).isEqualTo(2);
    assertThat(found.path("foils").fieldNames())
        .toIterable()
        .containsExactly("random", "greedy", "plain-gp");
    assertThat(found.path("af80").path("mean").asDouble())
        .isGreaterThan(found.path("foils").path("random").path("af80").path("mean").asDouble());
    String page = Files.readString(directory.resolve("found.html"));
    assertThat(page).contains("<svg").contains("hill: 40 candidates").contains("plain-gp");
    assertThat(page).doesNotContain("<script").doesNotContain("href").doesNotContain("src=");
    assertThat(out.toString()).contains("AF80").contains("greedy");
  }

  @Test
  void runsFromOtherSeedsAreOtherRuns() throws IOException {
    Path hill = hill("hill.csv");
    JsonNode published = randomly(hill, "1");
    JsonNode others = randomly(hill, "51");
    assertThat(published.path("starts").asText()).endsWith("s = 1..5");
    assertThat(others.path("starts").asText()).endsWith("s = 51..55");
    assertThat(others.path("af50")).isNotEqualTo(published.path("af50"));
    assertThat(run("--pool", hill.toString(), "--goal", "max", "--first-seed", "-1")).isEqualTo(2);
    assertThat(err.toString()).contains("firstSeed must not be negative");
  }

  private JsonNode randomly(Path pool, String firstSeed) throws IOException {
    Path report = directory.resolve("from" + firstSeed + ".json");
    int code =
        run(
            "--pool",
            pool.toString(),
            "--goal=max",
            "--policy=random",
            "--foils=none",
            "--runs=5",
            "--first-seed=" + firstSeed,
            "--report=" + report);
    assertThat(code).isZero();
    return new ObjectMapper().readTree(report.toFile());
  }

  @Test
  void goesThroughAFolderAndSaysWhatItLeavesOut() throws IOException {
    hill("first.csv");
    hill("second.csv");
    hill("third.csv");
    Path report = directory.resolve("all.json");
    int code =
        run(
            "--pool",
            directory.toString(),
            "--goal",
            "first=max",
            "--goal",
            "second=min",
            "--runs",
            "2",
            "--picks",
            "10",
            "--foils",
            "none",
            "--policy",
            "random",
            "--report",
            report.toString());
    assertThat(code).isZero();
    assertThat(err.toString()).contains("third.csv: left out");
    JsonNode sets = new ObjectMapper().readTree(report.toFile()).path("sets");
    assertThat(sets).hasSize(2);
    assertThat(sets.get(0).path("goal").asText()).isEqualTo("maximize");
    assertThat(sets.get(1).path("goal").asText()).isEqualTo("minimize");
    assertThat(sets.get(1).path("foils")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a,b,y;1,2,3;1,NaN,4;2,3,5 | pool.csv:3: column 'b' is 'NaN', which is not a finite number",
        "a,b,y;1,2,3;1,,4;2,3,5 | pool.csv:3: column 'b' is empty",
        "a,b,y;1,2,3;1,5,inf;2,3,5 | pool.csv:3: column 'y' is 'inf', which is not a finite number",
        "a,b,y;1,2,3;1,2,4;1,2,5 | pool.csv: the columns a, b have one value each",
        "a,b,y;1,2,3;2,2,3;3,2,3 | pool.csv: the objective 'y' is 3.0 for every candidate",
        "a,b,y;1,2,3 | pool.csv: one row is no pool",
        "a,b,y;1,2,3;1,2,4;2,2,5 | pool.csv: the pool has 2 distinct candidates",
        "a,b,y | pool.csv: the pool is empty",
      })
  void refusesPoolsNamingTheCell(String text, String reason) throws IOException {
    Path csv = Files.writeString(directory.resolve("pool.csv"), text.replace(';', '\n') + "\n");
    assertThat(run("--pool", csv.toString(), "--goal", "max")).isEqualTo(2);
    assertThat(err.toString()).contains(reason);
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void refusesWhatItCannotKnow() throws IOException {
    String csv = hill("hill.csv").toString();
    assertThat(run("--pool", csv, "--goal", "max", "--objective", "depth")).isEqualTo(2);
    assertThat(err.toString()).contains("no column 'depth'").contains("x, kind, height");
    assertThat(run("--pool", csv)).isEqualTo(2);
    assertThat(err.toString()).contains("--goal min or --goal max");
    assertThat(run("--pool", csv, "--goal", "max", "--policy", "magic")).isEqualTo(2);
    assertThat(err.toString()).contains("no policy 'magic'");
    assertThat(run("--pool", csv, "--goal", "max", "--runs", "0")).isEqualTo(2);
    assertThat(err.toString()).contains("runs must be positive");
    assertThat(run("--pool", directory.toString(), "--goal", "max")).isEqualTo(2);
    assertThat(err.toString()).contains("there is no pool in this folder");
  }
}
