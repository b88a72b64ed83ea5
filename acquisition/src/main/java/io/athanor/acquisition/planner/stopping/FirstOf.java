package io.athanor.acquisition.planner.stopping;

import java.util.List;

/**
 * Stops with the first of several rules that holds, in their order.
 *
 * @param rules may be empty: then it never stops
 */
public record FirstOf(List<StoppingRule> rules) implements StoppingRule {
  /** Copies. */
  public FirstOf {
    rules = List.copyOf(rules);
  }

  /** The verdict of the first rule that holds; that none does, where none does. */
  @Override
  public Verdict judge(Progress progress) {
    for (StoppingRule rule : rules) {
      Verdict verdict = rule.judge(progress);
      if (verdict.stop()) {
        return verdict;
      }
    }
    return new Verdict(
        "none", false, 0, 1, "None of %d stopping rules holds.".formatted(rules.size()));
  }

  /** What each rule says, in their order. */
  public List<Verdict> judgeAll(Progress progress) {
    return rules.stream().map(rule -> rule.judge(progress)).toList();
  }
}
