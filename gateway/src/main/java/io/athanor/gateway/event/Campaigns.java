package io.athanor.gateway.event;

import io.athanor.event.AcquisitionKind;
import io.athanor.event.Approval;
import io.athanor.event.CampaignDefined;
import io.athanor.event.CampaignState;
import io.athanor.event.FeatureKind;
import io.athanor.event.Goal;
import io.athanor.event.Objective;
import io.athanor.event.Policy;
import io.athanor.event.Pool;
import io.athanor.event.ProcessSpace;
import io.athanor.event.SpaceConstraint;
import io.athanor.event.SurrogateKind;
import io.athanor.gateway.problem.ProblemCode;
import io.athanor.gateway.problem.ProblemException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

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
    return CampaignDefined.newBuilder()
        .setMeta(origin.meta(id, SOURCE, origin.now(), campaignId))
        .setCampaignId(campaignId)
        .setName(json.getString("name"))
        .setObjectives(objectives(json.getJsonArray("objectives")))
        .setSearch(search(json.getJsonObject("search")))
        .setPolicy(policy(json.getJsonObject("policy")))
        .setBudget(Values.integer(json.getNumber("budget")))
        .setParallelism(Values.integer(json.getNumber("parallelism", 1)))
        .setProposalSeconds(Values.integer(json.getNumber("proposalSeconds", 3600)))
        .setLeaseSeconds(Values.integer(json.getNumber("leaseSeconds", 600)))
        .setSeed(Values.longInteger(json.getNumber("seed"), "/seed"))
        .setApproval(Approval.AUTOMATIC)
        .setState(CampaignState.OPEN)
        .setSimulated(json.getBoolean("simulated", false))
        .build();
  }

  /** As the door shows it: a definition with every default filled in. */
  public static JsonObject json(CampaignDefined campaign) {
    JsonArray objectives = new JsonArray();
    campaign.getObjectives().forEach(each -> objectives.add(json(each)));
    return new JsonObject()
        .put("campaignId", campaign.getCampaignId())
        .put("name", campaign.getName())
        .put("objectives", objectives)
        .put("search", searchJson(campaign.getSearch()))
        .put("policy", json(campaign.getPolicy()))
        .put("budget", campaign.getBudget())
        .put("parallelism", campaign.getParallelism())
        .put("proposalSeconds", campaign.getProposalSeconds())
        .put("leaseSeconds", campaign.getLeaseSeconds())
        .put("seed", campaign.getSeed())
        .put("simulated", campaign.getSimulated());
  }

  private static List<Objective> objectives(JsonArray json) {
    List<Objective> objectives = new ArrayList<>();
    for (int i = 0; i < json.size(); i++) {
      JsonObject each = json.getJsonObject(i);
      String at = "/objectives/" + i;
      Goal goal = Spelling.read(Goal.class, each.getString("goal"));
      Number target = each.getNumber("target");
      if ((goal == Goal.TARGET) != (target != null)) {
        throw ProblemException.at(
            at + "/target",
            ProblemCode.INVALID_FIELD,
            target == null ? "is missing: the goal is target" : "is only for the goal target");
      }
      objectives.add(
          Objective.newBuilder()
              .setProperty(each.getString("property"))
              .setUnit(Values.unit(each.getString("unit"), at + "/unit"))
              .setGoal(goal)
              .setTarget(target == null ? null : Values.finite(target, at + "/target"))
              .build());
    }
    return objectives;
  }

  private static JsonObject json(Objective objective) {
    JsonObject json =
        new JsonObject()
            .put("property", objective.getProperty())
            .put("unit", objective.getUnit())
            .put("goal", Spelling.of(objective.getGoal()));
    Values.putIfPresent(json, "target", objective.getTarget());
    return json;
  }

  private static Object search(JsonObject json) {
    JsonObject pool = json.getJsonObject("pool");
    if (pool != null) {
      JsonArray parameters = pool.getJsonArray("parameters", new JsonArray());
      return new Pool(
          Values.integer(pool.getNumber("size")),
          Parameters.read(parameters, "/search/pool/parameters", false));
    }
    JsonObject space = json.getJsonObject("space");
    return new ProcessSpace(
        Parameters.read(space.getJsonArray("parameters"), "/search/space/parameters", true),
        Spelling.read(SpaceConstraint.class, space.getString("constraint", "none")));
  }

  private static JsonObject searchJson(Object search) {
    if (search instanceof Pool pool) {
      return new JsonObject()
          .put(
              "pool",
              new JsonObject()
                  .put("size", pool.getSize())
                  .put("parameters", Parameters.json(pool.getParameters())));
    }
    ProcessSpace space = (ProcessSpace) search;
    return new JsonObject()
        .put(
            "space",
            new JsonObject()
                .put("parameters", Parameters.json(space.getParameters()))
                .put("constraint", Spelling.of(space.getConstraint())));
  }

  private static Policy policy(JsonObject json) {
    List<FeatureKind> features = new ArrayList<>();
    json.getJsonArray("features")
        .forEach(each -> features.add(Spelling.read(FeatureKind.class, (String) each)));
    return Policy.newBuilder()
        .setAcquisition(Spelling.read(AcquisitionKind.class, json.getString("acquisition")))
        .setSurrogate(Spelling.read(SurrogateKind.class, json.getString("surrogate")))
        .setFeatures(features)
        .setKappa(Values.finite(json.getNumber("kappa", 1.0), "/policy/kappa"))
        .setInitialDesign(Values.integer(json.getNumber("initialDesign", 2)))
        .build();
  }

  private static JsonObject json(Policy policy) {
    JsonArray features = new JsonArray();
    policy.getFeatures().forEach(each -> features.add(Spelling.of(each)));
    return new JsonObject()
        .put("acquisition", Spelling.of(policy.getAcquisition()))
        .put("surrogate", Spelling.of(policy.getSurrogate()))
        .put("features", features)
        .put("kappa", policy.getKappa())
        .put("initialDesign", policy.getInitialDesign());
  }
}
