package io.athanor.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.athanor.gateway.problem.Problem;
import io.athanor.schemas.topic.Topics;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bad input gets an answer that names the field, and nothing of it reaches the log. */
class ReadingErrorsTest {
  private static final Door DOOR = new Door();

  @AfterAll
  static void close() {
    DOOR.close();
  }

  static JsonObject reading() {
    return new JsonObject(
        """
        {"sampleId":"s-1","instrumentId":"i-1","technique":"scalar",
         "scalars":{"gap":{"value":1.5,"unit":"eV","sem":0.1}}}
        """);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"sampleId":                                             | 400 | malformed-json   |
          [1,2]                                                    | 400 | contract         |
          {"gap":{"value":NaN,"unit":"eV"}}                        | 400 | malformed-json   |
          {"gap":{"value":"NaN","unit":"eV"}}                      | 400 | contract         | /scalars/gap/value
          {"gap":{"value":1e999,"unit":"eV"}}                      | 422 | not-finite       | /scalars/gap/value
          {"gap":{"value":1,"unit":"eV","sem":1e999}}              | 422 | not-finite       | /scalars/gap/sem
          {"gap":{"value":1,"unit":"furlongs"}}                    | 422 | unknown-unit     | /scalars/gap/unit
          {"gap":{"value":1}}                                      | 400 | contract         | /scalars/gap/unit
          {"gap":1}                                                | 400 | contract         | /scalars/gap
          {}                                                       | 400 | contract         | /scalars
          """)
  void shouldRefuseScalars(String scalars, int status, String code, String field) {
    String body =
        scalars.startsWith("{\"gap") || scalars.equals("{}")
            ? reading().encode().replaceFirst("\"scalars\":.*}$", "\"scalars\":") + scalars + "}"
            : scalars;

    refused(DOOR.post("/v1/readings", body), status, code, field);
  }

  @Test
  void shouldRefuseAMissingCampaign() {
    refused(
        DOOR.post("/v1/readings", reading().put("campaignId", "nowhere")),
        422,
        "unknown-campaign",
        "/campaignId");
    refused(DOOR.get("/v1/campaigns/nowhere"), 404, "not-found", "campaignId");
    refused(DOOR.get("/v1/campaigns/nowhere/events"), 404, "not-found", "campaignId");
  }

  @Test
  void shouldRefuseAFutureTimestamp() {
    String future = Instant.now().plusSeconds(600).toString();

    refused(
        DOOR.post("/v1/readings", reading().put("occurredAt", future)),
        422,
        "future-timestamp",
        "/occurredAt");
    refused(
        DOOR.post("/v1/readings", reading().put("occurredAt", "yesterday")),
        422,
        "invalid-field",
        "/occurredAt");
  }

  @Test
  void shouldRefuseTenMegabytes() {
    String body = reading().put("sampleId", "x".repeat(10 * 1024 * 1024)).encode();

    refused(DOOR.post("/v1/readings", body), 413, "too-large", null);
    assertThat(DOOR.post("/v1/readings", reading()).status()).isEqualTo(202);
  }

  @Test
  void shouldRefuseCurvesThatCannotBe() {
    JsonObject curve =
        new JsonObject(
            """
            {"xName":"wavelength","xUnit":"nm","x":[400,500,500],
             "yName":"absorbance","yUnit":"1","y":[1,2,3]}
            """);
    JsonObject reading = reading();
    reading.remove("scalars");

    refused(
        DOOR.post("/v1/readings", reading.put("curve", curve)), 422, "invalid-field", "/curve/x/2");
    refused(
        DOOR.post(
            "/v1/readings", reading.put("curve", curve.put("y", new JsonArray().add(1).add(2)))),
        422,
        "invalid-field",
        "/curve/y");
    reading.mergeIn(reading());
    refused(DOOR.post("/v1/readings", reading), 400, "contract", "");
  }

  @Test
  void shouldAnswerEachReadingOfABatchForItself() {
    JsonArray readings =
        new JsonArray()
            .add(reading().put("idempotencyKey", "a"))
            .add(reading().put("campaignId", "nowhere"))
            .add(reading().put("idempotencyKey", 5));

    Door.Answer some = DOOR.post("/v1/readings/batch", new JsonObject().put("readings", readings));
    readings.remove(0);
    Door.Answer none = DOOR.post("/v1/readings/batch", new JsonObject().put("readings", readings));

    assertThat(some.status()).isEqualTo(207);
    assertThat(some.json().getJsonArray("results").getJsonObject(0).getString("sampleId"))
        .isEqualTo("s-1");
    assertThat(
            some.json()
                .getJsonArray("results")
                .getJsonObject(1)
                .getJsonObject("error")
                .getString("code"))
        .isEqualTo("unknown-campaign");
    assertThat(none.status()).isEqualTo(422);
  }

  @Test
  void shouldSpeakProblemsOutsideTheContractToo() {
    refused(DOOR.get("/v1/nothing"), 404, "not-found", null);
    refused(DOOR.get("/v1/readings"), 405, "method-not-allowed", null);
    refused(
        DOOR.post("/v1/readings", reading().encode(), "Content-Type", "text/plain"),
        415,
        "unsupported-media-type",
        "Content-Type");
    refused(DOOR.get("/v1/campaigns/%25/proposals"), 400, "contract", "campaignId");
    refused(DOOR.post("/v1/readings", ""), 400, "malformed-json", "");
  }

  private static void refused(Door.Answer answer, int status, String code, String field) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    assertThat(answer.contentType()).isEqualTo(Problem.MEDIA_TYPE);
    assertThat(answer.code()).as(answer.text()).isEqualTo(code);
    assertThat(answer.json().getInteger("status")).isEqualTo(status);
    if (field != null) {
      assertThat(answer.field()).as(answer.text()).isEqualTo(field);
    }
    assertThat(DOOR.log.events(Topics.READING_REPORTED))
        .allMatch(each -> each.getSampleId().equals("s-1") && each.getCampaignId() == null);
  }
}
