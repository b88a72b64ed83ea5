package io.athanor.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.athanor.event.CampaignConcluded;
import io.athanor.event.CampaignDefined;
import io.athanor.schemas.topic.Topics;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CampaignDoorTest {
  private static final String SEVERAL =
      """
      {"campaignId":"a","name":"Test","objectives":[
         {"property":"gap","unit":"eV","goal":"target","target":1.4,"weight":2},
         {"property":"cost","unit":"1","goal":"minimize","reference":9},
         {"property":"heat","unit":"eV","goal":"window","upper":0.2}],
       "search":{"pool":{"size":10,"parameters":[{"name":"x","kind":"continuous","unit":"1"}]}},
       "stopping":{"regretBelow":0.05,"targetReached":1.4},
       "budget":10,"seed":1}
      """;

  private final Door door = new Door();

  @AfterEach
  void close() {
    door.close();
  }

  @Test
  void shouldTakeSeveralObjectivesAndChooseThePolicyItself() {
    Door.Answer answer = door.post("/v1/campaigns", new JsonObject(SEVERAL));
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    JsonObject shown = door.get("/v1/campaigns/a").json();
    assertThat(shown.getJsonObject("policy"))
        .isEqualTo(
            new JsonObject(
                """
                {"acquisition":"auto","surrogate":"auto","features":["parameters"],"kappa":1.0,
                 "initialDesign":2,"batch":"conditional-variance","safe":false,
                 "exploration":0.0}
                """));
    assertThat(shown.getJsonObject("stopping"))
        .isEqualTo(new JsonObject().put("regretBelow", 0.05).put("targetReached", 1.4));
    assertThat(shown.getJsonArray("objectives").getJsonObject(2))
        .isEqualTo(
            new JsonObject()
                .put("property", "heat")
                .put("unit", "eV")
                .put("goal", "window")
                .put("upper", 0.2)
                .put("weight", 1.0));
    CampaignDefined event = door.log.events(Topics.CAMPAIGN_DEFINED).get(0);
    assertThat(event.getObjectives().get(0).getWeight()).isEqualTo(2);
    assertThat(event.getObjectives().get(1).getReference()).isEqualTo(9);
    assertThat(event.getStopping().getWorthBelow()).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"goal\":\"window\",\"upper\":0.2 | \"goal\":\"window\" | objectives/2/lower",
        "\"upper\":0.2 | \"upper\":0.2,\"lower\":0.3 | objectives/2/upper",
        "\"weight\":2 | \"weight\":0 | objectives/0/weight",
        "\"weight\":2 | \"weight\":1e999 | objectives/0/weight",
        "\"property\":\"heat\" | \"property\":\"gap\" | objectives/2/property",
        "\"target\":1.4, | | objectives/0/target",
        "\"regretBelow\":0.05 | \"regretBelow\":0 | stopping/regretBelow",
      })
  void shouldRefuseAnObjectiveThatCannotBe(String said, String instead, String field) {
    String body = SEVERAL.replace(said, instead == null ? "" : instead);
    assertThat(body).isNotEqualTo(SEVERAL);
    Door.Answer answer = door.post("/v1/campaigns", body);
    assertThat(answer.status()).isIn(400, 422);
    assertThat(answer.text()).contains(field);
    assertThat(door.log.events(Topics.CAMPAIGN_DEFINED)).isEmpty();
  }

  @Test
  void shouldTakeAShareOfUniformPicksWherePicksAreMadeOneByOne() {
    JsonObject policy = new JsonObject().put("exploration", 0.1);
    JsonObject campaign = new JsonObject(SEVERAL).put("policy", policy);
    assertThat(door.post("/v1/campaigns", campaign).status()).isEqualTo(201);
    CampaignDefined event = door.log.events(Topics.CAMPAIGN_DEFINED).get(0);
    assertThat(event.getPolicy().getExploration()).isEqualTo(0.1);
    Door.Answer always =
        door.post(
            "/v1/campaigns", campaign.copy().put("policy", policy.copy().put("exploration", 1)));
    assertThat(always.status()).isEqualTo(400);
    assertThat(always.text()).contains("policy/exploration");
    Door.Answer together =
        door.post(
            "/v1/campaigns",
            campaign.copy().put("policy", policy.copy().put("batch", "determinantal")));
    assertThat(together.status()).isEqualTo(422);
    assertThat(together.field()).isEqualTo("/policy/exploration");
    assertThat(door.log.events(Topics.CAMPAIGN_DEFINED)).hasSize(1);
  }

  @Test
  void shouldTakePastCampaigns() {
    String past =
        """
        {"priorCampaigns":[{"name":"last year","observations":[
          {"parameters":{"x":0.25},"value":1.5},{"parameters":{"x":0.5},"value":1.25}]}]}
        """;
    JsonObject campaign = new JsonObject(SEVERAL).put("policy", new JsonObject(past));
    assertThat(door.post("/v1/campaigns", campaign).status()).isEqualTo(201);
    assertThat(
            door.get("/v1/campaigns/a")
                .json()
                .getJsonObject("policy")
                .getJsonArray("priorCampaigns"))
        .isEqualTo(new JsonObject(past).getJsonArray("priorCampaigns"));
    Door.Answer lacking =
        door.post("/v1/campaigns", campaign.encode().replace("\"x\":0.25", "\"y\":0.25"));
    assertThat(lacking.status()).isIn(400, 422);
    assertThat(lacking.field()).isEqualTo("/policy/priorCampaigns/0/observations/0/parameters/x");
  }

  @Test
  void shouldTakeOrderedLevelsInAPool() {
    String ordinal =
        """
        {"name":"purity","kind":"ordinal","options":["crude","pure","ultrapure"]}
        """;
    JsonObject campaign = new JsonObject(SEVERAL);
    campaign
        .getJsonObject("search")
        .getJsonObject("pool")
        .getJsonArray("parameters")
        .add(new JsonObject(ordinal));
    assertThat(door.post("/v1/campaigns", campaign).status()).isEqualTo(201);
    assertThat(candidate("pure").status()).isIn(200, 201, 202);
    Door.Answer wrong = candidate("muddy");
    assertThat(wrong.text()).contains("/parameters/purity");
  }

  private Door.Answer candidate(String purity) {
    JsonObject setting = new JsonObject().put("x", 0.5).put("purity", purity);
    JsonObject one = new JsonObject().put("index", 0).put("parameters", setting);
    return door.post(
        "/v1/campaigns/a/candidates", new JsonObject().put("candidates", new JsonArray().add(one)));
  }

  @Test
  void shouldSayWhyNothingMoreIsProposed() {
    door.define("a");
    Instant later = Instant.now().plusSeconds(1);
    door.log
        .append(
            Topics.CAMPAIGN_CONCLUDED,
            "a",
            CampaignConcluded.newBuilder()
                .setMeta(Events.meta("conclusion", later))
                .setCampaignId("a")
                .setRule("regret-bound")
                .setFigure(0.04)
                .setLimit(0.05)
                .setReason("Hardly anything better is left.")
                .setProposals(7)
                .setObservations(7)
                .build())
        .join();
    JsonObject concluded =
        door.get("/v1/campaigns/a").json().getJsonObject("progress").getJsonObject("concluded");
    assertThat(concluded.getString("rule")).isEqualTo("regret-bound");
    assertThat(concluded.getDouble("figure")).isEqualTo(0.04);
    assertThat(concluded.getString("reason")).contains("left");
  }
}
