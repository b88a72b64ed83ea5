package io.athanor.gateway.event;

import io.athanor.event.CampaignDefined;
import io.athanor.event.CampaignState;
import io.athanor.event.DriftTerms;
import io.athanor.event.Meta;
import io.athanor.event.Parameter;
import io.athanor.event.Policy;
import io.athanor.event.Pool;
import io.athanor.event.ProcessSpace;
import io.athanor.gateway.problem.ProblemException;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.apache.avro.Schema;

/** Campaigns: JSON to {@link CampaignDefined}, and back. */
public final class Campaigns {
  private static final String SOURCE = "athanor/gateway";

  private Campaigns() {}

  /**
   * The event of a definition that fits the contract.
   *
   * @throws ProblemException naming the field that cannot be
   */
  public static CampaignDefined read(JsonObject json, String campaignId, Origin origin) {
    String id = origin.id(SOURCE, java.util.Optional.empty(), java.util.Optional.empty());
    Object search = Searches.read(json.getJsonObject("search"));
    List<Parameter> declared =
        search instanceof Pool pool
            ? pool.getParameters()
            : ((ProcessSpace) search).getParameters();
    CampaignDefined.Builder definition = CampaignDefined.newBuilder();
    ActionTerms.read(json, definition);
    Policy policy = Policies.read(json.getJsonObject("policy", new JsonObject()), declared);
    Policies.requireOthers(policy, campaignId);
    CampaignDefined campaign =
        definition
            .setMeta(origin.meta(id, SOURCE, origin.now(), campaignId))
            .setCampaignId(campaignId)
            .setName(json.getString("name"))
            .setObjectives(Objectives.read(json.getJsonArray("objectives")))
            .setSearch(search)
            .setPolicy(policy)
            .setInvention(
                InventionTermsJson.read(
                    json.getJsonObject("invention"), search, policy.getFeatures()))
            .setDrift(drift(json.getJsonObject("drift")))
            .setStopping(Policies.stopping(json.getJsonObject("stopping")))
            .setBudget(Values.integer(json.getNumber("budget")))
            .setParallelism(Values.integer(json.getNumber("parallelism", 1)))
            .setProposalSeconds(Values.integer(json.getNumber("proposalSeconds", 3600)))
            .setLeaseSeconds(Values.integer(json.getNumber("leaseSeconds", 600)))
            .setSeed(Values.longInteger(json.getNumber("seed"), "/seed"))
            .setState(CampaignState.OPEN)
            .setSimulated(json.getBoolean("simulated", false))
            .build();
    FidelityTerms.requireFit(campaign);
    DeadlineTerms.requireFit(campaign.getPolicy(), campaign);
    Policies.requireJoint(campaign);
    return campaign;
  }

  private static DriftTerms drift(JsonObject json) {
    if (json == null) {
      return null;
    }
    DriftTerms terms = DriftTerms.newBuilder().build();
    return DriftTerms.newBuilder()
        .setForget(json.getBoolean("forget", terms.getForget()))
        .setFactor(Values.positive(json.getNumber("factor", terms.getFactor()), "/drift/factor"))
        .setReferenceCandidateId(json.getString("referenceCandidateId"))
        .build();
  }

  /**
   * Makes sure that a policy fits a campaign.
   *
   * @throws io.athanor.gateway.problem.ProblemException naming the member
   */
  public static void requirePolicy(JsonObject policy, CampaignDefined campaign) {
    DeadlineTerms.requireFit(policy(policy, campaign), campaign);
  }

  /** A policy that fits a campaign, likewise. */
  static Policy policy(JsonObject policy, CampaignDefined campaign) {
    List<Parameter> declared =
        campaign.getSearch() instanceof Pool pool
            ? pool.getParameters()
            : ((ProcessSpace) campaign.getSearch()).getParameters();
    return Policies.read(policy, declared);
  }

  /** The same definition, said again with another state. */
  public static CampaignDefined inState(CampaignDefined known, CampaignState state, Origin origin) {
    CampaignDefined again =
        again(known, origin.meta(origin.fresh(), SOURCE, origin.now(), known.getCampaignId()));
    again.put(again.getSchema().getField("state").pos(), state);
    return again;
  }

  /**
   * The same definition, said again with another policy.
   *
   * @param causes ids of the events that led to it
   */
  public static CampaignDefined withPolicy(
      CampaignDefined known, Policy policy, List<String> causes, Origin origin) {
    Meta meta = origin.meta(origin.fresh(), SOURCE, origin.now(), known.getCampaignId());
    // whose a campaign is stays as it was, whoever promotes
    CampaignDefined again =
        again(
            known,
            Meta.newBuilder(meta)
                .setCausedBy(causes)
                .setTenant(known.getMeta().getTenant())
                .build());
    again.put(again.getSchema().getField("policy").pos(), policy);
    DeadlineTerms.requireFit(policy, again);
    return again;
  }

  private static CampaignDefined again(CampaignDefined known, Meta meta) {
    CampaignDefined again = new CampaignDefined();
    for (Schema.Field each : known.getSchema().getFields()) {
      Object value = known.get(each.pos());
      again.put(each.pos(), value instanceof Meta ? meta : value);
    }
    return again;
  }

  /** As the door shows it: a definition with every default filled in. */
  public static JsonObject json(CampaignDefined campaign) {
    JsonObject json =
        new JsonObject()
            .put("campaignId", campaign.getCampaignId())
            .put("name", campaign.getName())
            .put("objectives", Objectives.json(campaign.getObjectives()))
            .put("search", Searches.json(campaign.getSearch()))
            .put("policy", Policies.json(campaign.getPolicy()))
            .put("budget", campaign.getBudget())
            .put("parallelism", campaign.getParallelism())
            .put("proposalSeconds", campaign.getProposalSeconds())
            .put("leaseSeconds", campaign.getLeaseSeconds())
            .put("seed", campaign.getSeed())
            .put("simulated", campaign.getSimulated());
    ActionTerms.put(json, campaign);
    InventionTermsJson.put(json, campaign);
    DriftTerms drift = campaign.getDrift();
    if (drift != null) {
      JsonObject said =
          new JsonObject().put("forget", drift.getForget()).put("factor", drift.getFactor());
      Values.putIfPresent(said, "referenceCandidateId", drift.getReferenceCandidateId());
      json.put("drift", said);
    }
    if (campaign.getStopping() != null) {
      json.put("stopping", Policies.json(campaign.getStopping()));
    }
    return json;
  }
}
