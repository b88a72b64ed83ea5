package io.athanor.allinone.predict;

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
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class LearnedTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> CATIONS = List.of("Li", "Na", "K", "Rb", "Cs", "Mg", "Ca");
  private static final List<String> ANIONS = List.of("F", "Cl", "Br", "I", "O", "S");

  private final StringWriter err = new StringWriter();
  @TempDir private Path directory;

  @Test
  void shouldSayAPropertyItLearnedFromLabelledCrystals() throws IOException {
    Path asked =
        Files.writeString(
            directory.resolve("asked.jsonl"),
            salt("short", "Na", "Cl", 3.6, "")
                + salt("long", "Na", "Cl", 4.4, "")
                + "{\"id\":\"formula\",\"formula\":\"MgO\"}\n");
    Path report = directory.resolve("report.json");
    int code =
        run(
            "--learn",
            labels(42).toString(),
            "--property",
            "last_phdos_peak",
            "--structures",
            asked.toString(),
            "--report",
            report.toString(),
            "--threads",
            "1");
    assertThat(code).as(err.toString()).isZero();
    assertThat(err.toString()).contains("last_phdos_peak learned from 42 crystals, 0 lines");
    JsonNode predictions = JSON.readTree(report.toFile()).path("predictions");
    assertThat(predictions).hasSize(2);
    JsonNode first = predictions.get(0).path("properties");
    assertThat(first).hasSize(1);
    JsonNode stiff = first.path("last_phdos_peak");
    JsonNode soft = predictions.get(1).path("properties").path("last_phdos_peak");
    assertThat(stiff.path("mean").asDouble()).isGreaterThan(soft.path("mean").asDouble());
    assertThat(stiff.path("unit").asText()).isEqualTo("cm-1");
    assertThat(stiff.path("interval90").get(0).asDouble())
        .isLessThan(stiff.path("mean").asDouble());
    assertThat(predictions.get(0).path("outOfDomain").asDouble()).isPositive();
    JsonNode refused = JSON.readTree(report.toFile()).path("refused");
    assertThat(refused.get(0).path("id").asText()).isEqualTo("formula");
    assertThat(refused.get(0).path("reason").asText()).contains("bonds need a structure");
  }

  @Test
  void shouldSayWhatIsWrongWithWhatItIsToLearn() throws IOException {
    String asked = labels(1).toString();
    assertThat(run("--learn", asked, "--structures", asked)).isEqualTo(2);
    assertThat(run("--learn", asked, "--property", "colour", "--structures", asked)).isEqualTo(2);
    assertThat(err.toString()).contains("--learn goes with --property, which is one of");
    assertThat(run("--learn", asked, "--property", "last_phdos_peak", "--structures", asked))
        .isEqualTo(2);
    assertThat(err.toString()).contains("labels must be 20 to ", "got 1");
    String absent = directory.resolve("absent.jsonl").toString();
    assertThat(run("--learn", absent, "--property", "last_phdos_peak", "--structures", asked))
        .isEqualTo(2);
    assertThat(err.toString()).contains("absent.jsonl");
  }

  private int run(String... arguments) {
    CommandLine commandLine = new CommandLine(new PredictCommand());
    commandLine.setOut(new PrintWriter(new StringWriter(), true));
    commandLine.setErr(new PrintWriter(err, true));
    return commandLine.execute(arguments);
  }

  /** Rock salts whose peak falls with their edge. */
  private Path labels(int count) throws IOException {
    List<String> lines = new ArrayList<>();
    for (int index = 0; index < count; index++) {
      double edge = 3.2 + 0.2 * (index % 8);
      lines.add(
          salt(
              "row" + index,
              CATIONS.get(index % CATIONS.size()),
              ANIONS.get(index / CATIONS.size() % ANIONS.size()),
              edge,
              String.format(
                  Locale.ROOT, ",\"props\":{\"last_phdos_peak\":%f}", 4e4 * Math.pow(edge, -4))));
    }
    return Files.writeString(
        Files.createTempFile(directory, "labels", ".jsonl"), String.join("", lines));
  }

  private static String salt(String id, String cation, String anion, double edge, String more) {
    return String.format(
        Locale.ROOT,
        "{\"id\":\"%s\",\"cell\":[%f,%f,%f,60,60,60],\"species\":[\"%s\",\"%s\"],"
            + "\"frac\":[[0,0,0],[0.5,0.5,0.5]]%s}\n",
        id,
        edge,
        edge,
        edge,
        cation,
        anion,
        more);
  }
}
