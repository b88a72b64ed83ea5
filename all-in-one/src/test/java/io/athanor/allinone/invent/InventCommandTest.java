package io.athanor.allinone.invent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.athanor.materials.composition.Composition;
import io.athanor.materials.composition.Element;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class InventCommandTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String OXIDES =
      """
      name: oxides with a gap
      limits:
        - {property: band_gap, unit: meV, lower: 1000, upper: 4000}
      elements: {required: [O], forbidden: [Pb], most: 3}
      costMost: 100
      """;

  private final StringWriter err = new StringWriter();
  @TempDir private Path directory;

  private int run(String goal, String... more) throws IOException {
    Path file = Files.writeString(directory.resolve("goal.yaml"), goal);
    CommandLine line =
        new CommandLine(new InventCommand())
            .setOut(new PrintWriter(new StringWriter()))
            .setErr(new PrintWriter(err, true));
    List<String> arguments =
        new ArrayList<>(List.of("--goal", file.toString(), "--report", report().toString()));
    arguments.addAll(List.of("--population", "12", "--generations", "3", "--count", "4"));
    arguments.addAll(List.of(more));
    return line.execute(arguments.toArray(String[]::new));
  }

  private Path report() {
    return directory.resolve("report.json");
  }

  @Test
  void candidatesKeepToTheGoalAndComeWithTheirReasons() throws IOException {
    assertThat(run(OXIDES)).as(err.toString()).isZero();
    JsonNode report = JSON.readTree(report().toFile());
    assertThat(report.path("candidates")).isNotEmpty();
    Set<String> seen = new HashSet<>();
    for (JsonNode each : report.path("candidates")) {
      Composition composition = Composition.parse(each.path("formula").asText());
      assertThat(composition.amount(Element.O)).isPositive();
      assertThat(composition.elements()).hasSizeLessThanOrEqualTo(3).doesNotContain(Element.Pb);
      assertThat(each.path("costUsdPerKg").doubleValue()).isLessThanOrEqualTo(100);
      assertThat(each.path("probability").doubleValue()).isBetween(0.0, 1.0);
      assertThat(each.path("properties").path("band_gap").path("unit").asText()).isEqualTo("eV");
      assertThat(each.path("parents")).isNotEmpty();
      assertThat(each.path("edits")).isNotEmpty();
      assertThat(each.path("critic").path("risk").doubleValue()).isLessThanOrEqualTo(0.9);
      assertThat(seen.add(each.path("cif").asText())).isTrue();
      assertThat(each.path("cif").asText()).contains("_atom_site_fract_x", "_cell_length_a");
    }
    assertThat(report.path("rejected")).isNotEmpty();
    assertThat(report.path("materialsKnown").intValue()).isGreaterThan(20);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "limits: [{property: colour, unit: eV, lower: 1}] | limits[0].property",
        "limits: [{property: band_gap, unit: kg, lower: 1}] | limits[0].unit",
        "limits: [{property: band_gap, unit: eV}] | limits[0]: needs lower or upper",
        "limits: [{property: band_gap, unit: eV, lower: 3, upper: 1}] | limits.band_gap",
        "limits: [{property: band_gap, unit: eV, lower: x}] | limits[0].lower",
        "{limits: [{property: band_gap, unit: eV, lower: 1}], colour: red} | goal.colour",
        "{limits: [{property: band_gap, unit: eV, lower: 1}], elements: {allowed: [Qq]}} |"
            + " elements.allowed",
        "{limits: [{property: band_gap, unit: eV, lower: 1}], prototypes: [castle]} |"
            + " goal.prototypes",
        "{limits: [{property: band_gap, unit: eV, lower: 1}], atomsMost: 0} | atomsMost",
        "{name: nothing} | needs limits or objectives",
        "'[' | neither YAML nor JSON"
      })
  void badGoalsAreRefusedByName(String goal, String reason) throws IOException {
    assertThat(run(goal)).isEqualTo(2);
    assertThat(err.toString()).contains(reason);
    assertThat(report()).doesNotExist();
  }
}
