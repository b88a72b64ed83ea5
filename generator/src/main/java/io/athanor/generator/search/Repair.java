package io.athanor.generator.search;

import io.athanor.generator.Rule;
import io.athanor.generator.Rules;
import io.athanor.materials.composition.Element;
import io.athanor.materials.crystal.Crystal;
import io.athanor.materials.crystal.CrystalException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Makes an individual keep to the rules by exchanging one element for another that often takes its
 * place: first elements that are not allowed or are missing, then whatever one exchange heals.
 */
final class Repair {
  private static final int ALTERNATIVES = 8;
  private static final String IMPOSSIBLE = "no solid";

  private final Chemist chemist;
  private final List<Rule> rules;
  private final Set<Element> required;

  Repair(Chemist chemist, List<Rule> rules, Set<Element> required) {
    this.chemist = chemist;
    this.rules = List.copyOf(rules);
    this.required = Set.copyOf(required);
  }

  /** An individual that passes with its crystal, or why it does not. */
  record Outcome(
      Optional<Individual> individual, Optional<Crystal> crystal, Optional<String> objection) {}

  /** Whether an individual passes as it is. */
  Outcome check(Individual individual) {
    try {
      Crystal crystal = individual.blueprint().crystal();
      Optional<String> objection = Rules.objection(rules, crystal);
      return objection.isPresent()
          ? new Outcome(Optional.empty(), Optional.empty(), objection)
          : new Outcome(Optional.of(individual), Optional.of(crystal), Optional.empty());
    } catch (CrystalException e) {
      return new Outcome(Optional.empty(), Optional.empty(), Optional.of(IMPOSSIBLE));
    }
  }

  /**
   * An individual near this one that passes, if one exchange beyond the elements' terms heals it.
   */
  Optional<Outcome> heal(Individual individual) {
    Individual allowed = withAllowedElements(individual);
    Outcome outcome = check(allowed);
    if (outcome.individual().isPresent()) {
      return Optional.of(outcome);
    }
    List<Element> elements = new ArrayList<>(new TreeSet<>(allowed.blueprint().occupants()));
    for (Element from : elements) {
      if (required.contains(from)) {
        continue;
      }
      int tried = 0;
      for (Element to : chemist.substitutions().nearest(from, chemist.palette())) {
        if (elements.contains(to)) {
          continue;
        }
        Outcome healed = check(chemist.replaced(allowed, from, to));
        if (healed.individual().isPresent()) {
          return Optional.of(healed);
        }
        if (++tried == ALTERNATIVES) {
          break;
        }
      }
    }
    return Optional.empty();
  }

  private Individual withAllowedElements(Individual individual) {
    Individual healed = individual;
    for (Element element : new TreeSet<>(individual.blueprint().occupants())) {
      if (!chemist.palette().contains(element)) {
        Element best = chemist.substitutions().nearest(element, chemist.palette()).get(0);
        healed = chemist.replaced(healed, element, best);
      }
    }
    for (Element wanted : new TreeSet<>(required)) {
      List<Element> present = new ArrayList<>(new TreeSet<>(healed.blueprint().occupants()));
      if (!present.contains(wanted)) {
        present.removeAll(required);
        List<Element> nearest = chemist.substitutions().nearest(wanted, present);
        if (!nearest.isEmpty()) {
          healed = chemist.replaced(healed, nearest.get(0), wanted);
        }
      }
    }
    return healed;
  }
}
