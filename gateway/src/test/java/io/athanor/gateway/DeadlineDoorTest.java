package io.athanor.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.athanor.event.AcquisitionBreakdown;
import io.athanor.event.BoundedSearch;
import io.athanor.event.CampaignDefined;
import io.athanor.event.ExperimentProposed;
import io.athanor.schemas.topic.Topics;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a campaign says what time a pick may take, and a proposal how far it looked. */
class DeadlineDoorTest {
  private static final JsonObject TERMS =
      new JsonObject("{\"policy\":{\"surrogate\":\"auto\",\"deadline\":\"PT0.050S\"}}");

  private final Door door = new Door();

  @AfterEach
  void close() {
    door.close();
  }

  @Test
  void shouldKeepTheDeadline() {
    Door.Answer answer = door.post("/v1/campaigns", Door.campaign("a").mergeIn(TERMS.copy()));
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    JsonObject shown = door.get("/v1/campaigns/a").json().getJsonObject("policy");
    assertThat(shown.getString("deadline")).isEqualTo("PT0.05S");
    CampaignDefined event = door.log.events(Topics.CAMPAIGN_DEFINED).get(0);
    assertThat(event.getPolicy().getDeadline()).isEqualTo("PT0.05S");
    door.define("plain");
    assertThat(door.get("/v1/campaigns/plain").json().getJsonObject("policy").fieldNames())
        .doesNotContain("deadline");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "PT0.050S"         | "soon"                                  | 400
          "PT0.050S"         | 0.05                                    | 400
          "PT0.050S"         | "PT"                                    | 400
          "PT0.050S"         | "PTxS"                                  | 422
          "PT0.050S"         | "PT0S"                                  | 422
          "PT0.050S"         | "PT-1S"                                 | 422
          "PT0.050S"         | "PT61M"                                 | 422
          "surrogate":"auto" | "acquisition":"knowledge-gradient"      | 422
          "surrogate":"auto" | "acquisition":"max-value-entropy"       | 422
          "surrogate":"auto" | "acquisition":"thompson-sampling"       | 422
          "surrogate":"auto" | "acquisition":"probability-of-optimality" | 422
          "surrogate":"auto" | "acquisition":"integrated-variance"     | 422
          "surrogate":"auto" | "acquisition":"desirability"            | 422
          "surrogate":"auto" | "acquisition":"random"                  | 422
          "surrogate":"auto" | "batch":"local-penalization"            | 422
          "surrogate":"auto" | "exploration":0.1                       | 422
          "surrogate":"auto" | "safe":true                             | 422
          """)
  void shouldRefuseADeadlineThatCannotBeKept(String said, String instead, int status) {
    String text = Door.campaign("a").mergeIn(TERMS.copy()).encode();
    assertThat(text).contains(said);
    Door.Answer answer = door.post("/v1/campaigns", text.replace(said, instead));
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    assertThat(answer.field()).isEqualTo("/policy/deadline");
    assertThat(door.log.events(Topics.CAMPAIGN_DEFINED)).isEmpty();
  }

  @Test
  void shouldRefuseRulesThatAskAllCandidates() {
    for (String rule : new String[] {"regretBelow", "expectedBetterBelow", "worthBelow"}) {
      JsonObject campaign = Door.campaign("a").mergeIn(TERMS.copy());
      campaign.put("stopping", new JsonObject().put(rule, 0.1));
      Door.Answer answer = door.post("/v1/campaigns", campaign);
      assertThat(answer.status()).as(answer.text()).isEqualTo(422);
      assertThat(answer.field()).isEqualTo("/policy/deadline");
    }
    JsonObject reached = Door.campaign("a").mergeIn(TERMS.copy());
    reached.put("stopping", new JsonObject().put("targetReached", 2));
    assertThat(door.post("/v1/campaigns", reached).status()).isEqualTo(201);
  }

  @Test
  void shouldRefuseFidelitiesAndInvention() {
    JsonObject levels = Door.campaign("a").put("budget", 200).mergeIn(TERMS.copy());
    levels
        .getJsonObject("policy")
        .put(
            "fidelities",
            new JsonArray(
                """
                [{"name":"dft","cost":1,"instruments":["old"],"methods":["DFT/PBE"]},
                 {"name":"device","cost":10,"instruments":["bench"],"methods":["DFT/HSE"]}]
                """));
    JsonObject inventive = inventive("a").put("policy", seeing("PT0.05S"));
    for (JsonObject campaign : List.of(levels, inventive)) {
      Door.Answer answer = door.post("/v1/campaigns", campaign);
      assertThat(answer.status()).as(answer.text()).isEqualTo(422);
      assertThat(answer.field()).isEqualTo("/policy/deadline");
    }
    assertThat(door.log.events(Topics.CAMPAIGN_DEFINED)).isEmpty();
  }

  @Test
  void shouldRefuseAForkWhoseDeadlineTheCampaignCannotKeep() {
    for (String rule : new String[] {"regretBelow", "expectedBetterBelow", "worthBelow"}) {
      JsonObject campaign = Door.campaign(rule);
      assertThat(
              door.post("/v1/campaigns", campaign.put("stopping", new JsonObject().put(rule, 0.1)))
                  .status())
          .isEqualTo(201);
      refuseFork(rule, TERMS.getJsonObject("policy"));
    }
    Door.Answer answer = door.post("/v1/campaigns", inventive("inventive"));
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    refuseFork("inventive", seeing("PT0.05S"));
    door.define("plain");
    assertThat(door.post("/v1/campaigns/plain/forks", TERMS.copy()).status()).isEqualTo(202);
    assertThat(door.log.events(Topics.INQUIRY_OPENED)).hasSize(1);
  }

  private void refuseFork(String campaign, JsonObject policy) {
    Door.Answer answer =
        door.post(
            "/v1/campaigns/" + campaign + "/forks", new JsonObject().put("policy", policy.copy()));
    assertThat(answer.status()).as(answer.text()).isEqualTo(422);
    assertThat(answer.field()).isEqualTo("/policy/deadline");
  }

  private static JsonObject seeing(String deadline) {
    JsonObject policy =
        new JsonObject().put("surrogate", "auto").put("features", JsonArray.of("prediction"));
    return deadline == null ? policy : policy.put("deadline", deadline);
  }

  private static JsonObject inventive(String id) {
    return Door.campaign(id)
        .put("search", new JsonObject("{\"pool\":{\"size\":10,\"parameters\":[]}}"))
        .put("policy", seeing(null))
        .put("invention", new JsonObject());
  }

  @Test
  void shouldTellHowFarAProposalLooked() {
    door.define("a");
    propose(0, new BoundedSearch(64, 1000, 0.25));
    propose(1, new BoundedSearch(64, 1000, null));
    propose(2, null);
    assertThat(search("a-e0").encode()).isEqualTo("{\"judged\":64,\"of\":1000,\"gap\":0.25}");
    assertThat(search("a-e1").encode()).isEqualTo("{\"judged\":64,\"of\":1000}");
    assertThat(search("a-e2")).isNull();
  }

  private JsonObject search(String experiment) {
    return door.get("/v1/experiments/" + experiment)
        .json()
        .getJsonObject("why")
        .getJsonObject("search");
  }

  private void propose(int ordinal, BoundedSearch search) {
    Instant now = Instant.parse("2026-01-02T03:00:00Z");
    ExperimentProposed plain = Events.proposal("a", ordinal, now.plusSeconds(3600), now, now);
    ExperimentProposed proposal =
        ExperimentProposed.newBuilder(plain)
            .setWhy(AcquisitionBreakdown.newBuilder(plain.getWhy()).setSearch(search).build())
            .build();
    door.log.append(Topics.EXPERIMENT_PROPOSED, "a", proposal).join();
  }
}
