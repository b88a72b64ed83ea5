package io.athanor.allinone.fleet;

import java.util.List;

/**
 * What a fleet is and what it is to do.
 *
 * @param instruments how many there are
 * @param concurrent samples that all instruments together process at once
 * @param experiments in all campaigns together
 * @param campaigns that share the instruments, all of one weight
 * @param recipe steps of each experiment
 * @param recipeSeconds mean time of all steps together at the instruments (s)
 * @param queue samples that wait at each instrument beside those it processes
 * @param leaseSeconds after which an unrenewed lease is over (s)
 * @param acquisition how campaigns choose, in the door's words
 * @param faults injected in all
 * @param scheduled whether a scheduler places each step at an instrument; otherwise any robot
 *     leases from any campaign, and the recipe has one step
 * @param fencing whether robots heed refusals; off is the negative control
 * @param seed of every random number of the fleet
 */
record FleetPlan(
    int instruments,
    int concurrent,
    int experiments,
    int campaigns,
    List<RecipePart> recipe,
    double recipeSeconds,
    int queue,
    int leaseSeconds,
    String acquisition,
    int faults,
    boolean scheduled,
    boolean fencing,
    long seed) {
  FleetPlan {
    recipe = List.copyOf(recipe);
    atLeast("instruments", instruments, Math.max(1, recipe.size()));
    atLeast("concurrent", concurrent, instruments);
    atLeast("campaigns", campaigns, 1);
    atLeast("experiments", experiments, campaigns);
    atLeast("queue", queue, 0);
    atLeast("leaseSeconds", leaseSeconds, 1);
    atLeast("faults", faults, 0);
    if (recipe.isEmpty()) {
      throw new IllegalArgumentException("recipe is empty");
    }
    if (!scheduled && recipe.size() > 1) {
      throw new IllegalArgumentException("recipe has several steps and nobody to place them");
    }
    if (!(recipeSeconds > 0 && Double.isFinite(recipeSeconds))) {
      throw new IllegalArgumentException("recipeSeconds " + recipeSeconds + " is not positive");
    }
  }

  /** Experiments of the campaign with this number: all as many, the first ones more by one. */
  int budget(int campaign) {
    return experiments / campaigns + (campaign < experiments % campaigns ? 1 : 0);
  }

  /** Id of the campaign with this number. */
  String campaignId(int campaign) {
    return "fleet-%d-%02d".formatted(seed, campaign);
  }

  /** Mean time that a step takes at its instrument (s). */
  double meanSeconds(int step) {
    return recipe.get(step).share() * recipeSeconds;
  }

  private static void atLeast(String field, int value, int least) {
    if (value < least) {
      throw new IllegalArgumentException(field + " " + value + " is below " + least);
    }
  }
}
