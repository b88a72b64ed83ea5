package io.athanor.allinone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.athanor.allinone.embedded.Ports;
import io.athanor.allinone.engine.EngineSettings;
import io.athanor.gateway.security.AccessKeys;
import io.athanor.gateway.security.Credentials;
import io.athanor.gateway.security.Role;
import io.athanor.schemas.settings.Setting;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
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

  @ParameterizedTest
  @ValueSource(strings = {"gateway.host", "gateway.mqtt.host", "management.host"})
  void shouldRefuseToBeReachedByOthersUnlessItAsksWhoTheyAre(
      String setting, @TempDir Path directory) throws Exception {
    Path file = directory.resolve("athanor.properties");
    Files.writeString(file, setting + "=0.0.0.0\ngateway.mqtt.enabled=true\n");
    Path data = directory.resolve("data");

    assertThat(run("up", "--check", "--config", file.toString(), "--data-dir", data.toString()))
        .isEqualTo(2);
    assertThat(err.toString())
        .contains(setting + ": 0.0.0.0 can be reached from other machines")
        .contains("gateway.authentication=required");
    assertThat(data.resolve("kafka")).doesNotExist();
  }

  @Test
  void shouldHaveNoSettingThatOpensBrokerOrRegistryToOthers() {
    assertThat(EngineSettings.all())
        .extracting(Setting::name)
        .filteredOn(each -> each.startsWith("embedded.") || each.endsWith(".host"))
        .containsExactlyInAnyOrder(
            "embedded.kafka-port",
            "embedded.registry-port",
            "gateway.host",
            "gateway.mqtt.host",
            "management.host");
    assertThat(Ports.LOOPBACK).isEqualTo("127.0.0.1");
  }

  @Test
  void shouldMakeAKeyThatTheDoorKnowsAndShowItsSecretOnce() {
    assertThat(run("key", "--id", "uvvis", "--roles", "instrument", "--tenant", "lab-a")).isZero();

    String[] lines = out.toString().strip().split("\n", 2);
    String shown = lines[1].substring(lines[1].lastIndexOf("X-API-Key: ") + 11).strip();
    String secret = shown.substring(shown.indexOf('.') + 1);
    AccessKeys keys = AccessKeys.read(new JsonObject("{\"keys\":[" + lines[0] + "]}"));
    assertThat(keys.find(new Credentials.AccessKey("uvvis", secret), Instant.now()))
        .hasValueSatisfying(each -> assertThat(each.tenant()).contains("lab-a"))
        .hasValueSatisfying(each -> assertThat(each.roles()).containsExactly(Role.INSTRUMENT));
    assertThat(lines[0]).doesNotContain(secret);
    assertThat(secret).hasSizeGreaterThanOrEqualTo(43);
    assertThat(run("key", "--id", "x", "--roles", "admin")).isEqualTo(2);
  }

  private int run(String... arguments) {
    CommandLine commandLine = Main.commandLine();
    commandLine.setOut(new PrintWriter(out, true));
    commandLine.setErr(new PrintWriter(err, true));
    return commandLine.execute(arguments);
  }
}
