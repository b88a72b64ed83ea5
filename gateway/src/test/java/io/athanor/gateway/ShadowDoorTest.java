package io.athanor.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.athanor.event.AcquisitionKind;
import io.athanor.event.CampaignDefined;
import io.athanor.event.FeatureKind;
import io.athanor.event.Meta;
import io.athanor.event.OffPolicyEstimate;
import io.athanor.event.PolicyShadowed;
import io.athanor.event.ShadowChosen;
import io.athanor.event.ShadowRegret;
import io.athanor.event.ShadowReported;
import io.athanor.event.ShadowState;
import io.athanor.event.ShadowVerdict;
import io.athanor.schemas.topic.Topic;
import io.athanor.schemas.topic.Topics;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Policies that look on, at the door. */
class ShadowDoorTest {
  private static final String SHADOWS = "/v1/campaigns/a/shadows";
  private static final String BODY = "{\"policy\":{\"acquisition\":\"random\"}}";

  private final Door door = new Door();
  private int ids;

  @BeforeEach
  void define() {
    door.define("a");
  }

  @AfterEach
  void close() {
    door.close();
  }

  private Meta meta() {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
    return Meta.newBuilder()
        .setId("said-" + ids++)
        .setSource("test")
        .setOccurredAt(now)
        .setRecordedAt(now)
        .build();
  }

  private <T extends SpecificRecord> void say(Topic<T> topic, T event) {
    door.log.append(topic, "a", event).join();
  }

  private Door.Answer put(String path, String body) {
    return door.put(path, new JsonObject(body));
  }

  private ShadowChosen choice(int ordinal) {
    return ShadowChosen.newBuilder()
        .setMeta(meta())
        .setCampaignId("a")
        .setName("chance")
        .setExperimentId("a-e" + ordinal)
        .setOrdinal(ordinal)
        .setVerdict(ShadowVerdict.CHOSEN)
        .setCandidateId("c-1")
        .setPoolIndex(1)
        .setParameters(Map.of("x", 0.5))
        .setFunction("random")
        .setValue(Double.NEGATIVE_INFINITY)
        .setPropensity(0.25)
        .build();
  }

  private ShadowReported report(int decisions) {
    return ShadowReported.newBuilder()
        .setMeta(meta())
        .setCampaignId("a")
        .setName("chance")
        .setUnit("eV")
        .setDecisions(decisions)
        .setSkipped(1)
        .setAgreed(2)
        .setAgreement(0.5)
        .setHypotheticalRegret(new ShadowRegret(1.0, 0.5, 2.0))
        .setEstimate(new OffPolicyEstimate(1.5, 1.0, 2.0, 0.95, decisions, 2, 1.25, null))
        .build();
  }

  @Test
  void shouldLetAPolicyLookOnAndEnd() {
    Door.Answer begun = put(SHADOWS + "/chance", BODY);
    assertThat(begun.status()).as(begun.text()).isEqualTo(200);
    assertThat(begun.json().getString("state")).isEqualTo("active");
    assertThat(put(SHADOWS + "/chance", BODY).status()).isEqualTo(200);
    List<PolicyShadowed> said = door.log.events(Topics.POLICY_SHADOWED);
    assertThat(said).as("said twice it is said once").hasSize(1);
    assertThat(said.get(0).getPolicy().getAcquisition()).isEqualTo(AcquisitionKind.RANDOM);
    assertThat(said.get(0).getPolicy().getFeatures()).containsExactly(FeatureKind.PARAMETERS);
    assertThat(door.delete(SHADOWS + "/chance").json().getString("state")).isEqualTo("ended");
    assertThat(door.delete(SHADOWS + "/chance").status()).isEqualTo(200);
    said = door.log.events(Topics.POLICY_SHADOWED);
    assertThat(said)
        .extracting(PolicyShadowed::getState)
        .containsExactly(ShadowState.ACTIVE, ShadowState.ENDED);
    assertThat(said.get(1).getMeta().getCausedBy()).containsExactly(said.get(0).getMeta().getId());
  }

  @Test
  void shouldShowHowItStands() {
    put(SHADOWS + "/chance", BODY);
    say(Topics.SHADOW_CHOSEN, choice(0));
    say(Topics.SHADOW_CHOSEN, choice(1));
    say(Topics.SHADOW_REPORTED, report(4));
    JsonObject shown = door.get(SHADOWS).json().getJsonArray("shadows").getJsonObject(0);
    assertThat(shown.getInteger("decisions")).isEqualTo(4);
    assertThat(shown.getDouble("agreement")).isEqualTo(0.5);
    assertThat(shown.getJsonObject("hypotheticalRegret"))
        .isEqualTo(new JsonObject().put("mean", 1.0).put("lower", 0.5).put("upper", 2.0));
    assertThat(shown.getJsonObject("estimate").getDouble("value")).isEqualTo(1.5);
    assertThat(shown.getJsonObject("estimate").containsKey("selfNormalised")).isFalse();
    JsonArray latest = shown.getJsonArray("latest");
    assertThat(latest.getJsonObject(0).getInteger("ordinal")).as("the latest first").isEqualTo(1);
    assertThat(latest.getJsonObject(0).containsKey("value")).as("is no number").isFalse();
    assertThat(latest.getJsonObject(0).getDouble("propensity")).isEqualTo(0.25);
    put(SHADOWS + "/chance", "{\"policy\":{\"acquisition\":\"max-variance\"}}");
    JsonObject anew = door.get(SHADOWS).json().getJsonArray("shadows").getJsonObject(0);
    assertThat(anew.getInteger("decisions")).as("another policy begins from nothing").isZero();
    assertThat(anew.getJsonArray("latest")).isEmpty();
  }

  @Test
  void shouldPromoteByAnEventAndOnlyOnce() {
    put(SHADOWS + "/chance", BODY);
    Door.Answer promoted = door.post(SHADOWS + "/chance/promotion", "");
    assertThat(promoted.status()).as(promoted.text()).isEqualTo(200);
    assertThat(promoted.json().getString("state")).isEqualTo("promoted");
    assertThat(door.post(SHADOWS + "/chance/promotion", "").status()).isEqualTo(200);
    List<CampaignDefined> definitions = door.log.events(Topics.CAMPAIGN_DEFINED);
    List<PolicyShadowed> said = door.log.events(Topics.POLICY_SHADOWED);
    assertThat(definitions).hasSize(2);
    assertThat(said).hasSize(2);
    CampaignDefined anew = definitions.get(1);
    assertThat(anew.getPolicy()).isEqualTo(said.get(0).getPolicy());
    assertThat(anew.getMeta().getCausedBy()).containsExactly(said.get(0).getMeta().getId());
    assertThat(said.get(1).getMeta().getCausedBy())
        .containsExactly(anew.getMeta().getId(), said.get(0).getMeta().getId());
    assertThat(
            CampaignDefined.newBuilder(anew)
                .setMeta(definitions.get(0).getMeta())
                .setPolicy(definitions.get(0).getPolicy())
                .build())
        .as("all else is as it was")
        .isEqualTo(definitions.get(0));
    assertThat(door.get("/v1/campaigns/a").json().getJsonObject("policy").getString("acquisition"))
        .isEqualTo("random");
  }

  @Test
  void shouldBringAPromotionToItsEndThatWasCutShort() {
    put(SHADOWS + "/chance", BODY);
    CampaignDefined first = door.log.events(Topics.CAMPAIGN_DEFINED).get(0);
    PolicyShadowed shadow = door.log.events(Topics.POLICY_SHADOWED).get(0);
    say(
        Topics.CAMPAIGN_DEFINED,
        CampaignDefined.newBuilder(first).setMeta(meta()).setPolicy(shadow.getPolicy()).build());
    assertThat(door.post(SHADOWS + "/chance/promotion", "").status()).isEqualTo(200);
    assertThat(door.log.events(Topics.CAMPAIGN_DEFINED)).hasSize(2);
    assertThat(door.log.events(Topics.POLICY_SHADOWED))
        .extracting(PolicyShadowed::getState)
        .containsExactly(ShadowState.ACTIVE, ShadowState.PROMOTED);
  }

  @Test
  void shouldNameWhatCannotBe() {
    assertThat(door.get("/v1/campaigns/none/shadows").status()).isEqualTo(404);
    assertThat(put("/v1/campaigns/none/shadows/x", BODY).status()).isEqualTo(404);
    assertThat(door.delete(SHADOWS + "/nobody").status()).isEqualTo(404);
    assertThat(door.post(SHADOWS + "/nobody/promotion", "").status()).isEqualTo(404);
    assertThat(put(SHADOWS + "/No%20Name", BODY).status()).isEqualTo(400);
    Door.Answer features =
        put(SHADOWS + "/x", "{\"policy\":{\"features\":[\"parameters\",\"embedding\"]}}");
    assertThat(features.status()).isEqualTo(422);
    assertThat(features.field()).isEqualTo("/policy/features");
    assertThat(put(SHADOWS + "/x", "{\"policy\":{\"acquisition\":\"best\"}}").status())
        .isEqualTo(400);
    assertThat(door.log.events(Topics.POLICY_SHADOWED)).isEmpty();
    put(SHADOWS + "/chance", BODY);
    door.delete(SHADOWS + "/chance");
    assertThat(door.post(SHADOWS + "/chance/promotion", "").code()).isEqualTo("refused");
    assertThat(door.log.events(Topics.CAMPAIGN_DEFINED)).hasSize(1);
  }
}
