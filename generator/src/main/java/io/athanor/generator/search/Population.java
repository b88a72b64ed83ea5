package io.athanor.generator.search;

import io.athanor.generator.Assessment;
import io.athanor.generator.Brief;
import io.athanor.generator.structure.Fingerprint;
import io.athanor.generator.structure.Registry;
import io.athanor.materials.crystal.Crystal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/** The state of an evolution. Owned by one caller. */
final class Population {
  private static final int TOURNAMENT = 3;
  private static final double ELITE = 0.1;
  private static final double NICHE = 0.25;
  private static final double CROSSOVER = 0.3;
  private static final double IMMIGRANTS = 0.1;
  private static final int TRIES = 20;

  private final Brief brief;
  private final Nursery nursery;
  private final int size;
  private final SplittableRandom random;
  private final Set<String> seen = new HashSet<>();
  private final Registry made = new Registry();
  private final List<Evaluated> archive = new ArrayList<>();
  private List<Evaluated> living = List.of();

  Population(Brief brief, Nursery nursery, Evolution settings, long seed) {
    this.brief = brief;
    this.nursery = nursery;
    this.size = settings.population();
    this.random = new SplittableRandom(seed);
  }

  /** The first generation: children of the corpus. */
  void settle() {
    List<Repair.Outcome> born = new ArrayList<>();
    for (int tries = TRIES * size; tries > 0 && born.size() < size; tries--) {
      take(nursery.immigrant(random), born);
    }
    living = select(evaluated(born, 0));
  }

  /** One more generation. */
  void advance(int generation) {
    if (living.isEmpty()) {
      return;
    }
    List<Repair.Outcome> born = new ArrayList<>();
    for (int tries = TRIES * size; tries > 0 && born.size() < size; tries--) {
      take(offspring(), born);
    }
    List<Evaluated> all = new ArrayList<>(living);
    all.addAll(evaluated(born, generation));
    living = select(all);
  }

  /** The best of all that was ever evaluated. */
  List<Evaluated> best(int count) {
    return archive.stream()
        .filter(each -> each.merit() > Double.NEGATIVE_INFINITY)
        .sorted(Evaluated.BEST_FIRST)
        .limit(count)
        .toList();
  }

  private Optional<Repair.Outcome> offspring() {
    if (random.nextDouble() < IMMIGRANTS) {
      return nursery.immigrant(random);
    }
    Individual child = tournament().individual();
    if (random.nextDouble() < CROSSOVER) {
      Individual crossed = nursery.chemist().crossed(child, partner(child).individual(), random);
      if (!crossed.equals(child)) {
        return nursery.raised(crossed);
      }
    }
    return nursery.raised(nursery.chemist().mutated(child, random));
  }

  private Evaluated tournament() {
    Evaluated best = living.get(random.nextInt(living.size()));
    for (int round = 1; round < TOURNAMENT; round++) {
      Evaluated rival = living.get(random.nextInt(living.size()));
      if (rival.merit() > best.merit()) {
        best = rival;
      }
    }
    return best;
  }

  private Evaluated partner(Individual child) {
    String type = child.blueprint().prototype().type();
    List<Evaluated> kin =
        living.stream()
            .filter(each -> each.individual().blueprint().prototype().type().equals(type))
            .toList();
    return kin.get(random.nextInt(kin.size()));
  }

  private void take(Optional<Repair.Outcome> outcome, List<Repair.Outcome> born) {
    if (outcome.isPresent()) {
      Crystal crystal = outcome.get().crystal().orElseThrow();
      // the same sites may be one orbit here and two there: what counts is the crystal
      if (seen.add(outcome.get().individual().orElseThrow().key())
          && made.add("", Fingerprint.of(crystal))) {
        born.add(outcome.get());
      } else {
        nursery.tally().reject("made twice");
      }
    }
  }

  private List<Evaluated> evaluated(List<Repair.Outcome> born, int generation) {
    List<Crystal> crystals = born.stream().map(each -> each.crystal().orElseThrow()).toList();
    if (crystals.isEmpty()) {
      return List.of();
    }
    List<Assessment> assessments = brief.surrogate().assess(crystals);
    double[] merits = brief.merit().of(assessments);
    List<Evaluated> evaluated = new ArrayList<>();
    for (int i = 0; i < merits.length; i++) {
      if (assessments.get(i).refused().isPresent() || Double.isNaN(merits[i])) {
        nursery.tally().reject("surrogate has no answer");
      } else {
        evaluated.add(
            new Evaluated(
                born.get(i).individual().orElseThrow(), crystals.get(i), merits[i], generation));
      }
    }
    archive.addAll(evaluated);
    return evaluated;
  }

  /** The elite whatever its niche, then the best of every niche until it is full. */
  private List<Evaluated> select(List<Evaluated> all) {
    List<Evaluated> ranked = all.stream().sorted(Evaluated.BEST_FIRST).toList();
    Map<String, Integer> niches = new HashMap<>();
    List<Evaluated> selected = new ArrayList<>();
    List<Evaluated> waiting = new ArrayList<>();
    int elite = (int) Math.ceil(ELITE * size);
    int most = (int) Math.ceil(NICHE * size);
    for (Evaluated each : ranked) {
      boolean room = niches.merge(each.niche(), 1, Integer::sum) <= most;
      if (selected.size() < size && (selected.size() < elite || room)) {
        selected.add(each);
      } else {
        waiting.add(each);
      }
    }
    for (int i = 0; i < waiting.size() && selected.size() < size; i++) {
      selected.add(waiting.get(i));
    }
    return selected;
  }
}
