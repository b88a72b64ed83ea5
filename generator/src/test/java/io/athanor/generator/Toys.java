package io.athanor.generator;

import io.athanor.generator.structure.Corpus;
import io.athanor.materials.composition.Composition;
import io.athanor.materials.composition.Element;
import io.athanor.materials.crystal.Crystal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/** A world with simple laws. */
public final class Toys {
  /** An oxide with a gap between 3 and 4. */
  public static final Goal WIDE_OXIDES =
      new Goal(
          List.of(new PropertyRange("gap", 3, 4)),
          List.of(),
          new ElementTerms(Set.of(), Set.of(Element.O), Set.of(Element.Pb, Element.Cd), 2, 4),
          List.of(),
          20,
          OptionalDouble.of(100),
          OptionalDouble.empty());

  private Toys() {}

  /** The gap grows with the spread of electronegativities, and is certain to a quarter. */
  public static Surrogate surrogate() {
    return crystals -> crystals.stream().map(Toys::assessment).toList();
  }

  private static Assessment assessment(Crystal crystal) {
    Composition composition = crystal.composition();
    double mean = 0;
    double highest = 0;
    List<Double> embedding = new ArrayList<>();
    for (Element element : composition.elements()) {
      mean += composition.fraction(element) * element.electronegativity();
      highest = Math.max(highest, element.electronegativity());
    }
    embedding.add(mean);
    embedding.add(highest);
    if (Double.isNaN(mean)) {
      return Assessment.refused("unknown electronegativity");
    }
    return Assessment.of(
        Map.of(
            "gap", new Estimate(5 * (highest - mean), 0.25),
            "energy", new Estimate(Math.pow(crystal.volumePerAtom() - 12, 2), 0.1)),
        embedding,
        0.5);
  }

  /** A brief with the rules that a goal and chemistry have. */
  public static Brief brief(Goal goal) {
    Corpus corpus = Corpus.builtIn();
    List<Rule> rules = new ArrayList<>(Rules.of(goal));
    rules.addAll(Rules.chemistry());
    return new Brief(
        goal, corpus, rules, surrogate(), new GoalMerit(goal), Relaxer.none(), List.of());
  }
}
