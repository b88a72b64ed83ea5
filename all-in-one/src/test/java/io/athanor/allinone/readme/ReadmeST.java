package io.athanor.allinone.readme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.athanor.allinone.engine.Engine;
import io.athanor.allinone.engine.EngineConfig;
import io.athanor.allinone.engine.EngineListener;
import io.athanor.allinone.engine.EngineSettings;
import io.athanor.schemas.settings.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the README's examples as they are printed, against an engine on the default ports. */
class ReadmeST {
  private static final int[] DEFAULT_PORTS = {8080, 8081, 9092, 9090};

  @Test
  void shouldRunTheExamplesAsPrinted(@TempDir Path directory) throws Exception {
    for (int port : DEFAULT_PORTS) {
      assumeTrue(isFree(port), "port " + port + ", which the README's examples name, is in use");
    }
    assumeTrue(
        run("python3-modules", List.of(python(), "-c", "import confluent_kafka.avro"), directory)
            .succeeded(),
        "python3-confluent-kafka, python3-avro and python3-requests are not installed");
    List<Readme.Block> blocks = Readme.blocks();
    Settings settings = Settings.of(Map.of(), EngineSettings.all());
    try (Engine engine =
        Engine.start(
            EngineConfig.everything(directory.resolve("data"), settings), EngineListener.SILENT)) {
      Path script = Files.writeString(directory.resolve("curl.sh"), blocks.get(0).code());
      Outcome curl = run("curl", List.of("bash", "-eu", script.toString()), directory);
      assertThat(curl.output())
          .contains("event: proposal", "event: progress", "event: observation")
          .contains("\"state\":\"running\"", "\"state\":\"succeeded\"");
      Path example = Files.writeString(directory.resolve("example.py"), blocks.get(1).code());
      Outcome python = run("python", List.of(python(), example.toString()), directory);
      assertThat(python.succeeded()).as(python.output()).isTrue();
      assertThat(python.output()).contains("'ni'");
      assertThat(engine.isAlive()).isTrue();
    }
  }

  private record Outcome(int code, String output) {
    boolean succeeded() {
      return code == 0;
    }
  }

  /** Debian's own Python, which has Debian's modules. */
  private static String python() {
    return Files.exists(Path.of("/usr/bin/python3")) ? "/usr/bin/python3" : "python3";
  }

  private static Outcome run(String name, List<String> command, Path directory)
      throws IOException, InterruptedException {
    Path output = directory.resolve(name + ".out");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    if (!process.waitFor(120, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
    return new Outcome(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }
}
