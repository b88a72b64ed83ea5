package io.athanor.generator.search;

import io.athanor.generator.Brief;
import io.athanor.generator.Inventor;
import io.athanor.generator.chemistry.Substitutions;
import io.athanor.generator.structure.Fingerprint;
import io.athanor.generator.structure.Registry;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Raises individuals that keep to all rules and that nobody knows: mutates, repairs, rejects, and
 * counts why.
 */
final class Nursery {
  private final Chemist chemist;
  private final Repair repair;
  private final Registry known;
  private final Tally tally = new Tally();
  private final boolean repairs;

  Nursery(Brief brief, double temperature, boolean repairs) {
    Substitutions substitutions = Substitutions.of(brief.corpus());
    this.chemist = new Chemist(brief.goal(), brief.corpus(), substitutions, temperature);
    this.repair = new Repair(chemist, brief.rules(), brief.goal().elements().required());
    this.known = Inventor.known(brief);
    this.repairs = repairs;
  }

  Chemist chemist() {
    return chemist;
  }

  Tally tally() {
    return tally;
  }

  /** A child of a material of the corpus. */
  Optional<Repair.Outcome> immigrant(SplittableRandom random) {
    return raised(chemist.mutated(chemist.parent(random), random));
  }

  /** The individual if it passes, or one near it; else nothing. */
  Optional<Repair.Outcome> raised(Individual child) {
    Repair.Outcome outcome = repair.check(child);
    if (outcome.individual().isEmpty()) {
      String reason = outcome.objection().orElseThrow();
      Optional<Repair.Outcome> healed = repairs ? repair.heal(child) : Optional.empty();
      if (healed.isEmpty()) {
        tally.reject(reason);
        return Optional.empty();
      }
      tally.repair(reason);
      outcome = healed.get();
    }
    if (isKnown(outcome)) {
      tally.reject("known already");
      return Optional.empty();
    }
    return Optional.of(outcome);
  }

  private boolean isKnown(Repair.Outcome outcome) {
    return known.knowsFormula(outcome.crystal().orElseThrow().composition().formula())
        && known.find(Fingerprint.of(outcome.crystal().orElseThrow())).isPresent();
  }
}
