package io.athanor.allinone.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.athanor.acquisition.AcquisitionConfig;
import io.athanor.allinone.client.Campaigns;
import io.athanor.allinone.explain.ExplainCommand;
import io.athanor.bridge.BridgeApp;
import io.athanor.bridge.BridgeConfig;
import io.athanor.bridge.ledger.LedgerFile;
import io.athanor.event.ExperimentProgressed;
import io.athanor.event.ExperimentState;
import io.athanor.event.ReadingReported;
import io.athanor.schemas.settings.Settings;
import io.athanor.schemas.signing.Ed25519;
import io.athanor.schemas.topic.Topics;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A bridge at the door of an engine that signs its orders. */
class BridgeIT {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir static Path directory;
  private static Engine engine;
  private static Line line;
  private static Path key;

  @BeforeAll
  static void start() throws IOException {
    engine = Engine.start(EngineConfig.onFreePorts(directory, Map.of()), EngineListener.SILENT);
    line = new Line(engine.kafka(), engine.door().orElseThrow());
    key = Path.of(engine.settings().get(AcquisitionConfig.SIGNING_KEY) + ".pub");
    Files.writeString(
        directory.resolve("envelope.yaml"),
        "parameters:\n  temperature: {unit: K, low: 273.15, high: 300}\n");
  }

  @AfterAll
  static void stop() {
    if (engine != null) {
      engine.close();
    }
  }

  @Test
  void shouldMakeEachExperimentOnceOverRestarts() throws Exception {
    line.campaign("made", 3);
    BridgeConfig config = config("made", "robot-1");
    running(config, () -> succeeded("made") > 0);
    running(config, () -> succeeded("made") == 3);
    running(config, () -> concluded("made"));
    try (LedgerFile ledger = LedgerFile.open(config.ledger())) {
      assertThat(ledger.state().begun()).isEqualTo(3);
      assertThat(ledger.state().open()).isEmpty();
    }
    List<ExperimentProgressed> permissions =
        line.events(Topics.EXPERIMENT_PROGRESSED).stream()
            .filter(each -> each.getCampaignId().equals("made"))
            .filter(each -> each.getState() == ExperimentState.RUNNING)
            .toList();
    assertThat(permissions)
        .hasSize(3)
        .extracting(ExperimentProgressed::getExperimentId)
        .doesNotHaveDuplicates();
    assertThat(line.events(Topics.READING_REPORTED))
        .filteredOn(each -> "made".equals(each.getCampaignId()))
        .hasSize(3)
        .extracting(ReadingReported::getExperimentId)
        .doesNotHaveDuplicates();
    explain(permissions.get(0).getExperimentId());
  }

  @Test
  void shouldBeginNothingWhileItsRobotIsStopped() throws Exception {
    line.campaign("stopped", 3);
    BridgeConfig config = config("stopped", "robot-2");
    await()
        .atMost(PATIENCE)
        .until(() -> !line.door().lease("stopped", "robot-2", 1, Duration.ofSeconds(5)).isEmpty());
    String halt = "{\"scope\":\"instrument/robot-2\",\"halted\":true,\"by\":\"me\"}";
    ask(request("/v1/halts").POST(HttpRequest.BodyPublishers.ofString(halt)));
    await()
        .atMost(PATIENCE)
        .until(() -> ask(request("/v1/halts").GET()).contains("instrument/robot-2"));
    running(config, () -> progress("stopped").failed() > 0);
    try (LedgerFile ledger = LedgerFile.open(config.ledger())) {
      assertThat(ledger.state().begun()).isZero();
    }
    assertThat(line.events(Topics.EXPERIMENT_PROGRESSED))
        .filteredOn(each -> each.getCampaignId().equals("stopped"))
        .filteredOn(each -> each.getState() == ExperimentState.FAILED)
        .isNotEmpty()
        .allMatch(each -> each.getReason().startsWith("halted"));
  }

  /** Whether the signature is checked with the keys that are given. */
  private static void explain(String experiment) throws IOException {
    Path settings = directory.resolve("explain.properties");
    Files.writeString(
        settings,
        "kafka.bootstrap.servers=%s%nschema.registry.url=%s%n"
            .formatted(
                engine.kafka().bootstrapServers(),
                engine.kafka().registry().get("schema.registry.url")));
    Ed25519.readOrCreate(directory.resolve("stranger.pem"));
    Map<Path, String> said =
        Map.of(key, "valid, by", directory.resolve("stranger.pem.pub"), "NOT valid: unknown key");
    for (Map.Entry<Path, String> each : said.entrySet()) {
      StringWriter printed = new StringWriter();
      int code =
          new CommandLine(new ExplainCommand())
              .setOut(new PrintWriter(printed))
              .execute(
                  "--proposal",
                  experiment,
                  "--config",
                  settings.toString(),
                  "--keys",
                  each.getKey().toString());
      assertThat(printed.toString()).contains("the same", "signature  " + each.getValue());
      assertThat(code).isEqualTo(each.getKey().equals(key) ? 0 : 1);
    }
  }

  private static void running(BridgeConfig config, Callable<Boolean> until) throws Exception {
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try (BridgeApp app = BridgeApp.open(config)) {
      Future<?> run =
          thread.submit(
              () -> {
                app.run();
                return null;
              });
      await().atMost(PATIENCE).until(until);
      app.stop();
      // it may be asking for work that is not there
      run.get(60, TimeUnit.SECONDS);
    } finally {
      thread.shutdownNow();
    }
  }

  private static boolean concluded(String campaignId) {
    return line.events(Topics.CAMPAIGN_CONCLUDED).stream()
        .anyMatch(each -> each.getCampaignId().equals(campaignId));
  }

  private static int succeeded(String campaignId) {
    return progress(campaignId).succeeded();
  }

  private static Campaigns.Progress progress(String campaignId) {
    return line.door().campaign(campaignId).orElseThrow().progress();
  }

  private static HttpRequest.Builder request(String path) {
    URI uri = engine.door().orElseThrow().resolve(path);
    return HttpRequest.newBuilder(uri).header("Content-Type", "application/json");
  }

  private static String ask(HttpRequest.Builder request) throws Exception {
    HttpResponse<String> response =
        HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    assertThat(response.statusCode()).as(response.body()).isBetween(200, 299);
    return response.body();
  }

  private static BridgeConfig config(String campaignId, String robot) {
    return BridgeConfig.of(
        Settings.of(
            Map.ofEntries(
                Map.entry(BridgeConfig.DOOR.name(), engine.door().orElseThrow().toString()),
                // a bridge that is told to end sits out what it asked for
                Map.entry(BridgeConfig.WAIT.name(), "1s"),
                Map.entry(BridgeConfig.INSTRUMENT.name(), robot),
                Map.entry(BridgeConfig.CAMPAIGNS.name(), campaignId),
                Map.entry(BridgeConfig.SIMULATED.name(), "true"),
                Map.entry(BridgeConfig.KEYS.name(), key.toString()),
                Map.entry(
                    BridgeConfig.ENVELOPE.name(), directory.resolve("envelope.yaml").toString()),
                Map.entry(
                    BridgeConfig.LEDGER.name(), directory.resolve(robot + ".jsonl").toString()),
                Map.entry(BridgeConfig.VIRTUAL_PROPERTY.name(), Line.PROPERTY),
                Map.entry(BridgeConfig.VIRTUAL_UNIT.name(), "%")),
            BridgeConfig.SETTINGS));
  }
}
