package io.athanor.generator;

import io.athanor.generator.structure.Corpus;
import java.util.List;
import java.util.Objects;

/**
 * What a generator is told.
 *
 * @param goal what is sought
 * @param corpus what materials are like
 * @param rules what must be kept besides the goal's own terms
 * @param surrogate predicts properties
 * @param merit says how much a prediction promises
 * @param relaxer moves crystals to lower energy
 * @param known candidates that exist already, besides the corpus
 */
public record Brief(
    Goal goal,
    Corpus corpus,
    List<Rule> rules,
    Surrogate surrogate,
    Merit merit,
    Relaxer relaxer,
    List<Known> known) {
  /** Copies the lists. */
  public Brief {
    Objects.requireNonNull(goal, "brief.goal");
    Objects.requireNonNull(corpus, "brief.corpus");
    Objects.requireNonNull(surrogate, "brief.surrogate");
    Objects.requireNonNull(merit, "brief.merit");
    Objects.requireNonNull(relaxer, "brief.relaxer");
    rules = List.copyOf(rules);
    known = List.copyOf(known);
  }
}
