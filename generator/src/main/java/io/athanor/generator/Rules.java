package io.athanor.generator;

import io.athanor.generator.chemistry.ChargeBalance;
import io.athanor.generator.chemistry.PerovskiteTolerance;
import io.athanor.generator.chemistry.Supply;
import io.athanor.generator.structure.Corpus;
import io.athanor.materials.composition.Composition;
import io.athanor.materials.composition.Element;
import io.athanor.materials.crystal.Crystal;
import io.athanor.materials.crystal.NeighbourList;
import io.athanor.materials.crystal.Site;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** The rules that generators keep to. */
public final class Rules {
  private static final String PEROVSKITE = "perovskite";
  private static final int PEROVSKITE_ATOMS = 5;

  private Rules() {}

  /** A goal's own terms: elements, atoms, prototypes, cost and concentration of production. */
  public static List<Rule> of(Goal goal) {
    List<Rule> rules = new ArrayList<>();
    rules.add(
        crystal ->
            crystal.sites().size() > goal.atomsMost()
                ? Optional.of("number of atoms")
                : Optional.empty());
    rules.add(crystal -> goal.elements().objection(crystal.composition()));
    goal.costMost().ifPresent(most -> rules.add(atMost(most, "cost", Supply::cost)));
    goal.concentrationMost()
        .ifPresent(
            most -> rules.add(atMost(most, "concentration of production", Supply::concentration)));
    if (!goal.prototypes().isEmpty()) {
      rules.add(prototypes(goal.prototypes()));
    }
    return List.copyOf(rules);
  }

  /** Charge balance, Pauling's test, room for the atoms, tolerance factors of perovskites. */
  public static List<Rule> chemistry() {
    return List.of(Rules::charges, Rules::room, Rules::tolerance);
  }

  /** The first objection of any rule. */
  public static Optional<String> objection(List<Rule> rules, Crystal crystal) {
    for (Rule rule : rules) {
      Optional<String> objection = rule.objection(crystal);
      if (objection.isPresent()) {
        return objection;
      }
    }
    return Optional.empty();
  }

  private static Optional<String> charges(Crystal crystal) {
    return ChargeBalance.holds(crystal.composition())
        ? Optional.empty()
        : Optional.of("charge balance");
  }

  private static Optional<String> room(Crystal crystal) {
    return crystal.warnings().isEmpty() ? Optional.empty() : Optional.of("atoms too close");
  }

  private interface Figure {
    OptionalDouble of(Composition composition);
  }

  /** What is not known to be little is too much. */
  private static Rule atMost(double most, String reason, Figure figure) {
    return crystal -> {
      OptionalDouble value = figure.of(crystal.composition());
      return value.isPresent() && value.getAsDouble() <= most
          ? Optional.empty()
          : Optional.of(reason);
    };
  }

  private static Rule prototypes(List<String> wanted) {
    return crystal ->
        Corpus.mined(crystal).prototype().isOneOf(wanted)
            ? Optional.empty()
            : Optional.of("prototype");
  }

  private static Optional<String> tolerance(Crystal crystal) {
    if (crystal.sites().size() != PEROVSKITE_ATOMS
        || !Corpus.mined(crystal).prototype().name().equals(PEROVSKITE)) {
      return Optional.empty();
    }
    Composition whole = crystal.composition();
    Element anion =
        whole.elements().stream().max(Comparator.comparingDouble(whole::amount)).orElseThrow();
    NeighbourList near = NeighbourList.nearest(crystal, 1);
    Map<Element, Double> shortest = new EnumMap<>(Element.class);
    for (int i = 0; i < PEROVSKITE_ATOMS; i++) {
      Site site = crystal.sites().get(i);
      if (site.element() != anion) {
        shortest.put(site.element(), near.distances()[i]);
      }
    }
    List<Element> cations =
        shortest.keySet().stream().sorted(Comparator.comparingDouble(shortest::get)).toList();
    return cations.size() != 2
        ? Optional.empty()
        : PerovskiteTolerance.objection(
            cations.get(1), cations.get(0), Composition.of(Map.of(anion, 1.0)), whole);
  }
}
