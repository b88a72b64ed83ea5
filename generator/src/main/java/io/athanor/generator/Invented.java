package io.athanor.generator;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A candidate that passed.
 *
 * @param generator who made it
 * @param draft its structure and history, reasons included
 * @param type name of its structure type
 * @param assessment what the surrogate expects of it
 * @param merit how much it promises
 * @param probabilities that each limited property lies in its range
 * @param charges oxidation states by symbol that balance; empty for alloys
 */
public record Invented(
    String generator,
    Draft draft,
    String type,
    Assessment assessment,
    double merit,
    Map<String, Double> probabilities,
    Map<String, Integer> charges) {
  /** Sorts the maps by name. */
  public Invented {
    probabilities = Collections.unmodifiableMap(new TreeMap<>(probabilities));
    charges = Collections.unmodifiableMap(new TreeMap<>(charges));
  }

  /** Canonical formula. */
  public String formula() {
    return draft.crystal().composition().formula();
  }

  /** Probability that all limited properties lie in their ranges, as if they were independent. */
  public double probability() {
    return probabilities.values().stream().reduce(1.0, (a, b) -> a * b);
  }

  /** Ids of the materials it comes from. */
  public List<String> parents() {
    return draft.parents();
  }
}
