package io.athanor.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.athanor.event.CampaignDefined;
import io.athanor.event.ObservationDerived;
import io.athanor.event.SimulationCompleted;
import io.athanor.schemas.topic.Topics;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a campaign names the ways to come by its objective, and a computation its campaign. */
class FidelityDoorTest {
  private static final JsonObject TERMS =
      new JsonObject(
          """
          {"budget":200,"policy":{"surrogate":"auto","fidelities":[
            {"name":"dft","cost":1,"instruments":["old"],"methods":["DFT/PBE"]},
            {"name":"device","cost":10,"instruments":["bench"],"methods":["DFT/HSE"]}]}}
          """);

  private final Door door = new Door();

  @AfterEach
  void close() {
    door.close();
  }

  @Test
  void shouldKeepEveryLevel() {
    Door.Answer answer = door.post("/v1/campaigns", Door.campaign("a").mergeIn(TERMS.copy()));
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    JsonObject shown = door.get("/v1/campaigns/a").json();
    assertThat(shown.getJsonObject("policy").getJsonArray("fidelities").encode())
        .isEqualTo(
            "[{\"name\":\"dft\",\"cost\":1.0,\"instruments\":[\"old\"],\"methods\":[\"DFT/PBE\"]},"
                + "{\"name\":\"device\",\"cost\":10.0,\"instruments\":[\"bench\"],"
                + "\"methods\":[\"DFT/HSE\"]}]");
    CampaignDefined event = door.log.events(Topics.CAMPAIGN_DEFINED).get(0);
    assertThat(event.getPolicy().getFidelities()).hasSize(2);
    door.define("plain");
    assertThat(door.get("/v1/campaigns/plain").json().getJsonObject("policy").fieldNames())
        .doesNotContain("fidelities");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "cost":10         | "cost":1           | 422 | /policy/fidelities/0/cost
          "cost":10         | "cost":201         | 422 | /policy/fidelities/1/cost
          "cost":1,         | "cost":0,          | 422 | /policy/fidelities/0/cost
          "cost":1,         | "cost":-1,         | 400 | /policy/fidelities/0/cost
          "cost":1,         |                    | 400 | /policy/fidelities/0/cost
          "name":"device"   | "name":"dft"       | 422 | /policy/fidelities/1/name
          ["bench"]         | ["old"]            | 422 | /policy/fidelities/1/instruments/0
          ["DFT/HSE"]       | ["x","DFT/PBE"]    | 422 | /policy/fidelities/1/methods/1
          "surrogate":"auto" | "surrogate":"random-forest" | 422 | /policy/fidelities
          "surrogate":"auto" | "acquisition":"random"      | 422 | /policy/fidelities
          "surrogate":"auto" | "exploration":0.1           | 422 | /policy/fidelities
          "surrogate":"auto" | "transferFrom":["b"]        | 422 | /policy/fidelities
          "surrogate":"auto" | "batch":"determinantal"     | 422 | /policy/fidelities
          "budget":200      | "budget":200,"dispatch":{}   | 422 | /policy/fidelities
          """)
  void shouldNameALevelThatCannotBe(String said, String instead, int status, String field) {
    String text = Door.campaign("a").mergeIn(TERMS.copy()).encode();
    assertThat(text).contains(said);
    Door.Answer answer =
        door.post("/v1/campaigns", text.replace(said, instead == null ? "" : instead));
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    assertThat(answer.field()).isEqualTo(field);
    assertThat(door.log.events(Topics.CAMPAIGN_DEFINED)).isEmpty();
  }

  @Test
  void shouldNeedTwoLevelsAndOneObjective() {
    JsonObject one = TERMS.copy();
    one.getJsonObject("policy").getJsonArray("fidelities").remove(1);
    Door.Answer lone = door.post("/v1/campaigns", Door.campaign("a").mergeIn(one));
    assertThat(lone.status()).as(lone.text()).isEqualTo(422);
    assertThat(lone.field()).isEqualTo("/policy/fidelities");
    JsonObject several = Door.campaign("a").mergeIn(TERMS.copy());
    several
        .getJsonArray("objectives")
        .add(new JsonObject("{\"property\":\"other\",\"unit\":\"1\",\"goal\":\"minimize\"}"));
    Door.Answer two = door.post("/v1/campaigns", several);
    assertThat(two.status()).as(two.text()).isEqualTo(422);
    assertThat(two.field()).isEqualTo("/policy/fidelities");
  }

  @Test
  void shouldTakeAComputationForACampaignsExperiment() {
    door.define("a");
    JsonObject simulation =
        FactsTest.simulation().put("campaignId", "a").put("experimentId", "e-1");
    assertThat(door.post("/v1/simulations", simulation).status()).isEqualTo(202);
    SimulationCompleted event = door.log.events(Topics.SIMULATION_COMPLETED).get(0);
    assertThat(event.getCampaignId()).isEqualTo("a");
    assertThat(event.getExperimentId()).isEqualTo("e-1");
    simulation.remove("campaignId");
    Door.Answer lost = door.post("/v1/simulations", simulation);
    assertThat(lost.status()).isEqualTo(422);
    assertThat(lost.field()).isEqualTo("/experimentId");
  }

  /** As acquisition, which refuses what did not converge. */
  @Test
  void shouldCountAComputationAtTheLastLevelIfItConverged() {
    Door.Answer answer = door.post("/v1/campaigns", Door.campaign("a").mergeIn(TERMS.copy()));
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    compute("DFT/HSE", 9.0, false);
    compute("DFT/PBE", 5.0, true);
    compute("DFT/HSE", 2.0, true);
    JsonObject progress = door.get("/v1/campaigns/a").json().getJsonObject("progress");
    assertThat(progress.getInteger("observations")).isEqualTo(1);
    assertThat(progress.getJsonObject("best").getDouble("value")).isEqualTo(2.0);
  }

  private void compute(String method, double value, boolean converged) {
    ObservationDerived observation =
        ObservationDerived.newBuilder(
                Events.observation("a", "a-e0", value, "eV", Instant.parse("2026-01-02T03:00:00Z")))
            .setExperimentId(null)
            .setMethod(method)
            .setFidelity("high")
            .setConverged(converged)
            .build();
    door.log.append(Topics.OBSERVATION_DERIVED, "a", observation).join();
  }
}
