package io.athanor.acquisition.planner.stopping;

/**
 * Stops when the experiments so far have cost all there is.
 *
 * @param cost in the campaign's own unit, positive
 */
public record CostBudget(double cost) implements StoppingRule {
  /** Checks. */
  public CostBudget {
    Verdict.requirePositive("cost", cost);
  }

  @Override
  public Verdict judge(Progress progress) {
    return new Verdict(
        "cost-budget",
        progress.cost() >= cost,
        progress.cost(),
        cost,
        "%s of the cost budget %s is spent."
            .formatted(Verdict.shortly(progress.cost()), Verdict.shortly(cost)));
  }
}
