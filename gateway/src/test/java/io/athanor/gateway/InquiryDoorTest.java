package io.athanor.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.athanor.event.InquiryAnswered;
import io.athanor.event.InquiryKind;
import io.athanor.event.InquiryOpened;
import io.athanor.event.InquiryProblem;
import io.athanor.event.Meta;
import io.athanor.schemas.topic.Topics;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What people ask at the door, and whoever answers it by the log. */
class InquiryDoorTest {
  private final Door door = new Door();

  @AfterEach
  void close() {
    door.close();
  }

  @Test
  void shouldAnswerWhyWithWhatTheLogSays() {
    door.define("a");
    door.propose("a", 0);
    var answer =
        CompletableFuture.supplyAsync(() -> door.get("/v1/proposals/a-e0/why?influence=7"));
    InquiryOpened inquiry = opened(0);
    assertThat(inquiry.getKind()).isEqualTo(InquiryKind.WHY);
    assertThat(inquiry.getCampaignId()).isEqualTo("a");
    JsonObject request = new JsonObject(inquiry.getRequest());
    assertThat(request.getString("experimentId")).isEqualTo("a-e0");
    assertThat(request.getInteger("influence")).isEqualTo(7);
    assertThat(request.getJsonObject("position").getString("topic"))
        .isEqualTo("experiment-proposed");

    say(inquiry, "{\"proposal\":{\"experimentId\":\"a-e0\"}}", null);
    assertThat(answer.join().status()).isEqualTo(200);
    assertThat(answer.join().text()).isEqualTo("{\"proposal\":{\"experimentId\":\"a-e0\"}}");
  }

  @Test
  void shouldSayWhyThereIsNoAnswer() {
    door.define("a");
    door.propose("a", 0);
    var answer = CompletableFuture.supplyAsync(() -> door.get("/v1/proposals/a-e0/why"));
    say(opened(0), null, new InquiryProblem("experimentId", "is not in the journal"));
    assertThat(answer.join().status()).isEqualTo(422);
    assertThat(answer.join().field()).isEqualTo("experimentId");
    assertThat(door.get("/v1/proposals/b-e0/why").status()).isEqualTo(404);
  }

  @Test
  void shouldKeepAForkToBeLookedAtAndTakeTheFirstAnswer() {
    door.define("a");
    Door.Answer accepted =
        door.post(
            "/v1/campaigns/a/forks",
            "{\"at\":{\"ordinal\":3},\"policy\":{\"acquisition\":\"random\"},\"seeds\":5}");
    assertThat(accepted.status()).as(accepted.text()).isEqualTo(202);
    String path = "/v1/inquiries/" + accepted.json().getString("inquiryId");
    assertThat(door.get(path).json().getString("state")).isEqualTo("open");

    InquiryOpened inquiry = opened(0);
    say(inquiry, "{\"same\":false}", null);
    say(inquiry, "{\"same\":true}", null);
    JsonObject now = door.get(path).json();
    assertThat(now.getString("state")).isEqualTo("answered");
    assertThat(now.getJsonObject("document").getBoolean("same")).isFalse();
    assertThat(now.getJsonObject("request").getInteger("seeds")).isEqualTo(5);
    JsonObject listed =
        door.get("/v1/campaigns/a/inquiries").json().getJsonArray("inquiries").getJsonObject(0);
    assertThat(listed.getString("state")).isEqualTo("answered");
    assertThat(listed.containsKey("document")).isFalse();
  }

  @Test
  void shouldRefuseWhatCannotBeAsked() {
    door.define("a");
    assertThat(door.post("/v1/campaigns/b/forks", "{}").status()).isEqualTo(404);
    Door.Answer policy =
        door.post("/v1/campaigns/a/forks", "{\"policy\":{\"acquisition\":\"luck\"}}");
    assertThat(policy.status()).isEqualTo(400);
    assertThat(policy.field()).isEqualTo("/policy/acquisition");
    Door.Answer rehearsal =
        door.post(
            "/v1/rehearsals",
            "{\"definition\":{\"name\":\"n\",\"objectives\":[{\"property\":\"y\",\"unit\":\"parsec-ish\","
                + "\"goal\":\"maximize\"}],\"search\":{\"space\":{\"parameters\":[{\"name\":\"x\","
                + "\"kind\":\"continuous\",\"low\":0,\"high\":1}]}},\"budget\":5,\"seed\":1},"
                + "\"rows\":[{\"parameters\":{\"x\":0},\"value\":1},"
                + "{\"parameters\":{\"x\":1},\"value\":2}]}");
    assertThat(rehearsal.status()).as(rehearsal.text()).isEqualTo(422);
    assertThat(rehearsal.field()).isEqualTo("/definition/objectives/0/unit");
    assertThat(door.log.events(Topics.INQUIRY_OPENED)).isEmpty();
    assertThat(door.get("/v1/inquiries/none").status()).isEqualTo(404);
  }

  private InquiryOpened opened(int index) {
    await().until(() -> door.log.events(Topics.INQUIRY_OPENED).size() > index);
    return door.log.events(Topics.INQUIRY_OPENED).get(index);
  }

  private void say(InquiryOpened inquiry, String document, InquiryProblem problem) {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
    InquiryAnswered answered =
        InquiryAnswered.newBuilder()
            .setMeta(
                Meta.newBuilder()
                    .setId("answer-to-" + inquiry.getInquiryId())
                    .setSource("athanor/analyst")
                    .setOccurredAt(now)
                    .setRecordedAt(now)
                    .setCausedBy(List.of(inquiry.getMeta().getId()))
                    .build())
            .setInquiryId(inquiry.getInquiryId())
            .setCampaignId(inquiry.getCampaignId())
            .setKind(inquiry.getKind())
            .setDocument(document)
            .setProblem(problem)
            .build();
    door.log.append(Topics.INQUIRY_ANSWERED, inquiry.getCampaignId(), answered).join();
  }
}
