package io.athanor.allinone.bench.inverse;

import io.athanor.acquisition.planner.numeric.Seeds;
import io.athanor.acquisition.planner.space.FeatureMatrix;
import io.athanor.generator.Assessment;
import io.athanor.generator.Brief;
import io.athanor.generator.Generator;
import io.athanor.generator.Goal;
import io.athanor.generator.Invention;
import io.athanor.generator.Inventor;
import io.athanor.generator.Merit;
import io.athanor.generator.PropertyRange;
import io.athanor.generator.Relaxer;
import io.athanor.generator.Rule;
import io.athanor.generator.Rules;
import io.athanor.generator.Surrogate;
import io.athanor.generator.search.DiverseSet;
import io.athanor.generator.search.Substitution;
import io.athanor.generator.structure.Corpus;
import io.athanor.generator.structure.Material;
import io.athanor.materials.crystal.Crystal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * One seed of the closed table: some labelled cells are seen, each way of inventing proposes cells
 * that are not among them, and those whose labels are known are judged.
 *
 * @param cells the table
 * @param features what the model tells cells apart by, one row a cell
 * @param met cells whose composition the network behind the features was trained on
 * @param terms how much is asked
 */
record TableTrial(
    PerovskiteCells cells, FeatureMatrix features, Set<Integer> met, TableTerms terms) {
  /** Name of the space where the wider window is sought. */
  static final String WIDER = "widerWindow";

  private static final Inventor PLAIN = new Inventor(new DiverseSet(Double.POSITIVE_INFINITY), 2);

  /**
   * What one way came to.
   *
   * @param drafted candidates
   * @param proposed distinct cells among them
   * @param fresh of these, those that were not seen
   * @param judged of the distinct cells, those whose labels are known
   * @param hits of these, those that meet the windows
   * @param reachable hits that are labelled and were not seen
   * @param strangers of the cells judged, those whose composition the network never met
   * @param strangeHits of these, those that meet the windows
   */
  record Result(
      int drafted,
      int proposed,
      int fresh,
      int judged,
      int hits,
      int reachable,
      int strangers,
      int strangeHits,
      double seconds) {}

  /** All ways under a seed, by where and what is sought, then by name. */
  Map<String, Map<String, Result>> run(long seed) {
    int[] shown = shown(seed);
    long before = System.nanoTime();
    Learned latent = new Learned(new TableBelief(cells, features, shown), seconds(before));
    before = System.nanoTime();
    Learned periodic =
        new Learned(new TableBelief(cells, cells.features(), shown), seconds(before));
    Map<String, Map<String, Result>> results = new LinkedHashMap<>();
    results.put(
        "wholeTable", new Space(shown, Window.PUBLISHED, false).ways(latent, periodic, seed));
    results.put(
        "labelledOnly", new Space(shown, Window.PUBLISHED, true).ways(latent, periodic, seed));
    results.put(WIDER, new Space(shown, Window.WIDER, false).ways(latent, periodic, seed));
    return results;
  }

  private int[] shown(long seed) {
    SplittableRandom random = Seeds.stream(seed, "inverse-table");
    int[] labelled = cells.labelled();
    for (int i = 0; i < terms.seen(); i++) {
      int other = random.nextInt(i, labelled.length);
      int picked = labelled[other];
      labelled[other] = labelled[i];
      labelled[i] = picked;
    }
    return Arrays.copyOf(labelled, terms.seen());
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }

  private record Learned(Surrogate surrogate, double seconds) {}

  /** Where cells may be proposed, and what for. */
  private final class Space {
    private final Corpus corpus;
    private final Set<Integer> known = new HashSet<>();
    private final Window window;
    private final boolean restricted;
    private final int reachable;

    Space(int[] shown, Window window, boolean restricted) {
      Arrays.stream(shown).forEach(known::add);
      this.window = window;
      this.restricted = restricted;
      List<Material> materials = new ArrayList<>();
      for (int cell : shown) {
        materials.add(new Material("cell-" + cell, cells.crystal(cell)));
      }
      this.corpus = Corpus.of(materials, 5);
      this.reachable =
          (int)
              Arrays.stream(cells.labelled())
                  .filter(cell -> window.hit(cells, cell) && !known.contains(cell))
                  .count();
    }

    Map<String, Result> ways(Learned latent, Learned periodic, long seed) {
      Generator every = new EveryCell(cells);
      Generator wild = new Substitution(Double.POSITIVE_INFINITY, false);
      // only cells that get through are scored in the end, whatever proposed them
      Learned nothing =
          new Learned(
              crystals ->
                  crystals.stream().map(c -> Assessment.of(Map.of(), List.of(), 0)).toList(),
              0);
      Merit even = assessments -> new double[assessments.size()];
      Map<String, Result> ways = new LinkedHashMap<>();
      ways.put("evolution", result(terms.evolution(), latent, window.careful(), false, seed));
      ways.put("enumeration", result(every, latent, window.careful(), false, seed));
      ways.put("periodic", result(every, periodic, window.careful(), false, seed));
      ways.put("greedy", result(every, latent, window.greedy(), false, seed));
      ways.put("rules", result(wild, nothing, even, true, seed));
      ways.put("random", result(wild, nothing, even, false, seed));
      return ways;
    }

    private Optional<String> objection(Crystal crystal) {
      OptionalInt cell = cells.find(crystal);
      if (cell.isEmpty()) {
        return Optional.of("not a cell of the table");
      }
      if (known.contains(cell.getAsInt())) {
        return Optional.of("seen");
      }
      boolean hidden = restricted && Double.isNaN(cells.gap(cell.getAsInt()));
      return hidden ? Optional.of("no label") : Optional.empty();
    }

    private Result result(
        Generator generator, Learned learned, Merit merit, boolean chemistry, long seed) {
      List<Rule> rules = new ArrayList<>();
      rules.add(this::objection);
      if (chemistry) {
        rules.addAll(Rules.chemistry());
      }
      // what the windows are is the merit's business
      Goal goal = Goal.of(List.of(new PropertyRange(TableBelief.HEAT, -100, window.heatMost())));
      long before = System.nanoTime();
      Invention invention =
          PLAIN.invent(
              new Brief(goal, corpus, rules, learned.surrogate(), merit, Relaxer.none(), List.of()),
              List.of(new Inventor.Commission(generator, 1)),
              terms.proposals(),
              seed);
      double seconds = learned.seconds() + seconds(before);
      Set<Integer> proposed = new HashSet<>();
      invention
          .candidates()
          .forEach(each -> cells.find(each.draft().crystal()).ifPresent(proposed::add));
      List<Integer> judged =
          proposed.stream().filter(cell -> !Double.isNaN(cells.gap(cell))).toList();
      List<Integer> strangers = judged.stream().filter(cell -> !met.contains(cell)).toList();
      int hits = (int) judged.stream().filter(cell -> window.hit(cells, cell)).count();
      int fresh = (int) proposed.stream().filter(cell -> !known.contains(cell)).count();
      return new Result(
          invention.candidates().size(),
          proposed.size(),
          fresh,
          judged.size(),
          hits,
          reachable,
          strangers.size(),
          (int) strangers.stream().filter(cell -> window.hit(cells, cell)).count(),
          seconds);
    }
  }
}
