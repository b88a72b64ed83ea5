package io.athanor.generator.search;

import io.athanor.generator.Brief;
import io.athanor.generator.Draft;
import io.athanor.generator.Drafts;
import io.athanor.generator.Generator;
import io.athanor.generator.structure.Fingerprint;
import io.athanor.generator.structure.Registry;
import io.athanor.materials.crystal.Crystal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Ion exchange: materials of the corpus with elements replaced by ones that often take their place.
 * Asks no surrogate.
 *
 * @param temperature of the draw of elements (dimensionless), positive; infinite for any element
 *     with equal chance
 * @param repairs whether what breaks a rule is repaired where one exchange does it
 */
public record Substitution(double temperature, boolean repairs) implements Generator {
  private static final int TRIES = 50;

  /** Checks the temperature. */
  public Substitution {
    if (!(temperature > 0)) {
      throw new IllegalArgumentException("temperature must be positive but is " + temperature);
    }
  }

  @Override
  public String name() {
    return "substitution";
  }

  @Override
  public List<Draft> drafts(Brief brief, int count, long seed) {
    return make(brief, count, seed).drafts();
  }

  @Override
  public Drafts make(Brief brief, int count, long seed) {
    Nursery nursery = new Nursery(brief, temperature, repairs);
    SplittableRandom random = new SplittableRandom(seed);
    List<Draft> drafts = new ArrayList<>();
    Set<String> keys = new HashSet<>();
    Registry made = new Registry();
    for (long tries = (long) TRIES * count; tries > 0 && drafts.size() < count; tries--) {
      Optional<Repair.Outcome> outcome = nursery.immigrant(random);
      if (outcome.isPresent()) {
        Individual individual = outcome.get().individual().orElseThrow();
        Crystal crystal = outcome.get().crystal().orElseThrow();
        if (keys.add(individual.key()) && made.add("", Fingerprint.of(crystal))) {
          drafts.add(individual.draft(crystal, "elements that often swap"));
        } else {
          nursery.tally().reject("made twice");
        }
      }
    }
    return new Drafts(drafts, nursery.tally().rejected(), nursery.tally().repaired());
  }
}
