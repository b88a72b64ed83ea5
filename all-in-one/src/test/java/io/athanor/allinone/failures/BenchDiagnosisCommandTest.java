package io.athanor.allinone.failures;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.athanor.acquisition.diagnosis.Cause;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class BenchDiagnosisCommandTest {
  @TempDir Path directory;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    return new CommandLine(new BenchDiagnosisCommand())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }

  @Test
  void namesTheCauseMoreOftenThanItsFoils() throws IOException {
    Path report = directory.resolve("diagnosis.json");

    assertThat(run("--laboratories", "20", "--experiments", "150", "--report", report.toString()))
        .as(err.toString())
        .isZero();

    JsonNode json = new ObjectMapper().readTree(report.toFile());
    double full = json.path("diagnosis").path("top2").doubleValue();
    assertThat(full).isGreaterThan(0.7);
    assertThat(full).isGreaterThan(json.path("most frequent").path("top2").doubleValue());
    assertThat(json.path("diagnosis").path("top1").doubleValue())
        .isGreaterThan(json.path("without history").path("top1").doubleValue());
    assertThat(json.path("countedAgainstRecipe").path("hardware").doubleValue())
        .isLessThan(json.path("countedAgainstRecipe").path("recipe").doubleValue());
    assertThat(out.toString()).contains("top-2", "synthesis-condition");
  }

  @Test
  void reportsOnNoSeedThatNumbersWereChosenOn() {
    assertThat(run("--seed", "100")).isEqualTo(2);
    assertThat(run("--laboratories", "0")).isEqualTo(2);
    assertThat(err.toString()).contains("--seed", "--laboratories");
  }

  /** The simulator's labels follow from its mechanisms: one fault each, then taken away. */
  @Test
  void labelsAFailureWithWhatRescuesIt() {
    List<FaultyLaboratory.Labelled> failures = FaultyLaboratory.failures(500, 400);

    assertThat(failures).hasSizeBetween(20, 380);
    assertThat(failures)
        .extracting(FaultyLaboratory.Labelled::truth)
        .contains(Cause.SYNTHESIS_CONDITION, Cause.PHASE_IMPURITY, Cause.INSTRUMENT);
    Chemistry chemistry = Chemistry.of(3);
    Run cold = new Run(0.5, 620, 2, 0, 0, 0.1, 0, 1, 0, 0, 0, 0, false);
    assertThat(cold.without(null, chemistry).margin()).isNegative();
    assertThat(cold.without(Fault.CONDITION, chemistry).margin()).isPositive();
    assertThat(cold.without(Fault.ROBOT, chemistry).margin()).isNegative();
    assertThat(cold.without(null, chemistry).precursor()).isGreaterThan(0.5);
  }

  @Test
  void isTheSameForTheSameSeed() {
    assertThat(FaultyLaboratory.failures(501, 60)).isEqualTo(FaultyLaboratory.failures(501, 60));
    assertThat(FaultyLaboratory.failures(501, 60)).isNotEqualTo(FaultyLaboratory.failures(502, 60));
  }
}
