package io.athanor.allinone.fleet;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** The fleet's campaigns in the door's words: alike but for id and seed, all of one weight. */
final class Definitions {
  private static final int DAY_SECONDS = 86_400;

  /** Experiments that a campaign may have open, over its part of all places at instruments. */
  private static final double AHEAD = 1.2;

  private Definitions() {}

  static JsonObject campaign(FleetPlan plan, int number) {
    JsonArray parameters = new JsonArray();
    for (int i = 0; i < SampleModel.DIMENSIONS; i++) {
      parameters.add(
          new JsonObject()
              .put("name", "x" + (i + 1))
              .put("kind", "continuous")
              .put("low", 0)
              .put("high", 1));
    }
    int places = plan.concurrent() + plan.instruments() * plan.queue();
    JsonObject json =
        new JsonObject()
            .put("campaignId", plan.campaignId(number))
            .put("name", "Fleet, campaign " + number)
            .put(
                "objectives",
                new JsonArray()
                    .add(
                        new JsonObject()
                            .put("property", Reports.PROPERTY)
                            .put("unit", "1")
                            .put("goal", "maximize")))
            .put(
                "search",
                new JsonObject().put("space", new JsonObject().put("parameters", parameters)))
            .put("policy", policy(plan))
            .put("budget", plan.budget(number))
            .put("parallelism", (int) Math.ceil(AHEAD * places / plan.campaigns()))
            .put("proposalSeconds", DAY_SECONDS)
            .put("leaseSeconds", plan.leaseSeconds())
            .put("seed", plan.seed() * 1_000 + number)
            .put("simulated", true);
    return plan.scheduled() ? json.put("dispatch", dispatch(plan)) : json;
  }

  private static JsonObject policy(FleetPlan plan) {
    JsonObject policy = new JsonObject().put("acquisition", plan.acquisition());
    return plan.acquisition().equals("random")
        ? policy
        : policy.put("surrogate", "bayesian-linear");
  }

  private static JsonObject dispatch(FleetPlan plan) {
    JsonArray recipe = new JsonArray();
    for (int i = 0; i < plan.recipe().size(); i++) {
      recipe.add(
          new JsonObject()
              .put("name", plan.recipe().get(i).name())
              .put("technique", plan.recipe().get(i).technique())
              .put("seconds", plan.meanSeconds(i)));
    }
    return new JsonObject().put("mode", "scheduled").put("weight", 1.0).put("recipe", recipe);
  }
}
