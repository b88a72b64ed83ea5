package io.athanor.acquisition.critic;

/**
 * Scores a proposal before it is offered. Pure, and independent of planner and model: what it needs
 * of either (a predicted energy, where measurements were) is handed in as a fact.
 */
public final class Critic {
  private Critic() {}

  /** What there is to say against a proposal; the same proposal always gets the same critique. */
  public static Critique assess(ProposalUnderReview proposal) {
    Review review = new Review(proposal);
    review.addAll(proposal.terms().aboutUnits());
    SettingsCheck.on(review);
    MixtureCheck.on(review);
    FormulaCheck.on(review);
    ChargeCheck.on(review);
    ThermalCheck.on(review);
    StabilityCheck.on(review);
    StructureCheck.on(review);
    NoveltyCheck.on(review);
    HazardCheck.on(review);
    return review.critique();
  }
}
