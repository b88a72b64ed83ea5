package io.athanor.allinone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class MainTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void shouldKeepThePageOfSettingsCurrent() throws Exception {
    Path page = Path.of("..", "docs", "configuration.md");
    assertThat(Files.readString(page))
        .as("run './athanor config > docs/configuration.md'")
        .isEqualTo(ConfigurationPage.markdown());
  }

  @Test
  void shouldPrintHelpOfEveryCommand() {
    assertThat(run("--help")).isZero();
    for (String each : Main.commandLine().getSubcommands().keySet()) {
      assertThat(out.toString()).contains(each);
      assertThat(run(each, "--help")).as(each).isZero();
    }
    assertThat(run("--version")).isZero();
    assertThat(out.toString()).contains("athanor ");
  }

  @Test
  void shouldExitWithTwoAfterAWrongCall() {
    assertThat(run("ignite")).isEqualTo(2);
    assertThat(run("up", "--kafka-port", "many")).isEqualTo(2);
    assertThat(run("run", "furnace")).isEqualTo(2);
    assertThat(err.toString()).contains("no part 'furnace'", "inference-worker");
  }

  @Test
  void shouldNameTheSettingThatIsWrong(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("athanor.properties");
    Files.writeString(file, "topics.partition=3\nmanagement.port=high\n");
    assertThat(run("run", "topics", "--config", file.toString())).isEqualTo(2);
    assertThat(err.toString())
        .contains("topics.partition: no such setting; did you mean topics.partitions?")
        .contains("management.port: 'high' is not a whole number");
  }

  private int run(String... arguments) {
    CommandLine commandLine = Main.commandLine();
    commandLine.setOut(new PrintWriter(out, true));
    commandLine.setErr(new PrintWriter(err, true));
    return commandLine.execute(arguments);
  }
}
