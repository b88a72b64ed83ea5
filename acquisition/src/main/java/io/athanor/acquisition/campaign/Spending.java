package io.athanor.acquisition.campaign;

import io.athanor.acquisition.planner.Fidelities;

/** What a campaign's experiments cost: one each, or, with fidelities, what their level does. */
final class Spending {
  // so that sums of costs such as 0.1 do not lose an experiment to rounding
  private static final double ROUNDING = 1e-9;

  private Spending() {}

  /** Experiments at the level that counts that the rest of the budget pays for. */
  static int left(CampaignDefinition definition, Experiments experiments) {
    Fidelities levels = definition.policy().fidelities();
    return levels.isEmpty()
        ? definition.budget() - experiments.used()
        : affordable(definition.budget() - experiments.spent(levels), levels);
  }

  /** Experiments at the level that counts that the whole budget pays for, at least 1. */
  static int all(CampaignDefinition definition) {
    Fidelities levels = definition.policy().fidelities();
    return levels.isEmpty()
        ? definition.budget()
        : Math.max(1, affordable(definition.budget(), levels));
  }

  private static int affordable(double budget, Fidelities levels) {
    return (int) Math.floor(budget / levels.target().cost() + ROUNDING);
  }

  /** Why nothing more is proposed. */
  static Conclusion spent(CampaignDefinition definition, Experiments experiments) {
    Fidelities levels = definition.policy().fidelities();
    return levels.isEmpty()
        ? Conclusions.budget(definition.budget(), experiments.used())
        : Conclusions.spent(definition.budget(), experiments.spent(levels), levels.target());
  }
}
