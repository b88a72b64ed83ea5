package io.athanor.acquisition.shadow;

import io.athanor.acquisition.planner.Choice;
import io.athanor.acquisition.planner.Planner;
import io.athanor.acquisition.planner.PlannerMemo;
import io.athanor.acquisition.planner.PlanningProblem;
import io.athanor.acquisition.planner.Policy;
import io.athanor.acquisition.planner.numeric.Seeds;
import java.util.Optional;

/**
 * A policy that is asked in place of a campaign's own: the same problem, the same seed. Only where
 * chance had a part in its choice, it is asked again under a seed of its own, as no estimate holds
 * for choices that follow the very draws by which they are judged. Owned by one thread.
 */
public final class Bystander {
  private final String name;
  private final Policy policy;
  private final PlannerMemo apart = new PlannerMemo();

  /**
   * A shadow.
   *
   * @param name its own among the shadows of its campaign
   */
  public Bystander(String name, Policy policy) {
    this.name = name;
    this.policy = policy;
  }

  /**
   * What it would choose; empty where it would choose nothing.
   *
   * @param asked the campaign's own problem
   * @param memo of choices in the same campaign by the same surrogate
   * @throws IllegalArgumentException if the policy does not fit the problem
   */
  public Optional<Choice> choose(PlanningProblem asked, PlannerMemo memo) {
    Optional<Choice> choice = select(problem(asked, policy, asked.campaignSeed()), memo);
    if (choice.flatMap(Choice::randomisation).isEmpty()) {
      return choice;
    }
    long seed = Seeds.stream(asked.campaignSeed(), "shadow/" + name).nextLong();
    return select(problem(asked, policy, seed), apart);
  }

  private static Optional<Choice> select(PlanningProblem problem, PlannerMemo memo) {
    return Planner.select(problem, 1, memo).stream().findFirst();
  }

  /** The same problem under another policy and seed. */
  static PlanningProblem problem(PlanningProblem asked, Policy policy, long seed) {
    return new PlanningProblem(
        asked.space(),
        asked.trials(),
        asked.objectives(),
        policy,
        asked.history(),
        asked.pending(),
        asked.failed(),
        asked.unavailable(),
        asked.budget(),
        seed,
        asked.ordinal(),
        asked.cheap());
  }
}
