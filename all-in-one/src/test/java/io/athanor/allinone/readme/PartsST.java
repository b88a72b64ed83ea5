package io.athanor.allinone.readme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.athanor.allinone.embedded.EmbeddedKafka;
import io.athanor.allinone.embedded.EmbeddedRegistry;
import io.athanor.allinone.embedded.Ports;
import io.athanor.allinone.engine.EngineSettings;
import io.athanor.allinone.system.ChildAthanor;
import io.athanor.schemas.settings.KafkaConnection;
import io.athanor.schemas.settings.Settings;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each part in a process of its own, against a broker and a registry that none of them started. */
class PartsST {
  private static final List<String> PARTS =
      List.of("streams", "inference-worker", "acquisition", "gateway");

  @TempDir Path directory;

  @Test
  void shouldCloseTheLapWithEveryPartInAProcessOfItsOwn() throws Exception {
    try (EmbeddedKafka broker = EmbeddedKafka.start(EmbeddedKafka.Config.in(directory));
        EmbeddedRegistry registry =
            EmbeddedRegistry.start(connection(broker), 0, Duration.ofMinutes(1))) {
      int door = Ports.free();
      String common =
          "kafka.bootstrap.servers=%s%nschema.registry.url=%s%ngateway.port=%d%n"
              .formatted(broker.bootstrapServers(), registry.url(), door);
      try (ChildAthanor topics = start("topics", common)) {
        assertThat(topics.await(Duration.ofMinutes(1))).as(topics.printed()).isZero();
      }
      Map<ChildAthanor, Integer> parts = new LinkedHashMap<>();
      try {
        for (String part : PARTS) {
          int management = Ports.free();
          parts.put(start(part, common + "management.port=" + management + "\n"), management);
        }
        parts.forEach(
            (part, management) ->
                await()
                    .atMost(Duration.ofMinutes(2))
                    .untilAsserted(
                        () -> assertThat(isReady(management)).as(part.printed()).isTrue()));

        assertThat(lap(door))
            .contains("event: proposal", "event: observation", "\"state\":\"succeeded\"");

        for (ChildAthanor part : parts.keySet()) {
          assertThat(part.terminate(Duration.ofMinutes(1))).as(part.printed()).isZero();
        }
      } finally {
        parts.keySet().forEach(ChildAthanor::close);
      }
    }
  }

  private static KafkaConnection connection(EmbeddedKafka broker) {
    return KafkaConnection.of(
        Settings.of(
            Map.of(KafkaConnection.BOOTSTRAP_SERVERS.name(), broker.bootstrapServers()),
            EngineSettings.all()));
  }

  private ChildAthanor start(String part, String settings) throws IOException {
    Path file = directory.resolve(part + ".properties");
    Files.writeString(
        file,
        settings
            + "streams.state-dir="
            + directory.resolve("state-streams")
            + "\nacquisition.state-dir="
            + directory.resolve("state-acquisition")
            + "\n");
    return ChildAthanor.start(
        directory.resolve(part + ".out"), List.of("run", part, "--config", file.toString()));
  }

  private static boolean isReady(int management) {
    try {
      URI uri = URI.create("http://127.0.0.1:" + management + "/health/ready");
      return ((HttpURLConnection) uri.toURL().openConnection()).getResponseCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  /** The README's session with curl, at another port. */
  private String lap(int door) throws IOException, InterruptedException {
    String session = Readme.blocks().get(0).code().replace("localhost:8080", "localhost:" + door);
    Path script = Files.writeString(directory.resolve("curl.sh"), session);
    Path output = directory.resolve("curl.out");
    Process curl =
        new ProcessBuilder("bash", "-eu", script.toString())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    if (!curl.waitFor(120, TimeUnit.SECONDS)) {
      curl.destroyForcibly().waitFor();
    }
    return Files.readString(output, StandardCharsets.UTF_8);
  }
}
