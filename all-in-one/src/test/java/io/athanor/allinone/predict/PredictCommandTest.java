package io.athanor.allinone.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class PredictCommandTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SALT =
      "{\"id\":\"salt\",\"cell\":[3.99,3.99,3.99,60,60,60],\"species\":[\"Na\",\"Cl\"],"
          + "\"frac\":[[0,0,0],[0.5,0.5,0.5]],\"props\":{\"band_gap\":5.0}}";

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  @TempDir private Path directory;

  @Test
  void shouldTakePatternsAndDocumentsBesideAFormula() throws IOException {
    StringBuilder angles = new StringBuilder();
    StringBuilder counts = new StringBuilder();
    for (int step = 0; step < 1_400; step++) {
      double angle = 10 + 0.05 * step;
      String comma = step == 0 ? "" : ",";
      angles.append(comma).append(angle);
      counts.append(comma).append(100 + 900 * Math.exp(-Math.pow((angle - 32) / 0.2, 2)));
    }
    String pattern = ",\"pattern\":{\"twoTheta\":[%s],\"intensity\":[%s],\"wavelength\":%s}";
    String vector = "[1" + ",0".repeat(199) + "]";
    String literature = ",\"literature\":[{\"model\":\"mat2vec\",\"documents\":3,\"vector\":%s}]";
    String formula = "{\"id\":\"%s\",\"formula\":\"NaCl\"%s}";
    Path file =
        gzip(
            "beside.jsonl.gz",
            formula.formatted("bare", ""),
            formula.formatted(
                "all", pattern.formatted(angles, counts, 1.5406) + literature.formatted(vector)),
            formula.formatted("dark", pattern.formatted(angles, counts, 99)),
            formula.formatted("wordless", literature.formatted("[0" + ",0".repeat(199) + "]")),
            formula.formatted("foreign", literature.formatted("[1,2]")));
    JsonNode report = report(0, file);
    assertThat(ids(report, "predictions")).containsExactly("bare", "all", "foreign");
    assertThat(ids(report, "refused")).containsExactly("dark", "wordless");
    assertThat(report.get("refused").get(0).get("reason").asText())
        .startsWith("pattern: ")
        .contains("wavelength");
    assertThat(report.get("refused").get(1).get("reason").asText()).startsWith("literature: ");
  }

  @Test
  void shouldPredictWhatItCanAndRefuseTheRestInTheOrderOfTheFile() throws IOException {
    Path file =
        gzip(
            "mixed.jsonl.gz",
            SALT,
            record("overlap", cell(5), "[\"Na\",\"Cl\"]", "[[0,0,0],[0.01,0,0]]"),
            record("flat", "[3,0,0,0,3,0,3,3,0]", "[\"Na\"]", "[[0,0,0]]"),
            record("unknown", cell(5), "[\"Na\",\"Qq\"]", "[[0,0,0],[0.5,0.5,0.5]]"),
            record("untrained", cell(5), "[\"Og\"]", "[[0,0,0]]"),
            record("empty", cell(5), "[]", "[]"),
            record("nan", cell(5), "[\"Na\",\"Cl\"]", "[[0,0,0],[NaN,0.5,0.5]]"),
            record("half", cell(5), "[\"Na\",\"Cl\"]", "null"),
            "{\"id\":\"formula\",\"formula\":\"MgO\"}",
            "{\"id\":\"nothing\",\"props\":{}}",
            "{\"id\":\"broken\",\"cell\":[3,",
            "",
            "[1,2]",
            supercell("large", 4),
            "{\"formula\":\"GaAs\"}");
    JsonNode report = report(0, file);
    assertThat(ids(report, "predictions"))
        .containsExactly("salt", "formula", "large", "mixed.jsonl.gz:15");
    Map<String, String> refused = new TreeMap<>();
    report.path("refused").forEach(each -> refused.put(id(each), each.path("reason").asText()));
    assertThat(ids(report, "refused"))
        .containsExactly(
            "overlap",
            "flat",
            "unknown",
            "untrained",
            "empty",
            "nan",
            "half",
            "nothing",
            "mixed.jsonl.gz:11",
            "mixed.jsonl.gz:13");
    assertThat(refused.get("overlap")).contains("closer than 0.5");
    assertThat(refused.get("flat")).contains("volume");
    assertThat(refused.get("unknown")).contains("crystal.species", "unknown element 'Qq'");
    assertThat(refused.get("untrained")).contains("not trained on element Og");
    assertThat(refused.get("empty")).contains("no sites");
    assertThat(refused.get("nan")).contains("crystal.fractional", "number 4 is not finite");
    assertThat(refused.get("half")).contains("frac", "missing");
    assertThat(refused.get("nothing")).contains("neither a formula nor a crystal");
    assertThat(refused.get("mixed.jsonl.gz:11")).contains("ends in the middle");
  }

  @Test
  void shouldSayEverythingTheModelKnowsAndWhichModel() throws IOException {
    JsonNode report = report(0, gzip("one.jsonl.gz", SALT));
    assertThat(report.path("model").fieldNames())
        .toIterable()
        .containsExactly("name", "version", "digest");
    assertThat(report.path("model").path("digest").asText()).matches("[0-9a-f]{64}");
    JsonNode prediction = report.path("predictions").get(0);
    assertThat(prediction.fieldNames())
        .toIterable()
        .containsExactly("id", "properties", "outOfDomain");
    assertThat(prediction.path("outOfDomain").asDouble()).isPositive();
    assertThat(prediction.path("properties").fieldNames())
        .toIterable()
        .contains("formation_energy_per_atom", "band_gap");
    JsonNode energy = prediction.path("properties").path("formation_energy_per_atom");
    assertThat(energy.fieldNames())
        .toIterable()
        .containsExactly("mean", "unit", "epistemic", "aleatoric", "interval90");
    assertThat(energy.path("unit").asText()).isEqualTo("eV");
    assertThat(energy.path("mean").asDouble())
        .isBetween(
            energy.path("interval90").get(0).asDouble(),
            energy.path("interval90").get(1).asDouble())
        .as("measured: -2.1")
        .isBetween(-2.6, -1.6);
  }

  @Test
  void shouldAnswerTheSameWhateverStandsBesideIt() throws IOException {
    JsonNode alone = report(0, gzip("alone.jsonl.gz", SALT));
    JsonNode among =
        report(
            0,
            gzip(
                "among.jsonl.gz",
                supercell("large", 4),
                record("overlap", cell(5), "[\"Na\",\"Cl\"]", "[[0,0,0],[0.01,0,0]]"),
                SALT,
                "{\"formula\":\"LiFePO4\"}"));
    double expected = energy(alone.path("predictions").get(0));
    assertThat(energy(among.path("predictions").get(1))).isCloseTo(expected, within(1e-4));
    assertThat(energy(among.path("predictions").get(0)))
        .as("a supercell of 512 atoms is the same crystal")
        .isCloseTo(expected, within(1e-3));
  }

  @Test
  void shouldReadEveryOtherFormatOfStructuresToo() throws IOException {
    Path cif =
        Files.writeString(
            directory.resolve("NaCl.cif"),
            """
            data_NaCl
            _cell_length_a 5.64
            _cell_length_b 5.64
            _cell_length_c 5.64
            _cell_angle_alpha 90
            _cell_angle_beta 90
            _cell_angle_gamma 90
            loop_
            _symmetry_equiv_pos_as_xyz
            'x, y, z'
            loop_
            _atom_site_label
            _atom_site_type_symbol
            _atom_site_fract_x
            _atom_site_fract_y
            _atom_site_fract_z
            Na1 Na 0 0 0
            Na2 Na 0 0.5 0.5
            Na3 Na 0.5 0 0.5
            Na4 Na 0.5 0.5 0
            Cl1 Cl 0.5 0.5 0.5
            Cl2 Cl 0.5 0 0
            Cl3 Cl 0 0.5 0
            Cl4 Cl 0 0 0.5
            """);
    Path optimade =
        gzip(
            "optimade.jsonl.gz",
            "{\"x-optimade\":{\"meta\":{\"api_version\":\"1.1.0\"}}}",
            "{\"type\":\"info\",\"id\":\"structures\",\"properties\":{}}",
            "{\"type\":\"structures\",\"id\":\"o-1\",\"attributes\":{\"nelements\":2,"
                + "\"elements\":[\"Cl\",\"Na\"],\"elements_ratios\":[0.5,0.5],"
                + "\"chemical_formula_reduced\":\"ClNa\",\"dimension_types\":[1,1,1],"
                + "\"lattice_vectors\":[[0,2.82,2.82],[2.82,0,2.82],[2.82,2.82,0]],"
                + "\"cartesian_site_positions\":[[0,0,0],[2.82,2.82,2.82]],"
                + "\"species_at_sites\":[\"Na\",\"Cl\"],\"species\":["
                + "{\"name\":\"Na\",\"chemical_symbols\":[\"Na\"],\"concentration\":[1]},"
                + "{\"name\":\"Cl\",\"chemical_symbols\":[\"Cl\"],\"concentration\":[1]}],"
                + "\"structure_features\":[]}}");
    JsonNode report = report(0, cif, optimade);
    assertThat(ids(report, "predictions")).containsExactly("NaCl", "o-1");
    assertThat(report.path("refused")).isEmpty();
    assertThat(energy(report.path("predictions").get(0)))
        .isCloseTo(energy(report.path("predictions").get(1)), within(1e-3));
  }

  @Test
  void shouldEndWithTwoAfterAFileThatItCannotRead() throws IOException {
    Path noise = Files.writeString(directory.resolve("noise.cif"), "data_x\n_cell_length_a ?\n");
    Path cut = gzip("cut.jsonl.gz", SALT, SALT, SALT);
    byte[] bytes = Files.readAllBytes(cut);
    Files.write(cut, Arrays.copyOf(bytes, bytes.length - 12));
    JsonNode report =
        report(2, gzip("good.jsonl.gz", SALT), noise, directory.resolve("absent.cif"), cut);
    assertThat(ids(report, "predictions")).startsWith("salt");
    assertThat(ids(report, "refused")).contains("noise.cif", "absent.cif", "cut.jsonl.gz");
    assertThat(err.toString().lines())
        .anySatisfy(line -> assertThat(line).contains("absent.cif", "is not there"))
        .anySatisfy(line -> assertThat(line).contains("noise.cif", "refused"))
        .anySatisfy(line -> assertThat(line).contains("cut.jsonl.gz", "to its end"));
  }

  @Test
  void shouldSayWhichModelIsNotThere() throws IOException {
    String file = gzip("one.jsonl.gz", SALT).toString();
    assertThat(run("--structures", file, "--model", "nobody")).isEqualTo(2);
    assertThat(err.toString()).contains("athanor predict", "nobody/RELEASED");
    assertThat(run("--structures", file, "--store", directory.toString())).isEqualTo(2);
  }

  @Test
  void shouldPrintTheReportWhereNoFileIsNamed() throws IOException {
    assertThat(run("--structures", gzip("one.jsonl.gz", SALT).toString())).isZero();
    assertThat(ids(JSON.readTree(out.toString()), "predictions")).containsExactly("salt");
  }

  @Test
  void shouldKeepTheOrderOverManyBatches() throws IOException {
    List<String> lines = new ArrayList<>();
    for (int row = 0; row < 2_500; row++) {
      lines.add(
          row % 7 == 0
              ? "{\"id\":\"" + row + "\",\"formula\":\"Qq\"}"
              : "{\"id\":\"" + row + "\",\"formula\":\"NaCl\"}");
    }
    JsonNode report = report(0, gzip("many.jsonl.gz", lines.toArray(String[]::new)));
    assertThat(ids(report, "predictions"))
        .hasSize(2_142)
        .isSortedAccordingTo(Comparator.comparingInt(Integer::parseInt));
    assertThat(ids(report, "refused"))
        .hasSize(358)
        .isSortedAccordingTo(Comparator.comparingInt(Integer::parseInt));
  }

  private JsonNode report(int code, Path... files) throws IOException {
    Path target = directory.resolve("report").resolve("predictions.json");
    List<String> arguments = new ArrayList<>(List.of("--report", target.toString()));
    arguments.add("--structures");
    for (Path each : files) {
      arguments.add(each.toString());
    }
    assertThat(run(arguments.toArray(String[]::new))).as(err.toString()).isEqualTo(code);
    return JSON.readTree(target.toFile());
  }

  private int run(String... arguments) {
    CommandLine commandLine = new CommandLine(new PredictCommand());
    commandLine.setOut(new PrintWriter(out, true));
    commandLine.setErr(new PrintWriter(err, true));
    return commandLine.execute(arguments);
  }

  private Path gzip(String name, String... lines) throws IOException {
    Path file = directory.resolve(name);
    try (OutputStream stream = new GZIPOutputStream(Files.newOutputStream(file))) {
      stream.write((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
    }
    return file;
  }

  private static String cell(double edge) {
    return String.format(Locale.ROOT, "[%f,%f,%f,90,90,90]", edge, edge, edge);
  }

  private static String record(String id, String cell, String species, String fractional) {
    return "{\"id\":\"%s\",\"cell\":%s,\"species\":%s,\"frac\":%s}"
        .formatted(id, cell, species, fractional);
  }

  /** Rock salt with {@code 8 * times³} atoms. */
  private static String supercell(String id, int times) {
    List<String> species = new ArrayList<>();
    List<String> sites = new ArrayList<>();
    int edge = 2 * times;
    for (int a = 0; a < edge; a++) {
      for (int b = 0; b < edge; b++) {
        for (int c = 0; c < edge; c++) {
          species.add((a + b + c) % 2 == 0 ? "\"Na\"" : "\"Cl\"");
          sites.add(
              String.format(
                  Locale.ROOT,
                  "[%.9f,%.9f,%.9f]",
                  a / (double) edge,
                  b / (double) edge,
                  c / (double) edge));
        }
      }
    }
    double length = 3.99 * Math.sqrt(2) * times;
    return record(id, cell(length), species.toString(), sites.toString());
  }

  private static double energy(JsonNode prediction) {
    return prediction.path("properties").path("formation_energy_per_atom").path("mean").asDouble();
  }

  private static List<String> ids(JsonNode report, String list) {
    List<String> ids = new ArrayList<>();
    report.path(list).forEach(each -> ids.add(id(each)));
    return ids;
  }

  private static String id(JsonNode node) {
    return node.path("id").asText();
  }
}
