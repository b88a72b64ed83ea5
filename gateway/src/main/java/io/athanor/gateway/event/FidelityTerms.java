package io.athanor.gateway.event;

import io.athanor.event.AcquisitionKind;
import io.athanor.event.BatchKind;
import io.athanor.event.CampaignDefined;
import io.athanor.event.DispatchMode;
import io.athanor.event.FidelityLevel;
import io.athanor.event.ObservationDerived;
import io.athanor.event.Policy;
import io.athanor.event.SurrogateKind;
import io.athanor.gateway.problem.ProblemCode;
import io.athanor.gateway.problem.ProblemException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The ways to come by an objective's value: JSON to events, and back; and what is of which. */
public final class FidelityTerms {
  private static final String FIELD = "/policy/fidelities";
  private static final String MEASURED = "experiment";

  private FidelityTerms() {}

  static List<FidelityLevel> read(JsonArray json) {
    List<FidelityLevel> levels = new ArrayList<>();
    for (int i = 0; i < json.size(); i++) {
      JsonObject each = json.getJsonObject(i);
      levels.add(
          FidelityLevel.newBuilder()
              .setName(each.getString("name"))
              .setCost(Values.positive(each.getNumber("cost"), FIELD + "/" + i + "/cost"))
              .setInstruments(texts(each.getJsonArray("instruments", new JsonArray())))
              .setMethods(texts(each.getJsonArray("methods", new JsonArray())))
              .build());
    }
    if (levels.size() == 1) {
      throw refused("", "must be two, the cheap one and the one that counts");
    }
    if (!levels.isEmpty()) {
      requireOrder(levels);
      requireOnce(levels);
    }
    return levels;
  }

  private static List<String> texts(JsonArray json) {
    return json.stream().map(String.class::cast).toList();
  }

  private static void requireOrder(List<FidelityLevel> levels) {
    if (levels.get(0).getName().equals(levels.get(1).getName())) {
      throw refused("/1/name", "is the other one's");
    }
    if (levels.get(0).getCost() >= levels.get(1).getCost()) {
      throw refused("/0/cost", "must be less than the last one's, which is the one that counts");
    }
  }

  private static void requireOnce(List<FidelityLevel> levels) {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < levels.size(); i++) {
      for (int j = 0; j < levels.get(i).getInstruments().size(); j++) {
        requireNew(seen, "instruments", i, j, levels.get(i).getInstruments().get(j));
      }
      for (int j = 0; j < levels.get(i).getMethods().size(); j++) {
        requireNew(seen, "methods", i, j, levels.get(i).getMethods().get(j));
      }
    }
  }

  private static void requireNew(
      Set<String> seen, String member, int level, int place, String name) {
    if (!seen.add(member + "/" + name)) {
      throw refused("/%d/%s/%d".formatted(level, member, place), "is of the other level already");
    }
  }

  /** What levels go with in a policy. */
  static void requireFit(Policy policy) {
    if (policy.getFidelities().isEmpty()) {
      return;
    }
    require(
        policy.getSurrogate() == SurrogateKind.AUTO
            || policy.getSurrogate() == SurrogateKind.GAUSSIAN_PROCESS,
        "needs the surrogate gaussian-process or auto");
    require(
        policy.getAcquisition() != AcquisitionKind.RANDOM,
        "needs an acquisition that learns: random does not");
    require(
        policy.getBatch() == BatchKind.CONDITIONAL_VARIANCE,
        "needs the batch conditional-variance");
    require(
        policy.getExploration() == 0, "needs no exploration: the odds of a level are not known");
    require(
        !policy.getSafe(), "needs a policy that is not safe: limits are known of the last only");
    require(policy.getCostParameter() == null, "needs no costParameter: each says what it costs");
    require(
        policy.getPriorCampaigns().isEmpty()
            && policy.getTransferFrom().isEmpty()
            && !policy.getFederated(),
        "needs no other campaigns or sites to learn from");
  }

  /** What levels go with in a campaign. */
  static void requireFit(CampaignDefined campaign) {
    List<FidelityLevel> levels = campaign.getPolicy().getFidelities();
    if (levels.isEmpty()) {
      return;
    }
    require(campaign.getObjectives().size() == 1, "needs one objective");
    require(
        campaign.getDispatch() == null || campaign.getDispatch().getMode() == DispatchMode.OPEN,
        "needs an open dispatch: who measures at a level takes its proposals");
    if (levels.get(1).getCost() > campaign.getBudget()) {
      throw refused("/1/cost", "is more than the budget");
    }
  }

  private static void require(boolean holds, String reason) {
    if (!holds) {
      throw refused("", reason);
    }
  }

  private static ProblemException refused(String at, String reason) {
    return ProblemException.at(FIELD + at, ProblemCode.INVALID_FIELD, reason);
  }

  static JsonArray json(List<FidelityLevel> levels) {
    JsonArray json = new JsonArray();
    for (FidelityLevel each : levels) {
      json.add(
          new JsonObject()
              .put("name", each.getName())
              .put("cost", each.getCost())
              .put("instruments", new JsonArray(List.copyOf(each.getInstruments())))
              .put("methods", new JsonArray(List.copyOf(each.getMethods()))));
    }
    return json;
  }

  /**
   * Whether an observation is of the level that counts: as its method or instrument says, else the
   * experiment that it is the outcome of. What did not converge is of none.
   *
   * @param asked level of that experiment; null where there is none
   */
  public static boolean counts(ObservationDerived observation, Policy policy, String asked) {
    List<FidelityLevel> levels = policy.getFidelities();
    if (!observation.getConverged()) {
      return false;
    }
    if (!observation.getFidelity().equals(MEASURED)) {
      return !levels.isEmpty() && levels.get(1).getMethods().contains(observation.getMethod());
    }
    if (levels.isEmpty()) {
      return true;
    }
    String instrument = observation.getInstrumentId();
    boolean cheap =
        levels.get(0).getInstruments().contains(instrument)
            || (levels.get(0).getName().equals(asked)
                && !levels.get(1).getInstruments().contains(instrument));
    return !cheap;
  }
}
