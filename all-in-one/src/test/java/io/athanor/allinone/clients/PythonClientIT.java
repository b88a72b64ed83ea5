package io.athanor.allinone.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.athanor.allinone.engine.Engine;
import io.athanor.allinone.engine.EngineConfig;
import io.athanor.allinone.engine.EngineListener;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Python client, as it is handed out, against an engine. */
class PythonClientIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path CLIENT = client();

  @TempDir static Path directory;
  private static Engine engine;
  private static Path script;

  @BeforeAll
  static void start() throws Exception {
    assumeTrue(isThere(), "python3 of 3.9 or newer is not installed");
    script = directory.resolve("campaigns.py");
    try (InputStream in = PythonClientIT.class.getResourceAsStream("/clients/campaigns.py")) {
      Files.copy(in, script);
    }
    engine =
        Engine.start(
            EngineConfig.onFreePorts(directory.resolve("data"), Map.of()), EngineListener.SILENT);
  }

  @AfterAll
  static void stop() {
    if (engine != null) {
      engine.close();
    }
  }

  @Test
  void shouldPassItsOwnTests() throws Exception {
    Process process = python("-m", "unittest", "test_athanor");
    assertThat(ends(process)).as(output(process)).isZero();
  }

  @Test
  void shouldRunAWholeCampaign() throws Exception {
    JsonNode said = run("whole").get(0);
    assertThat(said.at("/progress/succeeded").asInt()).isEqualTo(4);
    assertThat(said.at("/progress/failed").asInt()).isEqualTo(1);
    assertThat(said.at("/progress/concluded/rule").asText()).isEqualTo("budget");
    assertThat(said.at("/codes"))
        .extracting(JsonNode::asText)
        .containsExactly("refused", "unknown-unit", "late", "not-found");
  }

  @Test
  void shouldLetPeopleApproveAndStop() throws Exception {
    JsonNode said = run("people").get(0);
    assertThat(said.at("/progress/succeeded").asInt()).isEqualTo(2);
    assertThat(said.at("/codes/0").asText()).isEqualTo("halted");
  }

  @Test
  void shouldSpeakAsOtherLibrariesDo() throws Exception {
    assertThat(run("shims").get(0).get("succeeded"))
        .extracting(JsonNode::asInt)
        .containsExactly(2, 2, 2);
  }

  @Test
  void shouldGetTheSameTrialAfterAKill() throws Exception {
    Process killed = python(script.toString(), engine.door().orElseThrow().toString(), "take");
    JsonNode taken;
    try (BufferedReader lines = killed.inputReader(StandardCharsets.UTF_8)) {
      taken = JSON.readTree(String.valueOf(lines.readLine()));
    } finally {
      killed.destroyForcibly().waitFor();
    }
    assertThat(taken.path("experiment").asText()).isNotEmpty();
    JsonNode again = run("again").get(0);
    assertThat(again).isEqualTo(taken);
  }

  private static List<JsonNode> run(String what) throws Exception {
    Process process = python(script.toString(), engine.door().orElseThrow().toString(), what);
    String output = output(process);
    assertThat(ends(process)).as(output).isZero();
    List<JsonNode> said = new ArrayList<>();
    for (String line : output.lines().toList()) {
      said.add(JSON.readTree(line));
    }
    return said;
  }

  private static Process python(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("python3", "-B"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.directory(CLIENT.toFile());
    builder.environment().put("PYTHONPATH", CLIENT.toString());
    return builder.start();
  }

  private static String output(Process process) throws IOException {
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  private static int ends(Process process) throws InterruptedException {
    if (!process.waitFor(180, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
    return process.exitValue();
  }

  private static boolean isThere() {
    try {
      Process process =
          new ProcessBuilder("python3", "-c", "import sys; sys.exit(sys.version_info < (3, 9))")
              .start();
      return process.waitFor() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The file lies beside the rooms, wherever the build was started. */
  private static Path client() {
    Path here = Path.of("").toAbsolutePath();
    Path inRoot = here.resolve("clients/python");
    return Files.isDirectory(inRoot) ? inRoot : here.resolveSibling("clients/python");
  }
}
