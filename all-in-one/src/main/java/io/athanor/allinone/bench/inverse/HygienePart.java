package io.athanor.allinone.bench.inverse;

import io.athanor.allinone.invent.CorpusFiles;
import io.athanor.generator.Assessment;
import io.athanor.generator.Brief;
import io.athanor.generator.Draft;
import io.athanor.generator.Drafts;
import io.athanor.generator.ElementTerms;
import io.athanor.generator.Goal;
import io.athanor.generator.GoalMerit;
import io.athanor.generator.Inventor;
import io.athanor.generator.PropertyRange;
import io.athanor.generator.Relaxer;
import io.athanor.generator.Rule;
import io.athanor.generator.Rules;
import io.athanor.generator.chemistry.ChargeBalance;
import io.athanor.generator.search.Substitution;
import io.athanor.generator.structure.Corpus;
import io.athanor.generator.structure.Fingerprint;
import io.athanor.generator.structure.Material;
import io.athanor.generator.structure.Registry;
import io.athanor.materials.composition.Element;
import io.athanor.materials.crystal.Crystal;
import io.athanor.materials.crystal.NeighbourList;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * What many candidates are like that nobody ranked: valid, charge-balanced, within the goal's hard
 * terms, distinct and new, and how fast they come. The rules are those that published work counts
 * with, and the generators' own: what they repair or reject is sound by construction, so the foils'
 * shares say what that is worth.
 */
final class HygienePart {
  private static final double CLOSEST = 0.5;
  private static final double LEAST_VOLUME = 0.1;
  private static final int ATOMS = 20;

  private HygienePart() {}

  static Map<String, Object> measure(Path data, int count, long seed, PrintWriter out) {
    List<Material> materials =
        CorpusFiles.materials(data.resolve("structures/mp20_subset.jsonl.gz"));
    Corpus corpus = Corpus.of(materials, ATOMS);
    out.printf(
        Locale.ROOT,
        "hygiene: %d candidates from %d materials of %d structure types%n",
        count,
        corpus.entries().size(),
        corpus.byType().size());
    out.flush();
    Goal goal =
        new Goal(
            List.of(new PropertyRange("band_gap", 0, 100)),
            List.of(),
            new ElementTerms(
                Set.of(), Set.of(Element.O), Set.of(Element.Pb, Element.Cd, Element.Hg), 2, 5),
            List.of(),
            ATOMS,
            OptionalDouble.of(1_000),
            OptionalDouble.empty());
    List<Rule> terms = Rules.of(goal);
    List<Rule> all = new ArrayList<>(terms);
    all.addAll(Rules.chemistry());
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("candidates", count);
    document.put("materials", corpus.entries().size());
    document.put("structureTypes", corpus.byType().size());
    Substitution learned = new Substitution(1, true);
    document.put(
        "repaired",
        part("rules, repaired", brief(goal, corpus, all), terms, learned, count, seed, out));
    document.put(
        "rejected",
        part(
            "rules, rejected",
            brief(goal, corpus, all),
            terms,
            new Substitution(1, false),
            count,
            seed,
            out));
    document.put(
        "random",
        part(
            "random substitution",
            brief(goal, corpus, List.of()),
            terms,
            new Substitution(Double.POSITIVE_INFINITY, false),
            count,
            seed,
            out));
    document.put("corpus", corpusItself(corpus, terms, out));
    return document;
  }

  private static Brief brief(Goal goal, Corpus corpus, List<Rule> rules) {
    return new Brief(
        goal,
        corpus,
        rules,
        crystals -> crystals.stream().map(each -> Assessment.of(Map.of(), List.of(), 0)).toList(),
        new GoalMerit(goal),
        Relaxer.none(),
        List.of());
  }

  private static Map<String, Object> part(
      String name,
      Brief brief,
      List<Rule> terms,
      Substitution generator,
      int count,
      long seed,
      PrintWriter out) {
    ThreadMXBean clock = ManagementFactory.getThreadMXBean();
    long before = System.nanoTime();
    long worked = clock.getCurrentThreadCpuTime();
    Drafts drafts = generator.make(brief, count, seed);
    double processor = (clock.getCurrentThreadCpuTime() - worked) / 1e9;
    double seconds = (System.nanoTime() - before) / 1e9;
    List<Crystal> crystals = drafts.drafts().stream().map(Draft::crystal).toList();
    Map<String, Object> figures = figures(crystals, terms, Inventor.known(brief));
    figures.put("perMinute", 60 * crystals.size() / seconds);
    figures.put("perProcessorMinute", 60 * crystals.size() / processor);
    figures.put("seconds", seconds);
    figures.put("rejected", drafts.rejected());
    figures.put("repaired", drafts.repaired());
    line(name, figures, out);
    return figures;
  }

  private static Map<String, Object> corpusItself(
      Corpus corpus, List<Rule> terms, PrintWriter out) {
    Map<String, Object> figures =
        figures(
            corpus.entries().stream().map(each -> each.blueprint().crystal()).toList(),
            terms,
            new Registry());
    line("the corpus itself", figures, out);
    return figures;
  }

  private static Map<String, Object> figures(
      List<Crystal> crystals, List<Rule> terms, Registry known) {
    int valid = 0;
    int balanced = 0;
    int kept = 0;
    int novel = 0;
    int unique = 0;
    Registry made = new Registry();
    for (Crystal crystal : crystals) {
      valid += isValid(crystal) ? 1 : 0;
      balanced += ChargeBalance.holds(crystal.composition()) ? 1 : 0;
      kept += Rules.objection(terms, crystal).isEmpty() ? 1 : 0;
      Fingerprint fingerprint = Fingerprint.of(crystal);
      novel += known.find(fingerprint).isEmpty() ? 1 : 0;
      unique += made.add("", fingerprint) ? 1 : 0;
    }
    double n = Math.max(1, crystals.size());
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("made", crystals.size());
    figures.put("structurallyValid", valid / n);
    figures.put("chargeBalanced", balanced / n);
    figures.put("hardTermsKept", kept / n);
    figures.put("unique", unique / n);
    figures.put("novel", novel / n);
    return figures;
  }

  /** The published criterion: no two atoms within 0.5 angstrom, some volume. */
  private static boolean isValid(Crystal crystal) {
    NeighbourList near = NeighbourList.nearest(crystal, 1);
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < near.atoms(); i++) {
      least = Math.min(least, near.distances()[i]);
    }
    return least >= CLOSEST && crystal.lattice().volume() >= LEAST_VOLUME;
  }

  private static void line(String name, Map<String, Object> figures, PrintWriter out) {
    out.printf(
        Locale.ROOT,
        "  %-20s valid %.2f %%, charge-balanced %.2f %%, hard terms %.2f %%, unique %.2f %%, novel"
            + " %.2f %%%s%n",
        name,
        100 * (double) figures.get("structurallyValid"),
        100 * (double) figures.get("chargeBalanced"),
        100 * (double) figures.get("hardTermsKept"),
        100 * (double) figures.get("unique"),
        100 * (double) figures.get("novel"),
        figures.containsKey("perMinute")
            ? String.format(
                Locale.ROOT,
                ", %.0f a minute, %.0f a minute of one core",
                (double) figures.get("perMinute"),
                (double) figures.get("perProcessorMinute"))
            : "");
    out.flush();
  }
}
