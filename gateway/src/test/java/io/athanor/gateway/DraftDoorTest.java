package io.athanor.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.athanor.event.CandidateProposed;
import io.athanor.event.ReadingReported;
import io.athanor.schemas.topic.Topics;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.Charset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DraftDoorTest {
  private static final String OPEN =
      "id,Temperature (°C),Solvent,Yield %\n"
          + "1,20,DMF,41.5\n"
          + "2,40,EtOH,55.25\n"
          + "3,60,DMF,\n"
          + "4,80,EtOH,\n";
  private static final String MEASURED =
      OPEN.replace("DMF,\n", "DMF,61.5\n").replace(",\n", ",7.5\n");

  private final Door door = new Door();

  @AfterEach
  void close() {
    door.close();
  }

  @Test
  void shouldDraftWhatTheDoorTakesAsItIs() {
    JsonObject draft =
        csv("/v1/drafts?name=My%20yield", OPEN.getBytes(Charset.forName("UTF-8"))).json();
    assertThat(draft.getJsonArray("problems")).isEmpty();
    assertThat(draft.getString("campaignId")).isEqualTo("my-yield");

    Door.Answer defined = door.post("/v1/campaigns", draft.getJsonObject("definition"));
    assertThat(defined.status()).as(defined.text()).isEqualTo(201);
    Door.Answer proposed =
        door.post(
            "/v1/campaigns/my-yield/candidates",
            new JsonObject().put("candidates", draft.getJsonArray("candidates")));
    assertThat(proposed.status()).as(proposed.text()).isEqualTo(202);
    Door.Answer told =
        door.post(
            "/v1/readings/batch", new JsonObject().put("readings", draft.getJsonArray("readings")));
    assertThat(told.status()).as(told.text()).isEqualTo(202);

    List<String> pool =
        door.log.events(Topics.CANDIDATE_PROPOSED).stream()
            .map(CandidateProposed::getCandidateId)
            .toList();
    assertThat(door.log.events(Topics.READING_REPORTED))
        .extracting(ReadingReported::getCandidateId)
        .containsExactly(pool.get(0), pool.get(1));
  }

  @Test
  void shouldReadOldEncodings() {
    Door.Answer answer = csv("/v1/drafts", OPEN.getBytes(Charset.forName("windows-1252")));
    assertThat(answer.json().getJsonArray("columns").getJsonObject(1).getString("unit"))
        .isEqualTo("Cel");
  }

  @Test
  void shouldGiveASpaceItsHistoryInTheDefinition() {
    JsonObject draft =
        csv("/v1/drafts?rows=false", MEASURED.getBytes(Charset.forName("UTF-8"))).json();
    assertThat(draft.getJsonObject("search").getString("value")).isEqualTo("space");
    assertThat(draft.containsKey("candidates")).isFalse();
    Door.Answer defined = door.post("/v1/campaigns", draft.getJsonObject("definition"));
    assertThat(defined.status()).as(defined.text()).isEqualTo(201);
    assertThat(
            defined
                .json()
                .getJsonObject("policy")
                .getJsonArray("priorCampaigns")
                .getJsonObject(0)
                .getJsonArray("observations"))
        .hasSize(4);
  }

  @Test
  void shouldNameWhatTheDoorWouldRefuse() {
    JsonObject edits =
        new JsonObject()
            .put("search", "space")
            .put("columns", new JsonArray().add(new JsonObject().put("index", 1).put("high", 10)));
    JsonObject draft =
        door.post("/v1/drafts", new JsonObject().put("csv", MEASURED).put("edits", edits)).json();
    assertThat(draft.getJsonArray("problems").getJsonObject(0).getString("field"))
        .isEqualTo("/search/space/parameters/0/high");
    assertThat(draft.getJsonArray("columns").getJsonObject(1).getDouble("high")).isEqualTo(10);
    assertThat(door.log.events(Topics.CAMPAIGN_DEFINED)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'{\"csv\":\"a,b\\n1,2,3\\n\"}'|422|/csv|line 2: has 3 cells",
        "'{\"csv\":\"a,b\\n1,2\\n\",\"edits\":{\"goal\":\"c\"}}'|422|/csv|no column 'c'",
        "'{\"csv\":\"a,b\\n"
            + "x,2\\ny,3\\n"
            + "\",\"edits\":{\"columns\":[{\"index\":0,\"kind\":\"integer\"}]}}'|422|/csv|line 2:"
            + " column 'a'",
        "'{\"csv\":\"a,b\\n"
            + "1,2\\n"
            + "\",\"edits\":{\"columns\":[{\"index\":0},{\"index\":0}]}}'|422|/edits/columns/1/index|twice",
        "'{\"csv\":\"a,b\\n"
            + "1,2\\n"
            + "\",\"edits\":{\"search\":\"x\"}}'|400|/edits/search|must be one of",
        "'{\"edits\":{}}'|400|/csv|is missing",
      })
  void shouldSayWhereATableIsWrong(String body, int status, String field, String reason) {
    Door.Answer answer = door.post("/v1/drafts", body);
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    assertThat(answer.field()).isEqualTo(field);
    assertThat(answer.text()).contains(reason);
  }

  private Door.Answer csv(String path, byte[] bytes) {
    return door.send(
        HttpRequest.newBuilder(door.uri(path))
            .header("Content-Type", "text/csv")
            .POST(BodyPublishers.ofByteArray(bytes)));
  }
}
