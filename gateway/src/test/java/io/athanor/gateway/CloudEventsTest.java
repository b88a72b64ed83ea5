package io.athanor.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.athanor.event.CandidateProposed;
import io.athanor.event.InstrumentRegistered;
import io.athanor.event.LiteratureEmbedded;
import io.athanor.event.ReadingReported;
import io.athanor.event.SimulationCompleted;
import io.athanor.gateway.problem.Problem;
import io.athanor.schemas.topic.Topics;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CloudEventsTest {
  private static final String PATH = "/v1/cloudevents";
  private static final String STRUCTURED = "application/cloudevents+json";
  private static final String BATCH = "application/cloudevents-batch+json; charset=utf-8";
  private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

  private final Door door = new Door();

  @AfterEach
  void close() {
    door.close();
  }

  private static JsonObject event(String id, JsonObject data) {
    return new JsonObject()
        .put("specversion", "1.0")
        .put("id", id)
        .put("source", "instrument/i-1")
        .put("type", "io.athanor.reading-reported")
        .put("time", "2026-01-02T03:04:05Z")
        .put("subject", "s-1")
        .put("traceparent", TRACE)
        .put("data", data);
  }

  private Door.Answer structured(JsonObject event) {
    return door.post(PATH, event, "Content-Type", STRUCTURED);
  }

  @Test
  void shouldMakeTheSameEventInEveryModeAsRestDoes() {
    JsonObject reading = ReadingErrorsTest.reading();

    Door.Answer rest =
        door.post(
            "/v1/readings",
            reading.copy().put("occurredAt", "2026-01-02T03:04:05Z"),
            "Idempotency-Key",
            "run 9/a");
    Door.Answer structured = structured(event("run 9/a", reading));
    Door.Answer batch =
        door.post(
            PATH, new JsonArray().add(event("run 9/a", reading)).encode(), "Content-Type", BATCH);
    Door.Answer binary =
        door.post(
            PATH,
            reading,
            "ce-specversion",
            "1.0",
            "ce-id",
            "run%209/%61",
            "ce-source",
            "instrument/i-1",
            "ce-type",
            "io.athanor.reading-reported",
            "ce-time",
            "2026-01-02T03:04:05Z",
            "ce-subject",
            "s-1",
            "ce-traceparent",
            TRACE);

    assertThat(List.of(rest.status(), structured.status(), batch.status(), binary.status()))
        .containsOnly(202);
    List<ReadingReported> events = door.log.events(Topics.READING_REPORTED);
    assertThat(events).hasSize(4);
    assertThat(events.stream().map(each -> each.getMeta().getId()).distinct())
        .containsExactly(rest.json().getString("id"));
    assertThat(events)
        .allSatisfy(
            each -> {
              assertThat(each.getPayload()).isEqualTo(events.get(0).getPayload());
              assertThat(each.getMeta().getSource()).isEqualTo("instrument/i-1");
              assertThat(each.getMeta().getOccurredAt()).isEqualTo("2026-01-02T03:04:05Z");
            });
    assertThat(events.subList(1, 4))
        .allSatisfy(
            each -> {
              assertThat(each.getMeta().getSubject()).isEqualTo("s-1");
              assertThat(each.getMeta().getTraceparent()).isEqualTo(TRACE);
            });
  }

  @Test
  void shouldReadEveryLetterInAHeader() {
    JsonObject reading = ReadingErrorsTest.reading();
    JsonObject plain = event("µ 1+2", reading);
    List.of("time", "subject", "traceparent").forEach(plain::remove);

    Door.Answer binary =
        door.post(
            PATH,
            reading,
            "ce-specversion",
            "1.0",
            "ce-id",
            "%C2%B5%201+2",
            "ce-source",
            "\"instrument/i-1\"",
            "ce-type",
            "io.athanor.reading-reported");

    assertThat(binary.json().getString("id")).isEqualTo(structured(plain).json().getString("id"));
  }

  @Test
  void shouldLetTheDataSayWhenItHappened() {
    JsonObject reading = ReadingErrorsTest.reading().put("occurredAt", "2025-05-05T00:00:00Z");

    structured(event("a", reading));

    assertThat(door.log.events(Topics.READING_REPORTED).get(0).getMeta().getOccurredAt())
        .isEqualTo("2025-05-05T00:00:00Z");
  }

  @Test
  void shouldTakeEveryTypeThatAnInstrumentOrAnImporterSays() {
    door.define("a");
    JsonArray events =
        new JsonArray()
            .add(event("1", FactsTest.simulation()).put("type", "io.athanor.simulation-completed"))
            .add(event("2", FactsTest.literature()).put("type", "io.athanor.literature-embedded"))
            .add(
                event("3", FactsTest.instrument().put("instrumentId", "i-9"))
                    .put("type", "io.athanor.instrument-registered"))
            .add(
                event(
                        "4",
                        new JsonObject(
                            "{\"campaignId\":\"a\",\"index\":0,\"parameters\":{\"x\":0.5}}"))
                    .put("type", "io.athanor.candidate-proposed"));

    Door.Answer answer = door.post(PATH, events.encode(), "Content-Type", BATCH);

    assertThat(answer.status()).as(answer.text()).isEqualTo(202);
    SimulationCompleted simulation = door.log.events(Topics.SIMULATION_COMPLETED).get(0);
    LiteratureEmbedded document = door.log.events(Topics.LITERATURE_EMBEDDED).get(0);
    InstrumentRegistered instrument = door.log.events(Topics.INSTRUMENT_REGISTERED).get(0);
    CandidateProposed candidate = door.log.events(Topics.CANDIDATE_PROPOSED).get(0);
    assertThat(simulation.getMeta().getSource()).isEqualTo("instrument/i-1");
    assertThat(document.getMeta().getSubject()).isEqualTo("s-1");
    assertThat(instrument.getInstrumentId()).isEqualTo("i-9");
    assertThat(candidate.getIndex()).isZero();
    assertThat(answer.json().getJsonArray("results").stream().map(JsonObject.class::cast))
        .extracting(each -> each.getString("id"))
        .startsWith(
            simulation.getMeta().getId(), document.getMeta().getId(), instrument.getMeta().getId());
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          specversion     | 0.3                   | 400 | contract               | /specversion
          type            | io.athanor.gossip     | 400 | contract               | /type
          type            | reading-reported      | 400 | contract               | /type
          time            | yesterday             | 422 | invalid-field          | /time
          time            | 2999-01-01T00:00:00Z  | 422 | future-timestamp       | /time
          datacontenttype | text/csv              | 415 | unsupported-media-type | /datacontenttype
          """)
  void shouldNameTheAttributeThatCannotBe(
      String name, String value, int status, String code, String field) {
    Door.Answer answer = structured(event("a", ReadingErrorsTest.reading()).put(name, value));

    refused(answer, status, code, field);
  }

  @Test
  void shouldNameTheFieldOfTheDataThatCannotBe() {
    JsonObject unit = ReadingErrorsTest.reading();
    unit.getJsonObject("scalars").getJsonObject("gap").put("unit", "furlongs");

    refused(structured(event("a", unit)), 422, "unknown-unit", "/data/scalars/gap/unit");
    refused(
        structured(event("a", ReadingErrorsTest.reading().put("campaignId", "nowhere"))),
        422,
        "unknown-campaign",
        "/data/campaignId");
    refused(structured(event("a", new JsonObject())), 400, "contract", null);
    JsonObject without = event("a", ReadingErrorsTest.reading());
    without.remove("data");
    refused(structured(without), 400, "contract", "/data");
    refused(
        structured(
            event("a", new JsonObject().put("campaignId", "nowhere").put("index", 0))
                .put("type", "io.athanor.candidate-proposed")),
        422,
        "unknown-campaign",
        "/data/campaignId");
    assertThat(door.log.events(Topics.READING_REPORTED)).isEmpty();
  }

  @Test
  void shouldRefuseABinaryEventWithoutItsAttributes() {
    JsonObject data = ReadingErrorsTest.reading();

    refused(door.post(PATH, data), 400, "contract", "ce-specversion");
    refused(
        door.post(PATH, data, "ce-specversion", "1.0", "ce-id", "%zz"), 400, "contract", "ce-id");
    refused(
        door.post(PATH, data, "ce-specversion", "1.0", "ce-id", "1", "ce-source", "s"),
        400,
        "contract",
        "ce-type");
    refused(
        door.post(PATH, data, "Content-Type", "text/plain"),
        415,
        "unsupported-media-type",
        "Content-Type");
  }

  @Test
  void shouldAnswerEachEventOfABatchForItself() {
    JsonArray events =
        new JsonArray()
            .add(event("a", ReadingErrorsTest.reading()))
            .add(event("b", new JsonObject()))
            .add(new JsonObject());

    Door.Answer some = door.post(PATH, events.encode(), "Content-Type", BATCH);
    events.remove(0);
    Door.Answer none = door.post(PATH, events.encode(), "Content-Type", BATCH);

    assertThat(some.status()).isEqualTo(207);
    assertThat(some.json().getJsonArray("results").getJsonObject(0).getString("sampleId"))
        .isEqualTo("s-1");
    assertThat(none.status()).isEqualTo(422);
    JsonObject error = none.json().getJsonArray("results").getJsonObject(1).getJsonObject("error");
    assertThat(error.getString("field")).startsWith("/");
    assertThat(error.getString("detail")).isEqualTo("is missing");
    refused(door.post(PATH, "[1]", "Content-Type", BATCH), 400, "contract", "/0");
    refused(door.post(PATH, "{}", "Content-Type", BATCH), 400, "contract", "");
  }

  @Test
  void shouldRefuseJsonThatIsTooDeep() {
    String deep = "{\"a\":".repeat(100_000);

    refused(structured(deep), 400, "malformed-json", "");
    refused(door.post(PATH, "[".repeat(100_000), "Content-Type", BATCH), 400, "malformed-json", "");
    refused(door.post("/v1/bluesky/start", deep), 400, "malformed-json", "");
  }

  /** Whatever is sent is answered with one of the few statuses that the contract has. */
  @Test
  void shouldAnswerTenThousandBrokenEvents() {
    Random random = new Random(11);
    byte[] whole =
        event("a", ReadingErrorsTest.reading()).encode().getBytes(StandardCharsets.UTF_8);
    Set<Integer> statuses = new TreeSet<>();
    for (int i = 0; i < 10_000; i++) {
      String body = new String(broken(whole, random), StandardCharsets.ISO_8859_1);
      int status =
          switch (random.nextInt(3)) {
            case 0 -> structured(body).status();
            case 1 -> door.post(PATH, "[" + body + "]", "Content-Type", BATCH).status();
            default ->
                door.post(
                        PATH,
                        body,
                        "ce-specversion",
                        "1.0",
                        "ce-id",
                        printable(random),
                        "ce-source",
                        printable(random),
                        "ce-type",
                        random.nextBoolean() ? "io.athanor.reading-reported" : printable(random))
                    .status();
          };
      statuses.add(status);
    }

    assertThat(statuses).contains(202, 400, 422).isSubsetOf(202, 207, 400, 415, 422);
    assertThat(door.log.events(Topics.READING_REPORTED)).isNotEmpty();
    assertThat(door.app.isAlive()).isTrue();
  }

  private Door.Answer structured(String body) {
    return door.post(PATH, body, "Content-Type", STRUCTURED);
  }

  private static byte[] broken(byte[] whole, Random random) {
    byte[] bytes = whole.clone();
    int changes = random.nextInt(4);
    for (int i = 0; i < changes; i++) {
      int at = random.nextInt(bytes.length);
      bytes[at] =
          random.nextBoolean() ? (byte) random.nextInt(256) : bytes[(at + 1) % bytes.length];
    }
    return random.nextInt(8) == 0
        ? java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length))
        : bytes;
  }

  private static String printable(Random random) {
    StringBuilder text = new StringBuilder();
    int length = 1 + random.nextInt(20);
    for (int i = 0; i < length; i++) {
      text.append((char) (33 + random.nextInt(94)));
    }
    return text.toString();
  }

  private static void refused(Door.Answer answer, int status, String code, String field) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    assertThat(answer.contentType()).isEqualTo(Problem.MEDIA_TYPE);
    assertThat(answer.code()).as(answer.text()).isEqualTo(code);
    if (field != null) {
      assertThat(answer.field()).as(answer.text()).isEqualTo(field);
    }
  }
}
