package io.athanor.allinone.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.athanor.allinone.client.Campaigns;
import io.athanor.allinone.explain.ExplainCommand;
import io.athanor.allinone.explain.VerifyDecisionsCommand;
import io.athanor.allinone.explain.WhyCommand;
import io.athanor.event.CampaignConcluded;
import io.athanor.event.CampaignDefined;
import io.athanor.event.DeadLetter;
import io.athanor.event.ObservationDerived;
import io.athanor.schemas.serde.AvroCodec;
import io.athanor.schemas.topic.Topics;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The lap by the public door, on real parts. */
class LapIT {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir static Path directory;
  private static Engine engine;
  private static Line line;

  @BeforeAll
  static void start() {
    engine = Engine.start(EngineConfig.onFreePorts(directory, Map.of()), EngineListener.SILENT);
    line = new Line(engine.kafka(), engine.door().orElseThrow());
  }

  @AfterAll
  static void stop() {
    if (engine != null) {
      engine.close();
    }
  }

  @Test
  void shouldAnswerEachReadingWithTheNextExperiment() {
    line.campaign("lap", 6);
    List<String> experiments = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      experiments.add(line.measure("lap", "robot"));
    }
    assertThat(experiments).doesNotHaveDuplicates();
    Awaitility.await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              Campaigns.Progress progress = line.door().campaign("lap").orElseThrow().progress();
              assertThat(progress.observations()).isEqualTo(6);
              assertThat(progress.succeeded()).isEqualTo(6);
              assertThat(progress.best().unit()).isEqualTo("%");
            });
    assertThat(line.events(Topics.EXPERIMENT_PROPOSED).stream())
        .filteredOn(each -> each.getCampaignId().equals("lap"))
        .extracting(each -> each.getCandidateId())
        .as("nothing is proposed twice, nothing beyond the budget")
        .doesNotHaveDuplicates()
        .hasSize(6);
  }

  @Test
  void shouldDeriveEachProposalAgainFromTheLog() throws Exception {
    line.campaign("again", 4);
    List<String> experiments = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      experiments.add(line.measure("again", "robot"));
    }
    Path settings = directory.resolve("again.properties");
    Files.writeString(
        settings,
        "kafka.bootstrap.servers=%s%nschema.registry.url=%s%n"
            .formatted(
                engine.kafka().bootstrapServers(),
                engine.kafka().registry().get("schema.registry.url")));
    for (String experiment : experiments) {
      Path report = directory.resolve(experiment + ".json");
      StringWriter printed = new StringWriter();
      int code =
          new CommandLine(new ExplainCommand())
              .setOut(new PrintWriter(printed))
              .execute(
                  "--proposal",
                  experiment,
                  "--config",
                  settings.toString(),
                  "--report",
                  report.toString());
      assertThat(code).as(printed.toString()).isZero();
      assertThat(printed.toString()).contains(experiment, "campaign again", "the same");
      assertThat(JSON.readTree(report.toFile()).path("exact").asBoolean()).isTrue();
    }
    shouldSayWhyAndVerify(experiments.get(3), settings);
    assertThat(line.events(Topics.CAMPAIGN_CONCLUDED))
        .filteredOn(each -> each.getCampaignId().equals("again"))
        .extracting(CampaignConcluded::getRule)
        .containsExactly("budget");
  }

  private void shouldSayWhyAndVerify(String experiment, Path settings) throws Exception {
    Path why = directory.resolve("why.json");
    StringWriter printed = new StringWriter();
    assertThat(
            new CommandLine(new WhyCommand())
                .setOut(new PrintWriter(printed))
                .execute(experiment, "--config", settings.toString(), "--json", why.toString()))
        .isZero();
    assertThat(printed.toString()).contains(experiment, "campaign again", "the same", "without");
    JsonNode document = JSON.readTree(why.toFile());
    assertThat(document.path("derivation").path("exact").asBoolean()).isTrue();
    assertThat(document.path("proposal").path("offset").isIntegralNumber()).isTrue();
    Path report = directory.resolve("verified.json");
    assertThat(
            new CommandLine(new VerifyDecisionsCommand())
                .setOut(new PrintWriter(new StringWriter()))
                .execute(
                    "--config",
                    settings.toString(),
                    "--influence",
                    "2",
                    "--report",
                    report.toString()))
        .isZero();
    JsonNode verified = JSON.readTree(report.toFile());
    assertThat(verified.path("proposals").asInt()).isGreaterThanOrEqualTo(4);
    assertThat(verified.path("identical")).isEqualTo(verified.path("proposals"));
    assertThat(verified.path("influence").path("asStated"))
        .isEqualTo(verified.path("influence").path("checked"));
  }

  @Test
  void shouldAnswerBadInputClearly() throws Exception {
    line.campaign("door", 3);
    assertRefused("{\"sampleId\":", 400, "");
    assertRefused(reading("door", "1", "%").replace("\"sampleId\":\"s\",", ""), 400, "sampleId");
    assertRefused(reading("door", "1", "furlong"), 422, "unit");
    assertRefused(reading("door", "NaN", "%"), 400, "");
    assertRefused(reading("nowhere", "1", "%"), 422, "campaign");
    String future = Instant.now().plus(Duration.ofHours(1)).toString();
    assertRefused(
        reading("door", "1", "%")
            .replace("{\"sampleId\"", "{\"occurredAt\":\"" + future + "\",\"sampleId\""),
        422,
        "occurredAt");
    assertRefused("x".repeat(10 << 20), 413, "");
    line.report("good", "door", null, null, 1.0);
  }

  @Test
  void shouldSetAsideWhatIsNoEventAndGoOn() throws Exception {
    line.campaign("log", 3);
    int before = line.events(Topics.DEAD_LETTER_STREAMS).size();
    byte[] key = "s".getBytes(StandardCharsets.UTF_8);
    line.put(Topics.READING_REPORTED, key, "no avro at all".getBytes(StandardCharsets.UTF_8));
    line.put(Topics.READING_REPORTED, key, ByteBuffer.allocate(6).put((byte) 0).putInt(99).array());
    CampaignDefined foreign = line.events(Topics.CAMPAIGN_DEFINED).get(0);
    byte[] wrong =
        AvroCodec.of(engine.kafka().serdes(), CampaignDefined.class)
            .encode(Topics.CAMPAIGN_DEFINED.name(), foreign);
    line.put(Topics.READING_REPORTED, key, wrong);
    line.measure("log", "robot");
    Awaitility.await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              List<DeadLetter> letters = line.events(Topics.DEAD_LETTER_STREAMS);
              assertThat(letters.subList(before, letters.size()))
                  .extracting(DeadLetter::getCode)
                  .contains("undecodable", "unknown-schema", "wrong-schema");
              assertThat(line.events(Topics.OBSERVATION_DERIVED))
                  .extracting(ObservationDerived::getCampaignId)
                  .contains("log");
            });
    assertThat(engine.isReady()).isTrue();
  }

  private static String reading(String campaign, String value, String unit) {
    return "{\"sampleId\":\"s\",\"campaignId\":\""
        + campaign
        + "\",\"instrumentId\":\"i\",\"technique\":\"gravimetry\",\"scalars\":{\"yield\":{\"value\":"
        + value
        + ",\"unit\":\""
        + unit
        + "\"}}}";
  }

  /** A refusal is a problem document whose text names what is wrong. */
  private static void assertRefused(String body, int status, String named) throws Exception {
    URI uri = engine.door().orElseThrow().resolve("/v1/readings");
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(uri)
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(body))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    JsonNode problem = JSON.readTree(answer.body());
    assertThat(problem.path("status").asInt()).as(answer.body()).isEqualTo(status);
    assertThat(answer.body()).contains(named);
  }
}
