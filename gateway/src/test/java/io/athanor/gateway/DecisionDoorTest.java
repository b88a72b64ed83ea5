package io.athanor.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.athanor.event.CampaignDefined;
import io.athanor.event.CampaignState;
import io.athanor.event.Decision;
import io.athanor.event.ExperimentDecided;
import io.athanor.event.ExperimentState;
import io.athanor.event.HaltDeclared;
import io.athanor.schemas.topic.Topics;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people decide at the door: about experiments, about campaigns, and to stop at once. */
class DecisionDoorTest {
  private static final String MIXED =
      """
      {"campaignId":"s","name":"Space","objectives":[{"property":"gap","unit":"eV","goal":"maximize"}],
       "search":{"space":{"parameters":[
          {"name":"t","kind":"continuous","unit":"K","low":300,"high":900},
          {"name":"solvent","kind":"categorical","options":["water","ethanol"]},
          {"name":"a","kind":"continuous","low":0,"high":1},{"name":"b","kind":"continuous","low":0,"high":1}],
          "mixtures":[{"members":["a","b"]}],"comparisons":["t <= 800"]}},
       "budget":10,"seed":1}
      """;

  private final Door door = new Door();
  private final Acts acts = new Acts(door);

  @AfterEach
  void close() {
    door.close();
  }

  @Test
  void shouldWriteDownADecisionOnce() {
    door.define("a");
    acts.hold("a", 0);
    assertThat(acts.ask("a", "w", 1)).as("nobody leases what waits for people").isEmpty();
    Door.Answer first = decide("a-e0", "{\"decision\":\"approve\",\"by\":\"ada\"}");
    Door.Answer again = decide("a-e0", "{\"decision\":\"approve\",\"by\":\"ada\"}");
    Door.Answer other = decide("a-e0", "{\"decision\":\"veto\",\"by\":\"bob\",\"reason\":\"hot\"}");

    assertThat(first.status()).as(first.text()).isEqualTo(202);
    assertThat(again.json().getString("id")).isEqualTo(first.json().getString("id"));
    List<ExperimentDecided> decisions = door.log.events(Topics.EXPERIMENT_DECIDED);
    assertThat(decisions.get(2).getDecision()).isEqualTo(Decision.VETO);
    assertThat(decisions.get(2).getBy()).isEqualTo("bob");
    assertThat(decisions.get(2).getMeta().getId()).isEqualTo(other.json().getString("id"));
    acts.say("a-e0", ExperimentState.APPROVED, 0, 0, null, Acts.now());
    assertThat(acts.ask("a", "w", 1)).hasSize(1);
    assertThat(decide("a-e0", "{\"decision\":\"veto\",\"by\":\"bob\"}").code())
        .isEqualTo("refused");
    assertThat(decide("a-e0", "{\"decision\":\"cancel\",\"by\":\"bob\"}").status()).isEqualTo(202);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"t":500,"solvent":"water","a":0.25,"b":0.75}   | 202 |
          {"t":1000,"solvent":"water","a":0.25,"b":0.75}  | 422 | /candidate/parameters/t
          {"t":850,"solvent":"water","a":0.25,"b":0.75}   | 422 | /candidate/parameters
          {"t":500,"solvent":"oil","a":0.25,"b":0.75}     | 422 | /candidate/parameters/solvent
          {"t":500,"solvent":"water","a":0.5,"b":0.75}    | 422 | /candidate/parameters
          {"t":500,"solvent":"water","a":0.25}            | 422 | /candidate/parameters/b
          {"t":500,"solvent":"water","a":0.25,"b":0.75,"x":1} | 422 | /candidate/parameters/x
          {"t":"hot","solvent":"water","a":0.25,"b":0.75} | 422 | /candidate/parameters/t
          """)
  void shouldTakeAnEditedPointOnlyWithinTheSpace(String point, int status, String field) {
    assertThat(door.post("/v1/campaigns", MIXED).status()).isEqualTo(201);
    acts.hold("s", 0);
    Door.Answer answer =
        decide(
            "s-e0",
            "{\"decision\":\"edit\",\"by\":\"ada\",\"candidate\":{\"parameters\":" + point + "}}");
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    assertThat(door.log.events(Topics.EXPERIMENT_DECIDED)).hasSize(status == 202 ? 1 : 0);
    if (status != 202) {
      assertThat(answer.field()).isEqualTo(field);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"decision":"approve"}                            | 400 | /by
          {"decision":"doubt","by":"ada"}                   | 400 | /decision
          {"decision":"boost","by":"ada"}                   | 400 | /boost
          {"decision":"boost","by":"ada","boost":0}         | 422 | /boost
          {"decision":"approve","by":"ada","boost":2}       | 400 | /boost
          {"decision":"edit","by":"ada"}                    | 400 | /candidate
          {"decision":"approve","by":"ada"}                 | 409 | /decision
          """)
  void shouldRefuseADecisionThatCannotBe(String body, int status, String field) {
    door.define("a");
    door.propose("a", 0);
    Door.Answer answer = decide("a-e0", body);
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    assertThat(answer.field()).isEqualTo(field);
    assertThat(door.log.events(Topics.EXPERIMENT_DECIDED)).isEmpty();
  }

  @Test
  void shouldStopAScopeAtOnceAndLetItGoOn() {
    door.define("a");
    door.define("b");
    door.propose("a", 0);
    door.propose("a", 1);
    door.propose("b", 0);
    acts.ask("a", "w", 1);
    Door.Answer halt = halt("campaign/a", true);
    assertThat(halt.status()).as(halt.text()).isEqualTo(200);
    assertThat(halt("campaign/a", true).json()).as("said twice").isEqualTo(halt.json());

    Door.Answer running = acts.of("a-e0", "progress", new JsonObject().put("state", "running"));
    assertThat(running.status()).isEqualTo(423);
    assertThat(running.code()).isEqualTo("halted");
    assertThat(door.post("/v1/campaigns/a/leases", "{\"worker\":\"w\"}").status()).isEqualTo(423);
    assertThat(door.post("/v1/campaigns/a/ask", "{\"worker\":\"w\"}").code()).isEqualTo("halted");
    assertThat(acts.ask("b", "w", 1)).as("others go on").hasSize(1);
    JsonObject beat = acts.of("a-e0", "heartbeat", new JsonObject()).json();
    assertThat(beat.getBoolean("halted")).isTrue();
    assertThat(beat.getJsonObject("halt").getString("reason")).isEqualTo("smoke");

    JsonObject end = halt("campaign/a", false).json();
    assertThat(end.getInteger("epoch")).isEqualTo(1);
    assertThat(acts.of("a-e0", "progress", new JsonObject().put("state", "running")).status())
        .isEqualTo(200);
    assertThat(halt("campaign/a", true).json().getInteger("epoch")).isEqualTo(2);
    JsonArray halts = door.get("/v1/halts").json().getJsonArray("halts");
    assertThat(halts).hasSize(1);
    assertThat(door.log.events(Topics.HALT_DECLARED))
        .extracting(HaltDeclared::getHalted)
        .containsExactly(true, false, true);
  }

  @Test
  void shouldStopAnInstrumentAndEverything() {
    door.define("a");
    acts.register("oven");
    acts.register("meter");
    acts.schedule("a", 0);
    acts.schedule("a", 1);
    acts.offer("a-e0", 0, "oven");
    acts.offer("a-e1", 0, "meter");
    halt("instrument/oven", true);
    assertThat(door.post("/v1/instruments/oven/leases", "{\"worker\":\"w\"}").status())
        .isEqualTo(423);
    assertThat(acts.leases("meter", "w", 1)).hasSize(1);
    halt("all", true);
    assertThat(acts.of("a-e1", "progress", new JsonObject().put("state", "running")).code())
        .isEqualTo("halted");
    assertThat(halt("instrument/none", false).code()).isEqualTo("refused");
    assertThat(halt("everything", true).field()).isEqualTo("/scope");
  }

  @Test
  void shouldPauseACampaignAndTakeItUpAgain() {
    door.define("a");
    door.propose("a", 0);
    Door.Answer paused = door.put("/v1/campaigns/a/state", state("paused"));
    assertThat(paused.status()).as(paused.text()).isEqualTo(200);
    assertThat(paused.json().getString("state")).isEqualTo("paused");
    assertThat(acts.ask("a", "w", 1)).isEmpty();
    assertThat(door.put("/v1/campaigns/a/state", state("paused")).status()).isEqualTo(200);
    door.put("/v1/campaigns/a/state", state("open"));
    assertThat(acts.ask("a", "w", 1)).hasSize(1);
    assertThat(door.post("/v1/campaigns", Door.campaign("a")).status())
        .as("the definition is the same")
        .isEqualTo(200);
    assertThat(door.log.events(Topics.CAMPAIGN_DEFINED))
        .extracting(CampaignDefined::getState)
        .containsExactly(CampaignState.OPEN, CampaignState.PAUSED, CampaignState.OPEN);
    assertThat(door.put("/v1/campaigns/none/state", state("open")).status()).isEqualTo(404);
  }

  private static JsonObject state(String state) {
    return new JsonObject().put("state", state);
  }

  private Door.Answer decide(String experimentId, String body) {
    return door.post("/v1/experiments/" + experimentId + "/decisions", body);
  }

  private Door.Answer halt(String scope, boolean halted) {
    return door.post(
        "/v1/halts",
        new JsonObject()
            .put("scope", scope)
            .put("halted", halted)
            .put("by", "ada")
            .put("reason", "smoke"));
  }
}
