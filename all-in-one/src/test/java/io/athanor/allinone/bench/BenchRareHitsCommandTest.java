package io.athanor.allinone.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.athanor.acquisition.planner.acquisition.Window;
import io.athanor.materials.composition.Element;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class BenchRareHitsCommandTest {
  private static final List<Element> CATIONS =
      Stream.of("Li Na K Rb Cs Mg Ca Sr Ba Sc Y La Ti Zr Hf V Nb Ta Cr Mo W".split(" "))
          .map(Element::valueOf)
          .toList();

  @TempDir Path directory;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    return new CommandLine(new BenchRareHitsCommand())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }

  /**
   * A gap where the electrons fill the shells of three oxygens, and a heat that grows with size.
   */
  private Path table(int most) throws IOException {
    List<String> lines = new ArrayList<>();
    for (Element a : CATIONS) {
      for (Element b : CATIONS) {
        int electrons =
            PeriodicPlace.of(a.atomicNumber()).valenceElectrons()
                + PeriodicPlace.of(b.atomicNumber()).valenceElectrons();
        double gap = electrons == 6 ? 1 + 2 * Math.abs(b.electronegativity() - 1) : 0;
        double heat = Math.abs(a.covalentRadius() - 2) + Math.abs(b.covalentRadius() - 1.6);
        lines.add(
            String.format(
                Locale.ROOT,
                "{\"id\": \"%s-%s\", \"split\": \"test\", \"species\": [\"%s\", \"%s\", \"O\","
                    + " \"O\", \"O\"], \"cell\": [4, 4, 4, 90, 90, 90], \"frac\": [[0, 0, 0], [0.5,"
                    + " 0.5, 0.5], [0.5, 0.5, 0], [0.5, 0, 0.5], [0, 0.5, 0.5]], \"props\":"
                    + " {\"heat_all\": %.4f, \"gap\": %.4f}}",
                a,
                b,
                a,
                b,
                heat,
                gap));
      }
    }
    return Files.write(
        directory.resolve("table.jsonl"), lines.subList(0, Math.min(most, lines.size())));
  }

  @Test
  void shouldFindHitsFarSoonerThanChance() throws IOException {
    Path report = directory.resolve("report.json");
    int code =
        run(
            "--structures",
            table(Integer.MAX_VALUE).toString(),
            "--windows",
            "heat_all:..0.25,gap:1.5..3",
            "--features",
            "composition",
            "--runs",
            "3",
            "--batch",
            "5",
            "--report",
            report.toString());
    assertThat(code).as(err.toString()).isZero();
    JsonNode document = new ObjectMapper().readTree(report.toFile());
    int hits = document.path("hits").asInt();
    assertThat(document.path("candidates").asInt()).isEqualTo(CATIONS.size() * CATIONS.size());
    assertThat(hits).isBetween(3, 12);
    JsonNode all = document.path("parts").path(0).path("all");
    assertThat(all.path("runsThatFoundThem").asInt()).isEqualTo(3);
    assertThat(all.path("evaluationsRandom").asDouble())
        .isCloseTo(hits * 442.0 / (hits + 1), within(1e-9));
    assertThat(all.path("timesRandom").asDouble()).isGreaterThan(2.5);
    assertThat(document.path("parts").path(0).path("found").path(0)).hasSize(hits);
    assertThat(out.toString()).contains("441 candidates", "x random", "s a run");
    String first = found(report);
    assertThat(
            run(
                "--structures",
                table(Integer.MAX_VALUE).toString(),
                "--windows",
                "heat_all:..0.25,gap:1.5..3",
                "--features",
                "composition",
                "--runs",
                "3",
                "--batch",
                "5",
                "--report",
                report.toString()))
        .isZero();
    assertThat(found(report)).isEqualTo(first);
  }

  private static String found(Path report) throws IOException {
    return new ObjectMapper()
        .readTree(report.toFile())
        .path("parts")
        .path(0)
        .path("found")
        .toString();
  }

  @Test
  void shouldKeepEmbeddingsAndSayWhenTheirModelSawTheLabels() throws IOException {
    List<String> arguments =
        List.of(
            "--structures",
            table(126).toString(),
            "--windows",
            "heat_all:..0.6",
            "--features",
            "embedding",
            "--runs",
            "1",
            "--budget",
            "30",
            "--cache",
            directory.resolve("cache").toString());
    assertThat(run(arguments.toArray(String[]::new))).as(err.toString()).isZero();
    assertThat(err.toString()).isEmpty();
    String figures =
        out.toString().lines().filter(line -> line.contains("hits:")).toList().toString();
    assertThat(directory.resolve("cache")).isDirectoryContaining("glob:**/ideal-*.f32");
    out.getBuffer().setLength(0);
    assertThat(run(arguments.toArray(String[]::new))).isZero();
    assertThat(out.toString().lines().filter(line -> line.contains("hits:")).toList().toString())
        .isEqualTo(figures);
    List<String> contaminated = new ArrayList<>(arguments);
    contaminated.addAll(List.of("--model", "ember"));
    assertThat(run(contaminated.toArray(String[]::new))).isZero();
    assertThat(err.toString()).contains("ember was trained on labels of heat_all");
  }

  @Test
  void shouldSayWhatIsWrong() throws IOException {
    String table = table(Integer.MAX_VALUE).toString();
    assertRefused("--structures", directory.resolve("none").toString(), "is not there");
    assertRefused("--splits", "nowhere", "no row of split nowhere");
    assertRefused("--windows", "heat_all", "NAME:LOW..HIGH");
    assertRefused("--windows", "gap:3..1", "low <= high");
    assertRefused("--windows", "gap:100..", "no row of the table is a hit");
    assertRefused("--windows", "none:1..2", "with none");
    assertRefused("--features", "tea-leaves", "no 'tea-leaves'");
    assertRefused("--runs", "0", "--runs");
    assertRefused("--batch", "0", "--batch");
    Path broken = Files.writeString(directory.resolve("broken.jsonl"), "{\"species\": [\"Xx\"");
    assertRefused("--structures", broken.toString(), "broken.jsonl:1: is no JSON");
    Files.writeString(
        broken, Files.readAllLines(Path.of(table)).get(0).replace("[\"Li\"", "[\"Xx\""));
    assertRefused("--structures", broken.toString(), "broken.jsonl:1: species: 'Xx'");
  }

  private void assertRefused(String option, String value, String reason) throws IOException {
    List<String> arguments =
        new ArrayList<>(List.of("--windows", "gap:1.5..3", "--features", "composition"));
    if (!option.equals("--structures")) {
      arguments.addAll(List.of("--structures", directory.resolve("table.jsonl").toString()));
    }
    int at = arguments.indexOf(option);
    if (at >= 0) {
      arguments.set(at + 1, value);
    } else {
      arguments.addAll(List.of(option, value));
    }
    err.getBuffer().setLength(0);
    assertThat(run(arguments.toArray(String[]::new))).as(option + " " + value).isEqualTo(2);
    assertThat(err.toString()).contains(reason);
  }

  @Test
  void shouldReadWindows() {
    assertThat(PropertyWindows.parse(List.of("a:..0.2", "b:-1.5e-3..", "c:1..2")))
        .containsExactly(
            Map.entry("a", Window.atMost(0.2)),
            Map.entry("b", Window.atLeast(-0.0015)),
            Map.entry("c", new Window(1, 2)));
    assertThatThrownBy(() -> PropertyWindows.parse(List.of("a:1..2", "a:1..3")))
        .hasMessageContaining("'a' comes twice");
    assertThatThrownBy(() -> PropertyWindows.parse(List.of("a:..")))
        .hasMessageContaining("at least one finite end");
  }

  @Test
  void shouldPlaceElementsInThePeriodicTable() {
    assertThat(place("H")).isEqualTo(new PeriodicPlace(1, 1));
    assertThat(place("He")).isEqualTo(new PeriodicPlace(1, 18));
    assertThat(place("B")).isEqualTo(new PeriodicPlace(2, 13));
    assertThat(place("Mg")).isEqualTo(new PeriodicPlace(3, 2));
    assertThat(place("Fe")).isEqualTo(new PeriodicPlace(4, 8));
    assertThat(place("Ag")).isEqualTo(new PeriodicPlace(5, 11));
    assertThat(place("La")).isEqualTo(new PeriodicPlace(6, 3));
    assertThat(place("Lu")).isEqualTo(new PeriodicPlace(6, 3));
    assertThat(place("Hf")).isEqualTo(new PeriodicPlace(6, 4));
    assertThat(place("Pb")).isEqualTo(new PeriodicPlace(6, 14));
    assertThat(place("U")).isEqualTo(new PeriodicPlace(7, 3));
    assertThat(place("O").valenceElectrons()).isEqualTo(6);
    assertThat(place("Cu").valenceElectrons()).isEqualTo(1);
    assertThat(place("Ta").valenceElectrons()).isEqualTo(5);
  }

  private static PeriodicPlace place(String symbol) {
    return PeriodicPlace.of(Element.valueOf(symbol).atomicNumber());
  }
}
