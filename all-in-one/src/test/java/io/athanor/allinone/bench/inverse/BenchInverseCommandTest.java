package io.athanor.allinone.bench.inverse;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.athanor.materials.composition.Element;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class BenchInverseCommandTest {
  private static final List<Element> CATIONS =
      Stream.of("Li Na K Rb Cs Mg Ca Sr Ba Sc Y La Ti Zr Hf V Nb Ta".split(" "))
          .map(Element::valueOf)
          .toList();

  @TempDir private Path directory;
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    return new CommandLine(new BenchInverseCommand())
        .setOut(new PrintWriter(new StringWriter()))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }

  /** Large A and middling B are stable; electropositive B have a gap. A third has no label. */
  private void table() throws IOException {
    List<String> lines = new ArrayList<>();
    for (Element a : CATIONS) {
      for (Element b : CATIONS) {
        double heat =
            0.8 * Math.abs(a.covalentRadius() - 2.1) + 0.5 * Math.abs(b.covalentRadius() - 1.7);
        double gap = Math.max(0, 7 - 4 * b.electronegativity());
        String labels =
            lines.size() % 3 == 0
                ? ""
                : String.format(Locale.ROOT, "\"heat_all\": %.3f, \"ind_gap\": %.3f", heat, gap);
        lines.add(
            String.format(
                "{\"species\": [\"%s\", \"%s\", \"O\", \"O\", \"O\"], \"props\": {%s}}",
                a, b, labels));
      }
    }
    Path file = Files.createDirectories(directory.resolve("structures"));
    try (OutputStream out =
        new GZIPOutputStream(Files.newOutputStream(file.resolve("perov_5.jsonl.gz")))) {
      out.write(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
    }
  }

  @Test
  void aTableWithALawIsSolvedFromSomeOfItsLabels() throws IOException {
    table();
    Path report = directory.resolve("report.json");
    int code =
        run(
            "--data",
            directory.toString(),
            "--part",
            "table",
            "--quick",
            "--seen",
            "80",
            "--proposals",
            "12",
            "--report",
            report.toString());
    assertThat(code).as(err.toString()).isZero();
    JsonNode inverse = JSON.readTree(report.toFile()).path("inverse");
    JsonNode whole = inverse.path("table").path("wholeTable");
    double evolved = whole.path("evolution").path("hitRate").path("mean").doubleValue();
    assertThat(evolved)
        .isGreaterThan(0.5)
        .isGreaterThan(whole.path("random").path("hitRate").path("mean").doubleValue());
    assertThat(inverse.path("hitRate").doubleValue()).isEqualTo(evolved);
    assertThat(whole.path("evolution").path("proposed").get(0).intValue()).isEqualTo(12);
    JsonNode labelled = inverse.path("table").path("labelledOnly").path("evolution");
    assertThat(labelled.path("judged").get(0).intValue())
        .isEqualTo(labelled.path("proposed").get(0).intValue());
  }

  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void whatCannotBeMeasuredIsRefused() {
    assertThat(run("--data", directory.toString(), "--part", "table")).isEqualTo(2);
    assertThat(err.toString()).contains("perov_5.jsonl.gz is not there");
    assertThat(run("--part", "miracles")).isEqualTo(2);
    assertThat(err.toString()).contains("there is no 'miracles'");
  }
}
