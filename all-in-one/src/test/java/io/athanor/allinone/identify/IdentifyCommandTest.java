package io.athanor.allinone.identify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class IdentifyCommandTest {
  private static final String NAME_SEPARATOR = "_";

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path directory;

  /** Measured; the file names each pattern by its phases. */
  @Test
  void shouldFindTheNamedPhasesOfLithiumManganeseTitaniumOxides() throws IOException {
    JsonNode patterns =
        identified("xrd_autoanalyzer_spectra.jsonl.gz", "references_Example.tar.gz");

    int checked = 0;
    for (JsonNode pattern : patterns) {
      String name = pattern.get("name").asText();
      List<String> formulas = new ArrayList<>();
      for (String phase : phases(pattern)) {
        formulas.add(phase.split(NAME_SEPARATOR, 2)[0]);
      }
      if (name.equals("Li2CO3-ZrO2")) {
        assertThat(formulas).as("none of its phases is among these references").isEmpty();
      } else {
        assertThat(formulas).as(name).containsExactlyInAnyOrder(name.split("\\+"));
      }
      checked++;
    }
    assertThat(checked).isEqualTo(7);
  }

  @Test
  void shouldFindTheNamedPhasesOfLithiumCarbonateAndZirconia() throws IOException {
    JsonNode patterns =
        identified("xrd_autoanalyzer_spectra.jsonl.gz", "references_PDF_Example.tar.gz");
    JsonNode pattern = patterns.get(patterns.size() - 1);

    assertThat(pattern.get("name").asText()).isEqualTo("Li2CO3-ZrO2");
    assertThat(phases(pattern)).containsExactlyInAnyOrder("Li2CO3_15", "ZrO2_14");
  }

  @ParameterizedTest
  @CsvSource({
    "dara/BiFeO3.xy.gz, BiFeO3",
    "dara/CaNi(PO3)4_800_240_Ca(OH)2_(NH4)2HPO4_NiO.xy.gz, CaNi(PO3)4_15_sym"
  })
  void shouldFindTheProductOfASynthesis(String file, String product) throws IOException {
    assertThat(phases(identified(file, "dara").get(0))).contains(product);
  }

  /** Zinc germanates, none of which is among the references; and a scan without a reflection. */
  @ParameterizedTest
  @CsvSource({"dara/GeO2-ZnO_700C_60min.xrdml", "dara/RM20220915Si01.rasx"})
  void shouldSayThatNoPhaseIsFound(String file) throws IOException {
    JsonNode pattern = identified(file, "dara").get(0);

    assertThat(pattern.get("identified").asBoolean()).isFalse();
    assertThat(out.toString()).contains("none of the references is found");
  }

  /** The seed differs from that of the calibration, and so do all patterns. */
  @Test
  void shouldMeetItsFiguresOnSyntheticMixtures() throws IOException {
    Path report = directory.resolve("benchmark.json");
    assertThat(
            run(
                "--benchmark",
                "60",
                "--seed",
                "7",
                "--references",
                data().resolve("references_Example.tar.gz").toString(),
                "--report",
                report.toString()))
        .isZero();

    JsonNode tree = new ObjectMapper().readTree(report.toFile());
    assertThat(tree.at("/search/f1").asDouble()).isGreaterThanOrEqualTo(0.9);
    // a thousand patterns are held to 0.06 and 0.05; two standard deviations of so few are more
    assertThat(tree.at("/search/fractionError").asDouble()).isLessThanOrEqualTo(0.08);
    assertThat(tree.at("/search/calibrationError").asDouble()).isLessThanOrEqualTo(0.1);
    assertThat(tree.at("/search/f1").asDouble())
        .isGreaterThan(tree.at("/cosine/f1").asDouble() + 0.2);
  }

  @Test
  void shouldConsiderOnlyTheGivenElements() throws IOException {
    Path report = directory.resolve("report.json");
    assertThat(
            run(
                "--pattern",
                data().resolve("dara/BiFeO3.xy.gz").toString(),
                "--references",
                data().resolve("references_Example.tar.gz").toString(),
                "--elements",
                "Ti,O",
                "--report",
                report.toString()))
        .isZero();
    assertThat(new ObjectMapper().readTree(report.toFile()).get("references").asInt()).isEqualTo(4);
  }

  @Test
  void shouldRefuseWithAReason() throws IOException {
    Path cif =
        Files.writeString(
            directory.resolve("mgo.cif"),
            """
            data_mgo
            _cell_length_a 4.212
            _cell_length_b 4.212
            _cell_length_c 4.212
            _space_group_IT_number 1
            loop_ _atom_site_label _atom_site_fract_x _atom_site_fract_y _atom_site_fract_z
            Mg1 0 0 0 Mg2 .5 .5 0 Mg3 .5 0 .5 Mg4 0 .5 .5
            O1 .5 .5 .5 O2 0 0 .5 O3 0 .5 0 O4 .5 0 0
            """);
    String references = directory.toString();
    Path empty = Files.createDirectory(directory.resolve("empty"));
    Path letter = Files.writeString(directory.resolve("letter.txt"), "Dear colleague,\n");

    refused("there is no", "--pattern", "nowhere.xy", "--references", references);
    refused(
        "no CIF that can be used", "--pattern", cif.toString(), "--references", empty.toString());
    refused(
        "letter.txt holds no CIF that can be used",
        "--pattern",
        cif.toString(),
        "--references",
        letter.toString());
    refused(
        "without a curve over the angle", "--pattern", cif.toString(), "--references", references);
    refused(
        "'moonlight' is none that is known",
        "--pattern",
        pattern().toString(),
        "--references",
        references,
        "--radiation",
        "moonlight");
    refused(
        "wavelength must be in 0.1..5",
        "--pattern",
        pattern().toString(),
        "--references",
        references,
        "--wavelength",
        "17");
    refused(
        "'Xx' is no element",
        "--pattern",
        pattern().toString(),
        "--references",
        references,
        "--elements",
        "Xx");
    assertThat(run("--references", references)).isEqualTo(2);
    assertThat(run("--pattern", letter.toString(), "--references", references)).isEqualTo(2);
  }

  /** Periclase by hand: two peaks where 200 and 220 belong. */
  private Path pattern() throws IOException {
    StringBuilder text = new StringBuilder("two-theta counts\n");
    for (int i = 0; i <= 2_500; i++) {
      double x = 20 + i * 0.02;
      double y =
          50
              + 1_000 * Math.exp(-Math.pow((x - 42.9) / 0.1, 2))
              + 520 * Math.exp(-Math.pow((x - 62.3) / 0.1, 2));
      text.append(x).append(' ').append(Math.round(y)).append('\n');
    }
    return Files.writeString(directory.resolve("pattern.xy"), text);
  }

  private void refused(String reason, String... arguments) {
    err.getBuffer().setLength(0);
    assertThat(run(arguments)).as(err.toString()).isEqualTo(2);
    assertThat(err.toString().replace(": ", " ")).contains(reason);
  }

  private JsonNode identified(String pattern, String references) throws IOException {
    Path report = directory.resolve("report.json");
    int code =
        run(
            "--pattern",
            data().resolve(pattern).toString(),
            "--references",
            data().resolve(references).toString(),
            "--report",
            report.toString());
    assertThat(code).as(err.toString()).isZero();
    return new ObjectMapper().readTree(report.toFile()).get("patterns");
  }

  private static List<String> phases(JsonNode pattern) {
    List<String> names = new ArrayList<>();
    pattern
        .at("/hypotheses/0/phases")
        .forEach(
            phase -> {
              assertThat(phase.get("confidence").asDouble()).isBetween(0.5, 1.0);
              names.add(phase.get("name").asText());
            });
    return names;
  }

  private int run(String... arguments) {
    CommandLine commandLine = new CommandLine(new IdentifyCommand());
    commandLine.setOut(new PrintWriter(out, true));
    commandLine.setErr(new PrintWriter(err, true));
    return commandLine.execute(arguments);
  }

  private static Path data() {
    Path data =
        Optional.ofNullable(System.getenv("ATHANOR_DATA"))
            .map(Path::of)
            .orElse(Path.of("..", "..", "shared", "data"))
            .resolve("xrd");
    assumeTrue(
        Files.isDirectory(data),
        "skipped: no patterns in " + data.toAbsolutePath() + "; set ATHANOR_DATA");
    return data;
  }
}
