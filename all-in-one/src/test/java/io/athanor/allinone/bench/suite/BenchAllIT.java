package io.athanor.allinone.bench.suite;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.athanor.allinone.bench.BenchCommand;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** No figure of the quick suite is worse than the committed baseline allows. */
class BenchAllIT {
  private static final Path BASELINE = Path.of("..", "loadtests", "baselines", "bench-quick.json");

  private final StringWriter out = new StringWriter();

  @Test
  void shouldHoldTheBaseline(@TempDir Path directory) throws Exception {
    Path data = Path.of("..", "..", "shared", "data");
    String given = System.getenv("ATHANOR_DATA");
    int code =
        run(
            "--quick",
            "--report",
            directory.toString(),
            "--data",
            given == null ? data.toString() : given,
            "--baseline",
            BASELINE.toString());

    assertThat(code).as(out.toString()).isZero();
    JsonNode report = new ObjectMapper().readTree(directory.resolve("report.json").toFile());
    List<String> measured = new ArrayList<>();
    report
        .findValues("figures")
        .forEach(each -> each.forEach(f -> measured.add(f.path("id").asText())));
    assertThat(measured)
        .contains(
            "discovery.made-ridge.af80",
            "rare-hits.composition.all",
            "adaptation.grown.coverage",
            "critic.faults-blocked",
            "diagnosis.top1")
        .doesNotHaveDuplicates();
    assertThat(report.path("baseline").findValuesAsText("text"))
        .noneMatch(each -> each.startsWith("has no baseline"));
    assertThat(Files.readString(directory.resolve("index.html"))).contains("<svg", "Baseline");
  }

  @Test
  void shouldSayWhatIsWrongWithACall(@TempDir Path directory) {
    String report = directory.resolve("r").toString();
    assertThat(run("--quick", "--report", report, "--baseline", report)).isEqualTo(2);
    assertThat(out.toString()).contains("--baseline: " + report + " is not there");
    assertThat(run("--report", report, "--update-baseline")).isEqualTo(2);
    assertThat(run("--report", report, "--runs", "0")).isEqualTo(2);
    assertThat(directory.resolve("r")).doesNotExist();
  }

  private int run(String... arguments) {
    List<String> all = new ArrayList<>(List.of("all"));
    all.addAll(List.of(arguments));
    PrintWriter writer = new PrintWriter(out, true);
    return new CommandLine(new BenchCommand())
        .setOut(writer)
        .setErr(writer)
        .execute(all.toArray(String[]::new));
  }
}
