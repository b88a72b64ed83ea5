package io.athanor.allinone.train;

import static org.assertj.core.api.Assertions.assertThat;

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

class TrainCommandTest {
  private static final Path EXAMPLE = Path.of("..", "inference-worker", "training", "example.yaml");

  @TempDir Path directory;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void shouldTrainAndThenJudgeWhatItStored() throws IOException {
    Path config = Files.copy(EXAMPLE, directory.resolve("example.yaml"));
    writeRows();
    Path report = directory.resolve("report.json");
    assertThat(
            run(
                "--config",
                config.toString(),
                "--data",
                directory.toString(),
                "--out",
                directory.resolve("out").toString(),
                "--cache",
                directory.resolve("cache").toString(),
                "--report",
                report.toString()))
        .as(err.toString())
        .isZero();
    assertThat(out.toString())
        .contains("held-out: 35 of 200 rows", "1 broken records", "line 201 left out: is no JSON")
        .contains("stage 1 of 2, broad | epoch 4 of 4 | loss", "formation_energy_per_atom", "left");
    List<String> lines = out.toString().lines().toList();
    String digest = lines.get(lines.size() - 1).replace("model example ", "");
    assertThat(Files.readString(report)).contains(digest);
    assertThat(directory.resolve("models/example/RELEASED")).hasContent(digest);
    List<String> figures = lines.stream().filter(each -> each.contains("MAE")).toList();
    out.getBuffer().setLength(0);
    assertThat(
            run(
                "--config",
                config.toString(),
                "--data",
                directory.toString(),
                "--cache",
                directory.resolve("cache").toString(),
                "--evaluate"))
        .as(err.toString())
        .isZero();
    assertThat(out.toString().lines().filter(each -> each.contains("MAE")).toList())
        .isEqualTo(figures)
        .isNotEmpty();
  }

  @Test
  void shouldSayWhatIsWrongInASentence() throws IOException {
    assertThat(run("--config", directory.resolve("none.yaml").toString())).isEqualTo(2);
    assertThat(err.toString()).contains("none.yaml: cannot be read");
    Path config = directory.resolve("example.yaml");
    Files.writeString(config, Files.readString(EXAMPLE).replace("every: 8", "every: 0"));
    assertThat(run("--config", config.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("sources[1].every: must be at least 1, got 0");
    Files.copy(EXAMPLE, directory.resolve("good.yaml"));
    assertThat(
            run(
                "--config",
                directory.resolve("good.yaml").toString(),
                "--data",
                directory.toString()))
        .isEqualTo(2);
    assertThat(err.toString()).contains("'held-out' has its rows in", "which is no file");
    assertThat(run("--config", config.toString(), "--restate", "--resume")).isEqualTo(2);
    assertThat(err.toString()).contains("--resume, --evaluate and --restate exclude each other");
  }

  @Test
  void shouldSayHowLongItWillTake() {
    assertThat(TrainingDisplay.duration(4.4)).isEqualTo("4 s");
    assertThat(TrainingDisplay.duration(61)).isEqualTo("1 min 01 s");
    assertThat(TrainingDisplay.duration(3_660)).isEqualTo("1 h 01 min");
  }

  private int run(String... arguments) {
    return new CommandLine(new TrainCommand())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }

  /** Two hundred salts whose energy is a simple rule, and a line that is none. */
  private void writeRows() throws IOException {
    List<String> cations = List.of("Li", "Na", "K", "Rb", "Cs");
    List<String> anions = List.of("F", "Cl", "Br", "I");
    List<String> lines = new ArrayList<>();
    for (int row = 0; row < 200; row++) {
      int cation = row % cations.size();
      int anion = row / cations.size() % anions.size();
      double edge = 3.6 + 0.2 * cation + 0.2 * anion + 0.003 * (row % 11);
      lines.add(
          String.format(
              Locale.ROOT,
              "{\"id\":\"salt-%d\",\"split\":\"%s\",\"year\":%d,\"fold\":%d,"
                  + "\"cell\":[%.3f,%.3f,%.3f,90,90,90],\"species\":[\"%s\",\"%s\"],"
                  + "\"frac\":[[0,0,0],[0.5,0.5,0.5]],\"props\":{"
                  + "\"formation_energy_per_atom\":%.3f,\"gap_pbe\":%.2f,\"band_gap\":%.2f}}",
              row,
              row / 7 % 5 == 4 ? "test" : "train",
              2001 + row % 20,
              row % 6,
              edge,
              edge,
              edge,
              cations.get(cation),
              anions.get(anion),
              -3 + 0.2 * cation + 0.3 * anion,
              6 - anion * 0.5,
              6 - anion * 0.5));
    }
    lines.add("no record");
    Files.write(directory.resolve("rows.jsonl"), lines);
  }
}
