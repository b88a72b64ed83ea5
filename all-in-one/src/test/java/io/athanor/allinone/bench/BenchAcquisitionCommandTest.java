package io.athanor.allinone.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class BenchAcquisitionCommandTest {
  @TempDir private Path directory;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    return new CommandLine(new BenchAcquisitionCommand())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }

  @Test
  void shouldReportPassesOfTheHead() throws IOException {
    Path report = directory.resolve("head.json");
    assertThat(
            run(
                "--candidates",
                "3000",
                "--dimension",
                "8",
                "--observations",
                "20",
                "--picks",
                "12",
                "--scaling",
                "1500,2000x4",
                "--report",
                report.toString()))
        .isZero();
    JsonNode found = new ObjectMapper().readTree(report.toFile());
    assertThat(found.path("onePassMillis").asDouble()).isPositive();
    assertThat(found.path("updateAndPick").path("passes").asDouble()).isPositive();
    assertThat(found.path("updateAndPick").path("millis").path("p99").isNumber()).isTrue();
    assertThat(found.path("batch32").path("passes").isNumber()).isTrue();
    assertThat(found.path("batch32").path("productsPerCandidate").asDouble()).isBetween(0.0, 31.0);
    assertThat(found.path("largestDifferenceFromExact").asDouble(1)).isLessThan(1e-9);
    assertThat(found.path("scaling")).hasSize(2);
    assertThat(found.path("scaling").path(1).path("dimension").asInt()).isEqualTo(4);
  }

  @ParameterizedTest
  @CsvSource({"gaussian-process", "bayesian-linear"})
  void shouldReportTheCurveOfWholePicks(String surrogate) throws IOException {
    Path report = directory.resolve("picks.json");
    assertThat(
            run(
                "--surrogate",
                surrogate,
                "--candidates",
                "200",
                "--dimension",
                "2",
                "--observations",
                "0",
                "--picks",
                "8",
                "--report",
                report.toString()))
        .isZero();
    JsonNode found = new ObjectMapper().readTree(report.toFile());
    assertThat(found.path("curve")).hasSize(8);
    assertThat(found.path("curve").path(7).path("observations").asInt()).isEqualTo(7);
    assertThat(found.path("pickMillis").path("p50").asDouble()).isPositive();
  }

  @ParameterizedTest
  @CsvSource({"gaussian-process", "bayesian-linear"})
  void shouldReportPicksWithinDeadlines(String surrogate) throws IOException {
    Path report = directory.resolve("deadlines.json");
    assertThat(
            run(
                "--surrogate",
                surrogate,
                "--candidates",
                "5000",
                "--dimension",
                "2",
                "--observations",
                "40",
                "--picks",
                "3",
                "--deadline",
                "PT0.001S,PT1M",
                "--report",
                report.toString()))
        .isZero();
    JsonNode found = new ObjectMapper().readTree(report.toFile());
    assertThat(found.path("pickMillis").path("p50").asDouble()).isPositive();
    JsonNode instant = found.path("deadlines").path(0);
    JsonNode patient = found.path("deadlines").path(1);
    assertThat(instant.path("judged").asDouble()).isBetween(1.0, 4999.0);
    assertThat(instant.path("gap").isNumber()).isTrue();
    assertThat(instant.path("regretsAboveTheGap").asInt(1)).isZero();
    assertThat(patient.path("judged").asDouble()).isGreaterThan(4900);
    assertThat(patient.path("largestGap").asDouble(1)).isZero();
    assertThat(patient.path("largestRegret").asDouble(1)).isZero();
  }

  @Test
  void shouldNotTimeTheHeadWithinDeadlines() {
    assertThat(run("--deadline", "PT0.05S")).isEqualTo(2);
    assertThat(err.toString()).contains("--deadline");
  }

  @ParameterizedTest
  @CsvSource({"PT0S", "PT2H"})
  void shouldRefuseADeadlineThatNoPolicyHas(String deadline) {
    assertThat(run("--surrogate", "gaussian-process", "--deadline", "PT1S," + deadline))
        .isEqualTo(2);
    assertThat(err.toString()).contains("--deadline");
    assertThat(out.toString()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"--candidates,0", "--dimension,-1", "--picks,0", "--scaling,10xten"})
  void shouldNameTheOptionThatIsWrong(String option, String value) {
    assertThat(run(option, value)).isEqualTo(2);
    assertThat(err.toString()).contains(option);
  }
}
