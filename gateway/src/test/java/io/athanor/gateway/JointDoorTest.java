package io.athanor.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.athanor.event.SurrogateKind;
import io.athanor.schemas.topic.Topics;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a campaign asks for one posterior of all its objectives. */
class JointDoorTest {
  private final Door door = new Door();

  @AfterEach
  void close() {
    door.close();
  }

  private static JsonObject joint() {
    JsonObject campaign = Door.campaign("a");
    campaign
        .getJsonArray("objectives")
        .add(new JsonObject("{\"property\":\"other\",\"unit\":\"1\",\"goal\":\"minimize\"}"));
    return campaign.put("policy", new JsonObject().put("surrogate", "multi-output"));
  }

  @Test
  void shouldTakeItForSeveralObjectives() {
    Door.Answer answer = door.post("/v1/campaigns", joint());
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    assertThat(door.log.events(Topics.CAMPAIGN_DEFINED).get(0).getPolicy().getSurrogate())
        .isEqualTo(SurrogateKind.MULTI_OUTPUT);
    assertThat(door.get("/v1/campaigns/a").json().getJsonObject("policy").getString("surrogate"))
        .isEqualTo("multi-output");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          one objective | objectives
          a huge pool   | search
          teachers      | policy
          """)
  void shouldNameWhatItCannotBeOf(String what, String member) {
    JsonObject campaign = joint();
    switch (member) {
      case "objectives" -> campaign.getJsonArray("objectives").remove(1);
      case "search" ->
          campaign.put("search", new JsonObject("{\"pool\":{\"size\":20001,\"parameters\":[]}}"));
      default -> campaign.getJsonObject("policy").put("transferFrom", JsonArray.of("b"));
    }
    if (member.equals("search")) {
      campaign.getJsonObject("policy").put("features", JsonArray.of("embedding"));
    }
    Door.Answer answer = door.post("/v1/campaigns", campaign);
    assertThat(answer.status()).as(what + ": " + answer.text()).isEqualTo(422);
    assertThat(answer.field()).isEqualTo("/policy/surrogate");
    assertThat(door.log.events(Topics.CAMPAIGN_DEFINED)).isEmpty();
  }
}
