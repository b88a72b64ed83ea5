package io.athanor.gateway.event;

import io.athanor.event.AcquisitionKind;
import io.athanor.event.BatchKind;
import io.athanor.event.CampaignDefined;
import io.athanor.event.FeatureKind;
import io.athanor.event.Parameter;
import io.athanor.event.Policy;
import io.athanor.event.Pool;
import io.athanor.event.PriorCampaign;
import io.athanor.event.PriorObservation;
import io.athanor.event.Stopping;
import io.athanor.event.SurrogateKind;
import io.athanor.gateway.problem.ProblemCode;
import io.athanor.gateway.problem.ProblemException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** How a campaign chooses and when it stops: JSON to events, and back. */
final class Policies {
  private static final String SURROGATE = "/policy/surrogate";
  private static final int MOST_JOINT = 20_000;
  private static final String FIDELITIES = "fidelities";
  private static final String TRANSFER = "transferFrom";
  private static final String REGRET = "regretBelow";
  private static final String BETTER = "expectedBetterBelow";
  private static final String WORTH = "worthBelow";
  private static final String TARGET = "targetReached";

  private Policies() {}

  /**
   * The policy.
   *
   * @param declared parameters of the campaign, which settings of past ones must fit
   */
  static Policy read(JsonObject json, List<Parameter> declared) {
    List<FeatureKind> features = new ArrayList<>();
    json.getJsonArray("features", JsonArray.of("parameters"))
        .forEach(each -> features.add(Spelling.read(FeatureKind.class, (String) each)));
    Policy policy =
        Policy.newBuilder()
            .setAcquisition(
                Spelling.read(AcquisitionKind.class, json.getString("acquisition", "auto")))
            .setSurrogate(Spelling.read(SurrogateKind.class, json.getString("surrogate", "auto")))
            .setFeatures(features)
            .setKappa(Values.finite(json.getNumber("kappa", 1.0), "/policy/kappa"))
            .setInitialDesign(Values.integer(json.getNumber("initialDesign", 2)))
            .setBatch(
                Spelling.read(BatchKind.class, json.getString("batch", "conditional-variance")))
            .setSafe(json.getBoolean("safe", false))
            .setCostParameter(json.getString("costParameter"))
            .setExploration(exploration(json))
            .setPriorCampaigns(
                priors(json.getJsonArray("priorCampaigns", new JsonArray()), declared))
            .setTransferFrom(transferFrom(json.getJsonArray(TRANSFER, new JsonArray())))
            .setFederated(federated(json, features))
            .setFidelities(FidelityTerms.read(json.getJsonArray(FIDELITIES, new JsonArray())))
            .setDeadline(DeadlineTerms.read(json))
            .build();
    FidelityTerms.requireFit(policy);
    DeadlineTerms.requireFit(policy);
    return policy;
  }

  static JsonObject json(Policy policy) {
    JsonArray features = new JsonArray();
    policy.getFeatures().forEach(each -> features.add(Spelling.of(each)));
    JsonObject json =
        new JsonObject()
            .put("acquisition", Spelling.of(policy.getAcquisition()))
            .put("surrogate", Spelling.of(policy.getSurrogate()))
            .put("features", features)
            .put("kappa", policy.getKappa())
            .put("initialDesign", policy.getInitialDesign())
            .put("batch", Spelling.of(policy.getBatch()))
            .put("safe", policy.getSafe())
            .put("exploration", policy.getExploration());
    Values.putIfPresent(json, "costParameter", policy.getCostParameter());
    Values.putIfPresent(json, DeadlineTerms.NAME, policy.getDeadline());
    if (!policy.getPriorCampaigns().isEmpty()) {
      json.put("priorCampaigns", priorsJson(policy.getPriorCampaigns()));
    }
    if (!policy.getTransferFrom().isEmpty()) {
      json.put(TRANSFER, new JsonArray(List.copyOf(policy.getTransferFrom())));
    }
    if (!policy.getFidelities().isEmpty()) {
      json.put(FIDELITIES, FidelityTerms.json(policy.getFidelities()));
    }
    return policy.getFederated() ? json.put("federated", true) : json;
  }

  /** A joint posterior is of several objectives, and its cost grows with the pool. */
  static void requireJoint(CampaignDefined campaign) {
    if (campaign.getPolicy().getSurrogate() != SurrogateKind.MULTI_OUTPUT) {
      return;
    }
    if (campaign.getObjectives().size() < 2) {
      throw ProblemException.at(
          SURROGATE, ProblemCode.INVALID_FIELD, "multi-output needs two objectives or more");
    }
    if (campaign.getSearch() instanceof Pool pool && pool.getSize() > MOST_JOINT) {
      throw ProblemException.at(
          SURROGATE,
          ProblemCode.INVALID_FIELD,
          "multi-output takes %d candidates at most".formatted(MOST_JOINT));
    }
    Policy policy = campaign.getPolicy();
    if (!policy.getPriorCampaigns().isEmpty()
        || !policy.getTransferFrom().isEmpty()
        || policy.getFederated()) {
      throw ProblemException.at(
          SURROGATE,
          ProblemCode.INVALID_FIELD,
          "multi-output learns from no other campaigns or sites");
    }
  }

  /** A campaign has nothing to learn from itself. */
  static void requireOthers(Policy policy, String campaignId) {
    int own = policy.getTransferFrom().indexOf(campaignId);
    if (own >= 0) {
      throw ProblemException.at(
          "/policy/" + TRANSFER + "/" + own, ProblemCode.INVALID_FIELD, "is the campaign itself");
    }
  }

  /** What sites share are sums of a linear head over embeddings; any other model cannot hear it. */
  private static boolean federated(JsonObject json, List<FeatureKind> features) {
    boolean federated = json.getBoolean("federated", false);
    if (federated && !features.equals(List.of(FeatureKind.EMBEDDING))) {
      throw ProblemException.at(
          "/policy/federated",
          ProblemCode.INVALID_FIELD,
          "needs embedding as the only features: what sites share is of embeddings");
    }
    String surrogate = json.getString("surrogate", "auto");
    if (federated && !List.of("auto", "bayesian-linear").contains(surrogate)) {
      throw ProblemException.at(
          "/policy/federated",
          ProblemCode.INVALID_FIELD,
          "needs the surrogate auto or bayesian-linear: what sites share is a linear head");
    }
    return federated;
  }

  private static List<String> transferFrom(JsonArray json) {
    List<String> campaigns = new ArrayList<>();
    json.forEach(each -> campaigns.add((String) each));
    return campaigns;
  }

  private static double exploration(JsonObject json) {
    double exploration = Values.finite(json.getNumber("exploration", 0), "/policy/exploration");
    if (exploration > 0
        && !json.getString("batch", "conditional-variance").equals("conditional-variance")) {
      throw ProblemException.at(
          "/policy/exploration",
          ProblemCode.INVALID_FIELD,
          "needs the batch conditional-variance: each pick is a draw of its own");
    }
    return exploration;
  }

  private static List<PriorCampaign> priors(JsonArray json, List<Parameter> declared) {
    List<PriorCampaign> priors = new ArrayList<>();
    for (int i = 0; i < json.size(); i++) {
      JsonArray said = json.getJsonObject(i).getJsonArray("observations");
      List<PriorObservation> observations = new ArrayList<>();
      for (int j = 0; j < said.size(); j++) {
        String at = "/policy/priorCampaigns/" + i + "/observations/" + j;
        JsonObject each = said.getJsonObject(j);
        observations.add(
            new PriorObservation(
                Candidates.parameters(
                    each.getJsonObject("parameters"), declared, at + "/parameters"),
                Values.finite(each.getNumber("value"), at + "/value")));
      }
      priors.add(new PriorCampaign(json.getJsonObject(i).getString("name"), observations));
    }
    return priors;
  }

  private static JsonArray priorsJson(List<PriorCampaign> priors) {
    JsonArray json = new JsonArray();
    for (PriorCampaign prior : priors) {
      JsonArray observations = new JsonArray();
      prior
          .getObservations()
          .forEach(
              each ->
                  observations.add(
                      new JsonObject()
                          .put("parameters", new JsonObject(each.getParameters()))
                          .put("value", each.getValue())));
      json.add(new JsonObject().put("name", prior.getName()).put("observations", observations));
    }
    return json;
  }

  static Stopping stopping(JsonObject json) {
    return json == null
        ? null
        : Stopping.newBuilder()
            .setRegretBelow(positive(json, REGRET))
            .setExpectedBetterBelow(positive(json, BETTER))
            .setWorthBelow(positive(json, WORTH))
            .setTargetReached(finite(json, TARGET))
            .build();
  }

  static JsonObject json(Stopping stopping) {
    JsonObject json = new JsonObject();
    Values.putIfPresent(json, REGRET, stopping.getRegretBelow());
    Values.putIfPresent(json, BETTER, stopping.getExpectedBetterBelow());
    Values.putIfPresent(json, WORTH, stopping.getWorthBelow());
    Values.putIfPresent(json, TARGET, stopping.getTargetReached());
    return json;
  }

  private static Double positive(JsonObject json, String name) {
    Number number = json.getNumber(name);
    return number == null ? null : (Double) Values.positive(number, "/stopping/" + name);
  }

  private static Double finite(JsonObject json, String name) {
    Number number = json.getNumber(name);
    return number == null ? null : (Double) Values.finite(number, "/stopping/" + name);
  }
}
