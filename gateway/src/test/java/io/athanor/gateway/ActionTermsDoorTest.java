package io.athanor.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.athanor.event.Approval;
import io.athanor.event.ApprovalMode;
import io.athanor.event.CampaignDefined;
import io.athanor.event.CriticMode;
import io.athanor.event.DispatchMode;
import io.athanor.schemas.topic.Topics;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a campaign says that its experiments come to be done. */
class ActionTermsDoorTest {
  private static final JsonObject TERMS =
      new JsonObject(
          """
          {"dispatch":{"mode":"scheduled","priority":2,"weight":1.5,"quota":3,"deadline":"2999-01-01T00:00:00Z",
             "recipe":[{"name":"make","technique":"annealing","seconds":60.0},{"name":"look","technique":"scalar"}],
             "portfolio":"p"},
           "approval":"required","approvalTerms":{"mode":"veto-window","vetoSeconds":600.0,"aboveRisk":0.3},
           "retraction":{"below":0.25},"critic":{"mode":"block","blockAbove":0.8,"hazards":["Hg"]}}
          """);

  private final Door door = new Door();

  @AfterEach
  void close() {
    door.close();
  }

  @Test
  void shouldKeepEveryTermAndWarnOfATechniqueThatNobodyHas() {
    new Acts(door).register("meter");
    JsonObject campaign = Door.campaign("a").mergeIn(TERMS.copy());
    Door.Answer answer = door.post("/v1/campaigns", campaign);
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    JsonArray warnings = answer.json().getJsonArray("warnings");
    assertThat(warnings).hasSize(1);
    assertThat(warnings.getJsonObject(0).getString("field"))
        .isEqualTo("/dispatch/recipe/0/technique");
    JsonObject shown = door.get("/v1/campaigns/a").json();
    TERMS.fieldNames().forEach(n -> assertThat(shown.getValue(n)).isEqualTo(TERMS.getValue(n)));
    assertThat(door.post("/v1/campaigns", campaign).status()).isEqualTo(200);
    CampaignDefined event = door.log.events(Topics.CAMPAIGN_DEFINED).get(0);
    assertThat(event.getApproval()).isEqualTo(Approval.REQUIRED);
    assertThat(event.getApprovalTerms().getMode()).isEqualTo(ApprovalMode.VETO_WINDOW);
    assertThat(event.getDispatch().getMode()).isEqualTo(DispatchMode.SCHEDULED);
    assertThat(event.getDispatch().getRecipe()).hasSize(2);
    assertThat(event.getCritic().getMode()).isEqualTo(CriticMode.BLOCK);
    assertThat(event.getRetraction().getBelow()).isEqualTo(0.25);
  }

  @Test
  void shouldBeOpenAndAutomaticWhereNothingIsSaid() {
    door.define("a");
    CampaignDefined event = door.log.events(Topics.CAMPAIGN_DEFINED).get(0);
    assertThat(event.getApproval()).isEqualTo(Approval.AUTOMATIC);
    assertThat(event.getDispatch()).isNull();
    assertThat(event.getRetraction()).isNull();
    assertThat(event.getCritic()).isNull();
    assertThat(event.getApprovalTerms()).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "2999-01-01T00:00:00Z" | "1999-01-01T00:00:00Z" | 422 | /dispatch/deadline
          "2999-01-01T00:00:00Z" | "soon"                 | 422 | /dispatch/deadline
          "weight":1.5           | "weight":0             | 422 | /dispatch/weight
          "quota":3              | "quota":0              | 400 | /dispatch/quota
          "seconds":60.0         | "seconds":-1           | 422 | /dispatch/recipe/0/seconds
          "technique":"scalar"   | "technik":"scalar"     | 400 | /dispatch/recipe/1/technique
          "vetoSeconds":600.0,   |                        | 422 | /approvalTerms/vetoSeconds
          "vetoSeconds":600.0    | "vetoSeconds":0        | 422 | /approvalTerms/vetoSeconds
          "veto-window"          | "quorum"               | 422 | /approvalTerms/vetoSeconds
          "aboveRisk":0.3        | "quorum":2             | 422 | /approvalTerms/quorum
          "aboveRisk":0.3        | "quorum":0             | 400 | /approvalTerms/quorum
          "aboveRisk":0.3        | "aboveRisk":3          | 400 | /approvalTerms/aboveRisk
          "required"             | "automatic"            | 422 | /approval
          "below":0.25           | "below":1.25           | 400 | /retraction/below
          "block"                | "advise"               | 422 | /critic/blockAbove
          "Hg"                   | "??"                   | 422 | /critic/hazards/0
          """)
  void shouldNameATermThatCannotBe(String said, String instead, int status, String field) {
    String text = Door.campaign("a").mergeIn(TERMS.copy()).encode();
    assertThat(text).contains(said);
    Door.Answer answer =
        door.post("/v1/campaigns", text.replace(said, instead == null ? "" : instead));
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    assertThat(answer.field()).isEqualTo(field);
    assertThat(door.log.events(Topics.CAMPAIGN_DEFINED)).isEmpty();
  }
}
