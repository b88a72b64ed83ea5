package io.athanor.allinone.critique;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class BenchCriticCommandTest {
  @TempDir Path directory;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    return new CommandLine(new BenchCriticCommand())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }

  private void data() throws IOException {
    zipped(
        "composition/matbench_expt_gap.csv.gz",
        "id,formula,target,fold\na,NaCl,1,0\nb,BaTiO3,1,0\nc,Si,1,0\nd,KPu2,1,0\ne,GaAs,1,0\n"
            + "f,Fe2O3,1,0\n");
    Path olympus = Files.createDirectories(directory.resolve("closed-loop/olympus"));
    Files.writeString(
        olympus.resolve("two.csv"), "base,heat,yield\nA,20,1\nB,30,2\nA,40,3\nB,25,4\n");
    Files.writeString(
        olympus.resolve("two.meta.json"),
        "{\"name\": \"two\", \"goal\": \"maximize\", \"parameters\": [{\"name\": \"base\","
            + " \"type\": \"categorical\", \"options\": [\"A\", \"B\"]}, {\"name\": \"heat\","
            + " \"type\": \"continuous\", \"low\": 20, \"high\": 40}], \"measurements\":"
            + " [{\"name\": \"yield\", \"type\": \"continuous\"}]}");
  }

  private void zipped(String name, String text) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    try (Writer writer =
        new OutputStreamWriter(
            new GZIPOutputStream(Files.newOutputStream(file)), StandardCharsets.UTF_8)) {
      writer.write(text);
    }
  }

  @Test
  void blocksFaultsAndLetsSoundProposalsPass() throws IOException {
    data();
    Path report = directory.resolve("critic.json");

    assertThat(run("--data", directory.toString(), "--each", "20", "--report", report.toString()))
        .as(err.toString())
        .isZero();

    JsonNode json = new ObjectMapper().readTree(report.toFile());
    assertThat(json.path("kinds")).hasSize(21);
    assertThat(json.path("faultsBlocked").path("share").doubleValue()).isGreaterThan(0.97);
    assertThat(json.path("sources")).hasSize(3);
    // rows b, d and f, of which d cannot be handled
    assertThat(json.path("sources").path(0).path("count").intValue()).isEqualTo(1);
    assertThat(json.path("sources").path(0).path("radioactive").intValue()).isEqualTo(1);
    assertThat(json.path("soundBlockedWithoutRadioactive").path("count").intValue()).isZero();
    assertThat(out.toString()).contains("faults blocked", "sound ones blocked");
  }

  @Test
  void doesWithoutDataWhatTheDemonstrationsRecipesAreEnoughFor() throws IOException {
    Path report = directory.resolve("critic.json");

    assertThat(run("--data", directory.toString(), "--each", "3", "--report", report.toString()))
        .as(err.toString())
        .isZero();

    JsonNode json = new ObjectMapper().readTree(report.toFile());
    assertThat(json.path("sources")).hasSize(1);
    assertThat(json.path("kinds").findValuesAsText("kind"))
        .as("none of the recipes has options")
        .hasSize(20)
        .doesNotContain("wrong-option");
  }

  @Test
  void refusesNonsense() {
    assertThat(run("--each", "0")).isEqualTo(2);
    assertThat(run("--block-above", "1.5")).isEqualTo(2);
    assertThat(err.toString()).contains("--each").contains("critic.blockAbove");
  }

  @Test
  void knowsWilsonsInterval() {
    // 95 % for 8 of 10: 0.490 to 0.943 (Brown, Cai and DasGupta 2001)
    assertThat(new Proportion(8, 10).interval().get(0)).isCloseTo(0.4902, within(1e-3));
    assertThat(new Proportion(8, 10).interval().get(1)).isCloseTo(0.9433, within(1e-3));
    assertThat(new Proportion(0, 10).interval().get(0)).isZero();
  }
}
