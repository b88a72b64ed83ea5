package io.athanor.allinone.bench.continual;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class BenchContinualCommandTest {
  @TempDir Path data;

  private final StringWriter errors = new StringWriter();

  @Test
  void shouldRefuseADirectoryWithoutStructures() {
    assertThat(run("--data", data.toString())).isEqualTo(2);
    assertThat(errors.toString()).contains("--data: " + data + " has no structures/");
  }

  @Test
  void shouldNameAPartThatIsNone() throws Exception {
    Files.createDirectories(data.resolve("structures"));
    assertThat(run("--data", data.toString(), "--only", "nothing")).isEqualTo(2);
    assertThat(errors.toString()).contains("--only: there is no part 'nothing'");
  }

  @Test
  void shouldRefuseNoSeeds() throws Exception {
    Files.createDirectories(data.resolve("structures"));
    assertThat(run("--data", data.toString(), "--seeds", "0")).isEqualTo(2);
    assertThat(errors.toString()).contains("--seeds must be positive, was 0");
  }

  @Test
  void shouldSayWhichDataSetIsMissing() throws Exception {
    Files.createDirectories(data.resolve("structures"));
    assertThat(run("--data", data.toString(), "--only", "trunk")).isEqualTo(2);
    assertThat(errors.toString()).contains("perov_5.jsonl.gz is not there");
  }

  private int run(String... arguments) {
    return new CommandLine(new BenchContinualCommand())
        .setErr(new PrintWriter(errors, true))
        .execute(arguments);
  }
}
