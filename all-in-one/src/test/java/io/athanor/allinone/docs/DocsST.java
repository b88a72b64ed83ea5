package io.athanor.allinone.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.athanor.allinone.embedded.Ports;
import io.athanor.allinone.engine.Engine;
import io.athanor.allinone.engine.EngineConfig;
import io.athanor.allinone.engine.EngineListener;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs every block of the pages, page by page, against one engine: as it is printed, but for the
 * addresses and the folder, which are the test's own.
 */
class DocsST {
  private static final Set<String> RUN = Set.of("bash", "python");

  @TempDir static Path directory;
  private static Engine engine;
  private static Map<String, String> places;
  private static Map<String, String> environment;

  @BeforeAll
  static void start() throws IOException {
    Path inbox = Files.createDirectories(directory.resolve("inbox"));
    int mqtt = Ports.free();
    Map<String, String> settings = new HashMap<>();
    settings.put("gateway.mqtt.enabled", "true");
    settings.put("gateway.mqtt.port", Integer.toString(mqtt));
    settings.put("gateway.folder.path", inbox.toString());
    settings.put("gateway.folder.settle", "1s");
    settings.put("gateway.folder.interval", "500ms");
    engine =
        Engine.start(
            EngineConfig.onFreePorts(directory.resolve("data"), settings), EngineListener.SILENT);
    URI door = engine.door().orElseThrow();
    String broker = engine.kafka().bootstrapServers();
    String registry = engine.kafka().registry().get("schema.registry.url");
    places = new LinkedHashMap<>();
    places.put("localhost:8080", door.getAuthority());
    places.put("127.0.0.1:8081", URI.create(registry).getAuthority());
    places.put("127.0.0.1:9092", broker);
    places.put("-p 1883", "-p " + mqtt);
    places.put("/var/lib/athanor/inbox", inbox.toString());
    environment = new HashMap<>();
    environment.put("PYTHONPATH", DocPage.ROOT.resolve("clients/python").toString());
    environment.put("ATHANOR_KAFKA_BOOTSTRAP_SERVERS", broker);
    environment.put("ATHANOR_SCHEMA_REGISTRY_URL", registry);
  }

  @AfterAll
  static void stop() {
    if (engine != null) {
      engine.close();
    }
  }

  static Stream<DocPage> pages() throws IOException {
    return DocPage.all().stream()
        .filter(page -> page.blocks().stream().anyMatch(each -> RUN.contains(each.language())));
  }

  @ParameterizedTest
  @MethodSource("pages")
  void shouldRunAsPrinted(DocPage page) throws Exception {
    Shell shell =
        Shell.in(directory.resolve(page.name().replaceAll("[/.]", "-")), places, environment);
    Set<String> missing = new TreeSet<>();
    for (DocPage.Block block : page.blocks()) {
      for (String need : block.needs()) {
        if (!shell.has(need)) {
          missing.add(need);
        }
      }
      if (RUN.contains(block.language()) && missing.stream().noneMatch(block.needs()::contains)) {
        Shell.Outcome outcome = shell.run(block);
        assertThat(outcome.code()).as("%s%n%s", block.code(), outcome.output()).isZero();
        for (String each : block.prints()) {
          assertThat(outcome.output()).as(block.code()).contains(each);
        }
      }
    }
    assertThat(engine.isAlive()).isTrue();
    assumeTrue(missing.isEmpty(), "not run for want of " + missing);
  }
}
