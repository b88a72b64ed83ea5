package io.athanor.gateway.event;

import io.athanor.event.CampaignDefined;
import io.athanor.event.Meta;
import io.athanor.event.OffPolicyEstimate;
import io.athanor.event.Policy;
import io.athanor.event.PolicyShadowed;
import io.athanor.event.ShadowChosen;
import io.athanor.event.ShadowRegret;
import io.athanor.event.ShadowReported;
import io.athanor.event.ShadowState;
import io.athanor.gateway.problem.ProblemCode;
import io.athanor.gateway.problem.ProblemException;
import io.athanor.gateway.view.ShadowView;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashSet;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/** Shadow policies: JSON to events, and back. */
public final class Shadowing {
  private static final String SOURCE = "athanor/gateway";
  private static final String FEATURES = "features";
  private static final String POLICY = "policy";

  private Shadowing() {}

  /**
   * A policy that is to look on in a campaign; what the surrogate sees is the campaign's own.
   *
   * @throws ProblemException naming the field that cannot be
   */
  public static PolicyShadowed begin(
      JsonObject json, String name, CampaignDefined campaign, Origin origin) {
    JsonObject said = json.getJsonObject(POLICY).copy();
    if (!said.containsKey(FEATURES)) {
      said.put(FEATURES, Policies.json(campaign.getPolicy()).getJsonArray(FEATURES));
    }
    Policy policy = Campaigns.policy(said, campaign);
    if (!new HashSet<>(policy.getFeatures())
        .equals(new HashSet<>(campaign.getPolicy().getFeatures()))) {
      throw ProblemException.at(
          "/policy/features", ProblemCode.INVALID_FIELD, "are the campaign's and cannot change");
    }
    return of(campaign.getCampaignId(), name, policy, ShadowState.ACTIVE, List.of(), origin);
  }

  /**
   * A word on a shadow.
   *
   * @param causes ids of the events that led to it
   */
  public static PolicyShadowed of(
      String campaignId,
      String name,
      Policy policy,
      ShadowState state,
      List<String> causes,
      Origin origin) {
    Meta meta = origin.meta(origin.fresh(), SOURCE, origin.now(), campaignId);
    return PolicyShadowed.newBuilder()
        .setMeta(Meta.newBuilder(meta).setCausedBy(causes).build())
        .setCampaignId(campaignId)
        .setName(name)
        .setPolicy(policy)
        .setState(state)
        .build();
  }

  /** A shadow as it stands. */
  public static JsonObject json(ShadowView view) {
    PolicyShadowed shadow = view.shadow();
    JsonObject json =
        new JsonObject()
            .put("name", shadow.getName())
            .put(POLICY, Policies.json(shadow.getPolicy()))
            .put("state", Spelling.of(shadow.getState()))
            .put("decisions", 0)
            .put("skipped", 0)
            .put("agreed", 0);
    view.report().ifPresent(each -> put(json, each));
    JsonArray latest = new JsonArray();
    view.latest().forEach(each -> latest.add(json(each)));
    return json.put("latest", latest);
  }

  /** One of its choices. */
  private static JsonObject json(ShadowChosen choice) {
    JsonObject json =
        new JsonObject()
            .put("experimentId", choice.getExperimentId())
            .put("ordinal", choice.getOrdinal())
            .put("verdict", Spelling.of(choice.getVerdict()))
            .put("agreed", choice.getAgreed());
    if (choice.getCandidateId() != null) {
      json.put("candidateId", choice.getCandidateId())
          .put("poolIndex", choice.getPoolIndex())
          .put("parameters", new JsonObject(choice.getParameters()))
          .put("function", choice.getFunction());
    }
    Values.putIfPresent(json, "value", finite(choice.getValue()));
    Values.putIfPresent(json, "mean", choice.getMean());
    Values.putIfPresent(json, "standardDeviation", choice.getStandardDeviation());
    Values.putIfPresent(json, "propensity", choice.getPropensity());
    return json;
  }

  /** A function may leave candidates out by a value that JSON has no word for. */
  private static Double finite(Double value) {
    return value == null || !Double.isFinite(value) ? null : value;
  }

  private static void put(JsonObject json, ShadowReported report) {
    json.put("decisions", report.getDecisions())
        .put("skipped", report.getSkipped())
        .put("agreed", report.getAgreed())
        .put("unit", report.getUnit());
    Values.putIfPresent(json, "agreement", report.getAgreement());
    if (report.getHypotheticalRegret() != null) {
      json.put("hypotheticalRegret", json(report.getHypotheticalRegret()));
    }
    if (report.getOwnRegret() != null) {
      json.put("ownRegret", json(report.getOwnRegret()));
    }
    if (report.getEstimate() != null) {
      json.put("estimate", json(report.getEstimate()));
    }
    json.put("reportedAt", report.getMeta().getRecordedAt().toString());
  }

  private static JsonObject json(ShadowRegret regret) {
    return new JsonObject()
        .put("mean", regret.getMean())
        .put("lower", regret.getLower())
        .put("upper", regret.getUpper());
  }

  private static JsonObject json(OffPolicyEstimate estimate) {
    JsonObject json =
        new JsonObject()
            .put("value", estimate.getValue())
            .put("lower", estimate.getLower())
            .put("upper", estimate.getUpper())
            .put("level", estimate.getLevel())
            .put("decisions", estimate.getDecisions())
            .put("matched", estimate.getMatched());
    Values.putIfPresent(json, "inversePropensity", estimate.getInversePropensity());
    Values.putIfPresent(json, "selfNormalised", estimate.getSelfNormalised());
    return json;
  }

  /** As a campaign's followers are told of it; null for what is no word on a shadow. */
  public static JsonObject news(SpecificRecord event) {
    if (event instanceof PolicyShadowed shadow) {
      return new JsonObject()
          .put("event", "shadowed")
          .put("name", shadow.getName())
          .put(POLICY, Policies.json(shadow.getPolicy()))
          .put("state", Spelling.of(shadow.getState()));
    } else if (event instanceof ShadowChosen choice) {
      return json(choice).put("event", "chosen").put("name", choice.getName());
    } else if (event instanceof ShadowReported report) {
      JsonObject json = new JsonObject().put("event", "reported").put("name", report.getName());
      put(json, report);
      return json;
    }
    return null;
  }
}
