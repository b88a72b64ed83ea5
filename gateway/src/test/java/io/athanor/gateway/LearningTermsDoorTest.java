package io.athanor.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.athanor.event.CampaignDefined;
import io.athanor.schemas.topic.Topics;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a campaign says what may be invented, what it forgets and whom it learns from. */
class LearningTermsDoorTest {
  private static final JsonObject TERMS =
      new JsonObject(
          """
          {"search":{"pool":{"size":10,"parameters":[]}},
           "policy":{"features":["embedding"],"transferFrom":["b"],"federated":true},
           "invention":{"allowed":["Ba","Ti","O"],"required":["O"],"forbidden":["Pb"],"elementsFewest":2,
             "elementsMost":4,"prototypes":["perovskite"],"atomsMost":10,
             "limits":[{"property":"energy_above_hull","unit":"eV","upper":0.1}],"count":8,"waves":2,"dryBelow":0.2},
           "drift":{"forget":false,"factor":0.5,"referenceCandidateId":"c-1"}}
          """);

  private final Door door = new Door();

  @AfterEach
  void close() {
    door.close();
  }

  @Test
  void shouldKeepEveryTerm() {
    Door.Answer answer = door.post("/v1/campaigns", Door.campaign("a").mergeIn(TERMS.copy()));
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    JsonObject shown = door.get("/v1/campaigns/a").json();
    assertThat(shown.getJsonObject("invention")).isEqualTo(TERMS.getJsonObject("invention"));
    assertThat(shown.getJsonObject("drift")).isEqualTo(TERMS.getJsonObject("drift"));
    assertThat(shown.getJsonObject("policy").getJsonArray("transferFrom")).containsExactly("b");
    assertThat(shown.getJsonObject("policy").getBoolean("federated")).isTrue();
    CampaignDefined event = door.log.events(Topics.CAMPAIGN_DEFINED).get(0);
    assertThat(event.getInvention().getLimits().get(0).getUpper()).isEqualTo(0.1);
    assertThat(event.getPolicy().getTransferFrom()).containsExactly("b");
    assertThat(event.getDrift().getForget()).isFalse();
  }

  @Test
  void shouldFillInWhatIsNotSaid() {
    JsonObject terms = TERMS.copy();
    terms.put("invention", new JsonObject()).put("drift", new JsonObject());
    terms.getJsonObject("policy").remove("transferFrom");
    door.post("/v1/campaigns", Door.campaign("a").mergeIn(terms));
    door.define("plain");
    JsonObject shown = door.get("/v1/campaigns/a").json();
    JsonObject invention = shown.getJsonObject("invention");
    assertThat(invention.getInteger("count")).isEqualTo(32);
    assertThat(invention.getInteger("waves")).isEqualTo(4);
    assertThat(invention.getInteger("elementsMost")).isEqualTo(6);
    assertThat(invention.getDouble("dryBelow")).isEqualTo(0.1);
    assertThat(shown.getJsonObject("drift").getBoolean("forget")).isTrue();
    assertThat(shown.getJsonObject("drift").getDouble("factor")).isEqualTo(0.25);
    assertThat(door.get("/v1/campaigns/plain").json().fieldNames())
        .doesNotContain("invention", "drift");
  }

  @ParameterizedTest
  @CsvSource({"parameters", "prediction", "prediction embedding", "embedding parameters"})
  void shouldShareNothingWithoutEmbeddingsAlone(String features) {
    JsonObject policy =
        new JsonObject().put("features", new JsonArray(List.of(features.split(" "))));
    JsonObject campaign = Door.campaign("a");
    campaign.put("search", TERMS.getJsonObject("search")).put("policy", policy);
    assertThat(door.post("/v1/campaigns", campaign).field()).isNotEqualTo("/policy/federated");
    policy.put("federated", true);
    Door.Answer answer = door.post("/v1/campaigns", campaign);
    assertThat(answer.status()).as(answer.text()).isEqualTo(422);
    assertThat(answer.field()).isEqualTo("/policy/federated");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "parameters":[]}        | "parameters":[{"name":"x","kind":"continuous","unit":"1"}]} | 422 | /invention
          ["embedding"],"transferFrom":["b"],"federated":true | ["parameters"] | 422 | /invention
          ["b"]                   | ["c","a"]                 | 422 | /policy/transferFrom/1
          ["b"]                   | ["b","b"]                 | 400 | /policy/transferFrom
          "federated":true        | "federated":true,"surrogate":"gaussian-process" | 422 | /policy/federated
          ["Ba","Ti","O"]         | ["Ba","Xx","O"]           | 422 | /invention/allowed/1
          ["Ba","Ti","O"]         | ["Ba","Ti"]               | 422 | /invention/required/0
          ["Pb"]                  | ["O"]                     | 422 | /invention/required/0
          ["Pb"]                  | ["Ba","Ti"]               | 422 | /invention/allowed
          "elementsMost":4        | "elementsMost":1          | 422 | /invention/elementsMost
          "unit":"eV","upper":0.1 | "unit":"eV"               | 422 | /invention/limits/0/lower
          "unit":"eV","upper"     | "unit":"eV","lower":1,"upper" | 422 | /invention/limits/0/upper
          "unit":"eV","upper"     | "unit":"blob","upper"     | 422 | /invention/limits/0/unit
          "count":8               | "count":0                 | 400 | /invention/count
          "dryBelow":0.2          | "dryBelow":0              | 422 | /invention/dryBelow
          "dryBelow":0.2          | "dryBelow":2              | 400 | /invention/dryBelow
          "atomsMost":10          | "atoms":10                | 400 | /invention/atoms
          "factor":0.5            | "factor":0                | 422 | /drift/factor
          "factor":0.5            | "factor":1.5              | 400 | /drift/factor
          """)
  void shouldNameATermThatCannotBe(String said, String instead, int status, String field) {
    String text = Door.campaign("a").mergeIn(TERMS.copy()).encode();
    assertThat(text).contains(said);
    Door.Answer answer = door.post("/v1/campaigns", text.replace(said, instead));
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    assertThat(answer.field()).isEqualTo(field);
    assertThat(door.log.events(Topics.CAMPAIGN_DEFINED)).isEmpty();
  }
}
