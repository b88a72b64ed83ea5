package io.athanor.allinone.bench.inverse;

import io.athanor.acquisition.planner.numeric.Seeds;
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
import io.athanor.generator.search.Evolution;
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
 * @param seen labelled cells that the model sees
 * @param proposals cells that each way proposes
 */
record TableTrial(PerovskiteCells cells, int seen, int proposals) {
  private static final Inventor PLAIN = new Inventor(new DiverseSet(Double.POSITIVE_INFINITY), 2);
  private static final Evolution EVOLUTION = new Evolution(300, 20, 2);

  /**
   * What one way came to.
   *
   * @param drafted candidates
   * @param proposed distinct cells among them
   * @param fresh of these, those that were not seen
   * @param judged of the distinct cells, those whose labels are known
   * @param hits of these, those that meet the windows
   * @param reachable hits that are labelled and were not seen
   */
  record Result(
      int drafted, int proposed, int fresh, int judged, int hits, int reachable, double seconds) {}

  /** All ways under a seed, by name; {@code restricted} to labelled cells or not. */
  Map<String, Result> run(long seed, boolean restricted) {
    SplittableRandom random = Seeds.stream(seed, "inverse-table");
    int[] labelled = cells.labelled();
    for (int i = 0; i < seen; i++) {
      int other = random.nextInt(i, labelled.length);
      int picked = labelled[other];
      labelled[other] = labelled[i];
      labelled[i] = picked;
    }
    int[] shown = Arrays.copyOf(labelled, seen);
    Set<Integer> known = new HashSet<>();
    Arrays.stream(shown).forEach(known::add);
    int[][] levels = cells.levels();
    long before = System.nanoTime();
    int[][] effects = {{0}, {1}, {0, 2}, {1, 2}, {0, 1}};
    TableBelief belief =
        new TableBelief(cells, new FactorialKernel(cells.features(), levels, effects), shown);
    double learning = (System.nanoTime() - before) / 1e9;
    Space space = new Space(shown, known, restricted);
    Map<String, Result> results = new LinkedHashMap<>();
    Generator wild = new Substitution(Double.POSITIVE_INFINITY, false);
    Merit even = assessments -> new double[assessments.size()];
    results.put(
        "evolution", space.result(EVOLUTION, belief, TableBelief.careful(), false, seed, learning));
    results.put(
        "enumeration",
        space.result(new EveryCell(cells), belief, TableBelief.careful(), false, seed, learning));
    results.put(
        "greedy", space.result(EVOLUTION, belief, TableBelief.greedy(), false, seed, learning));
    results.put("rules", space.result(wild, belief, even, true, seed, 0));
    results.put("random", space.result(wild, belief, even, false, seed, 0));
    return results;
  }

  /** Where cells may be proposed. */
  private final class Space {
    private final Corpus corpus;
    private final Set<Integer> known;
    private final boolean restricted;
    private final int reachable;

    Space(int[] seen, Set<Integer> known, boolean restricted) {
      this.known = known;
      this.restricted = restricted;
      List<Material> materials = new ArrayList<>();
      for (int cell : seen) {
        materials.add(new Material("cell-" + cell, cells.crystal(cell)));
      }
      this.corpus = Corpus.of(materials, 5);
      this.reachable =
          (int)
              Arrays.stream(cells.labelled())
                  .filter(cell -> TableBelief.hit(cells, cell) && !known.contains(cell))
                  .count();
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

    Result result(
        Generator generator,
        Surrogate surrogate,
        Merit merit,
        boolean chemistry,
        long seed,
        double learning) {
      List<Rule> rules = new ArrayList<>();
      rules.add(this::objection);
      if (chemistry) {
        rules.addAll(Rules.chemistry());
      }
      // what the windows are is the merit's business
      Goal goal = Goal.of(List.of(new PropertyRange("heat_all", -100, TableBelief.HEAT_MOST)));
      long before = System.nanoTime();
      // only cells that get through are scored in the end, whatever proposed them
      boolean blind = generator instanceof Substitution;
      Surrogate asked =
          blind
              ? crystals ->
                  crystals.stream().map(c -> Assessment.of(Map.of(), List.of(), 0)).toList()
              : surrogate;
      Invention invention =
          PLAIN.invent(
              new Brief(goal, corpus, rules, asked, merit, Relaxer.none(), List.of()),
              List.of(new Inventor.Commission(generator, 1)),
              proposals,
              seed);
      double seconds = learning + (System.nanoTime() - before) / 1e9;
      Set<Integer> proposed = new HashSet<>();
      invention
          .candidates()
          .forEach(each -> cells.find(each.draft().crystal()).ifPresent(proposed::add));
      List<Integer> judged =
          proposed.stream().filter(cell -> !Double.isNaN(cells.gap(cell))).toList();
      int hits = (int) judged.stream().filter(cell -> TableBelief.hit(cells, cell)).count();
      int fresh = (int) proposed.stream().filter(cell -> !known.contains(cell)).count();
      return new Result(
          invention.candidates().size(),
          proposed.size(),
          fresh,
          judged.size(),
          hits,
          reachable,
          seconds);
    }
  }
}
