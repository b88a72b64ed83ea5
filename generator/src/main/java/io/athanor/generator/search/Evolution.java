package io.athanor.generator.search;

import io.athanor.generator.Brief;
import io.athanor.generator.Draft;
import io.athanor.generator.Drafts;
import io.athanor.generator.Generator;
import java.util.List;
import java.util.Locale;

/**
 * Evolution on the merit: (mu + lambda) selection with tournaments, elitism, crossover within a
 * structure type, mutation by learned substitution, immigrants, and niches so that no composition
 * class fills the population (Jain et al., J. Mater. Sci. 48, 6519 (2013), found that selection and
 * elitism matter most). The archive of everything evaluated is what is handed out.
 *
 * @param population individuals kept from one generation to the next, at least 4
 * @param generations at least 1
 * @param temperature of mutations (dimensionless), positive
 */
public record Evolution(int population, int generations, double temperature) implements Generator {
  /** Checks the settings. */
  public Evolution {
    if (population < 4) {
      throw new IllegalArgumentException("population must be at least 4 but is " + population);
    }
    if (generations < 1) {
      throw new IllegalArgumentException("generations must be at least 1 but is " + generations);
    }
    if (!(temperature > 0)) {
      throw new IllegalArgumentException("temperature must be positive but is " + temperature);
    }
  }

  @Override
  public String name() {
    return "evolution";
  }

  @Override
  public List<Draft> drafts(Brief brief, int count, long seed) {
    return make(brief, count, seed).drafts();
  }

  @Override
  public Drafts make(Brief brief, int count, long seed) {
    Nursery nursery = new Nursery(brief, temperature, true);
    Population people = new Population(brief, nursery, this, seed);
    people.settle();
    for (int generation = 1; generation <= generations; generation++) {
      people.advance(generation);
    }
    List<Draft> drafts =
        people.best(count).stream()
            .map(
                each ->
                    each.individual()
                        .draft(
                            each.crystal(),
                            String.format(
                                Locale.ROOT,
                                "bred in generation %d for its merit %.3g",
                                each.generation(),
                                each.merit())))
            .toList();
    return new Drafts(drafts, nursery.tally().rejected(), nursery.tally().repaired());
  }
}
