package io.athanor.gateway.event;

import io.athanor.event.Approval;
import io.athanor.event.ApprovalMode;
import io.athanor.event.ApprovalTerms;
import io.athanor.event.CampaignDefined;
import io.athanor.event.CriticMode;
import io.athanor.event.CriticTerms;
import io.athanor.event.Dispatch;
import io.athanor.event.DispatchMode;
import io.athanor.event.RecipeStep;
import io.athanor.event.Retraction;
import io.athanor.gateway.problem.ProblemCode;
import io.athanor.gateway.problem.ProblemException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** How a campaign's experiments come to be done, and who has a say in it: JSON, and back. */
final class ActionTerms {
  private static final String APPROVAL = "/approvalTerms";
  private static final String VETO = "vetoSeconds";
  private static final String QUORUM = "quorum";
  private static final double BELOW = 0.5;
  private static final double BLOCK_ABOVE = 0.9;

  private ActionTerms() {}

  /** Sets them on a definition. */
  static void read(JsonObject json, CampaignDefined.Builder definition) {
    JsonObject terms = json.getJsonObject("approvalTerms");
    String approval = json.getString("approval", terms == null ? "automatic" : "required");
    if (terms != null && approval.equals("automatic")) {
      throw invalid("/approval", "must be required: there are approvalTerms");
    }
    definition
        .setApproval(Spelling.read(Approval.class, approval))
        .setApprovalTerms(terms == null ? null : approval(terms))
        .setDispatch(dispatch(json.getJsonObject("dispatch")))
        .setRetraction(retraction(json.getJsonObject("retraction")))
        .setCritic(critic(json.getJsonObject("critic")));
  }

  /** Puts those that are not left out where the door shows a definition. */
  static void put(JsonObject json, CampaignDefined campaign) {
    json.put("approval", Spelling.of(campaign.getApproval()));
    ApprovalTerms terms = campaign.getApprovalTerms();
    if (terms != null) {
      JsonObject said = new JsonObject().put("mode", Spelling.of(terms.getMode()));
      if (terms.getMode() == ApprovalMode.QUORUM) {
        said.put(QUORUM, terms.getQuorum());
      }
      Values.putIfPresent(said, VETO, terms.getVetoSeconds());
      Values.putIfPresent(said, "aboveOutOfDomain", terms.getAboveOutOfDomain());
      Values.putIfPresent(said, "aboveRisk", terms.getAboveRisk());
      json.put("approvalTerms", said);
    }
    if (campaign.getDispatch() != null) {
      json.put("dispatch", json(campaign.getDispatch()));
    }
    if (campaign.getRetraction() != null) {
      json.put("retraction", new JsonObject().put("below", campaign.getRetraction().getBelow()));
    }
    CriticTerms critic = campaign.getCritic();
    if (critic != null) {
      JsonObject said = new JsonObject().put("mode", Spelling.of(critic.getMode()));
      if (critic.getMode() == CriticMode.BLOCK) {
        said.put("blockAbove", critic.getBlockAbove());
      }
      json.put("critic", said.put("hazards", new JsonArray(List.copyOf(critic.getHazards()))));
    }
  }

  private static JsonObject json(Dispatch dispatch) {
    JsonObject json =
        new JsonObject()
            .put("mode", Spelling.of(dispatch.getMode()))
            .put("priority", dispatch.getPriority())
            .put("weight", dispatch.getWeight());
    Values.putIfPresent(json, "quota", dispatch.getQuota());
    Values.putIfPresent(json, "deadline", dispatch.getDeadline());
    JsonArray recipe = new JsonArray();
    for (RecipeStep each : dispatch.getRecipe()) {
      JsonObject step =
          new JsonObject().put("name", each.getName()).put("technique", each.getTechnique());
      Values.putIfPresent(step, "seconds", each.getSeconds());
      recipe.add(step);
    }
    json.put("recipe", recipe);
    Values.putIfPresent(json, "portfolio", dispatch.getPortfolio());
    return json;
  }

  private static Dispatch dispatch(JsonObject json) {
    if (json == null) {
      return null;
    }
    Number quota = json.getNumber("quota");
    String deadline = json.getString("deadline");
    JsonArray said = json.getJsonArray("recipe", new JsonArray());
    List<RecipeStep> recipe = new ArrayList<>();
    for (int i = 0; i < said.size(); i++) {
      JsonObject step = said.getJsonObject(i);
      Number seconds = step.getNumber("seconds");
      String at = "/dispatch/recipe/" + i + "/seconds";
      recipe.add(
          new RecipeStep(
              step.getString("name"),
              step.getString("technique"),
              seconds == null ? null : (Double) Values.positive(seconds, at)));
    }
    return Dispatch.newBuilder()
        .setMode(Spelling.read(DispatchMode.class, json.getString("mode", "scheduled")))
        .setPriority(Values.integer(json.getNumber("priority", 0)))
        .setWeight(Values.positive(json.getNumber("weight", 1.0), "/dispatch/weight"))
        .setQuota(quota == null ? null : (Integer) Values.integer(quota))
        .setDeadline(deadline == null ? null : Values.instant(deadline, "/dispatch/deadline"))
        .setRecipe(recipe)
        .setPortfolio(json.getString("portfolio"))
        .build();
  }

  private static ApprovalTerms approval(JsonObject json) {
    ApprovalMode mode = Spelling.read(ApprovalMode.class, json.getString("mode"));
    Number veto = json.getNumber(VETO);
    if (mode == ApprovalMode.VETO_WINDOW) {
      if (veto == null) {
        throw invalid(APPROVAL + "/" + VETO, "is missing: a veto window has a length");
      }
      if (json.containsKey(QUORUM)) {
        throw invalid(APPROVAL + "/" + QUORUM, "is for the mode quorum");
      }
    } else if (veto != null) {
      throw invalid(APPROVAL + "/" + VETO, "is for the mode veto-window");
    }
    return ApprovalTerms.newBuilder()
        .setMode(mode)
        .setQuorum(Values.integer(json.getNumber(QUORUM, 1)))
        .setVetoSeconds(veto == null ? null : (Double) Values.positive(veto, APPROVAL + "/" + VETO))
        .setAboveOutOfDomain(limit(json, "aboveOutOfDomain"))
        .setAboveRisk(limit(json, "aboveRisk"))
        .build();
  }

  private static Double limit(JsonObject json, String name) {
    Number limit = json.getNumber(name);
    return limit == null ? null : (Double) Values.finite(limit, APPROVAL + "/" + name);
  }

  private static Retraction retraction(JsonObject json) {
    return json == null
        ? null
        : new Retraction(Values.finite(json.getNumber("below", BELOW), "/retraction/below"));
  }

  private static CriticTerms critic(JsonObject json) {
    if (json == null) {
      return null;
    }
    CriticMode mode = Spelling.read(CriticMode.class, json.getString("mode"));
    if (mode == CriticMode.ADVISE && json.containsKey("blockAbove")) {
      throw invalid("/critic/blockAbove", "is for the mode block");
    }
    List<String> hazards = new ArrayList<>();
    json.getJsonArray("hazards", new JsonArray()).forEach(each -> hazards.add((String) each));
    for (int i = 0; i < hazards.size(); i++) {
      Candidates.composition(hazards.get(i), "/critic/hazards/" + i);
    }
    return CriticTerms.newBuilder()
        .setMode(mode)
        .setBlockAbove(
            Values.finite(json.getNumber("blockAbove", BLOCK_ABOVE), "/critic/blockAbove"))
        .setHazards(hazards)
        .build();
  }

  private static ProblemException invalid(String pointer, String reason) {
    return ProblemException.at(pointer, ProblemCode.INVALID_FIELD, reason);
  }
}
