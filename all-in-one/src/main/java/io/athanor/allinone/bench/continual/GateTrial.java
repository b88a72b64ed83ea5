package io.athanor.allinone.bench.continual;

import io.athanor.inference.continual.OldTask;
import io.athanor.inference.continual.RefreshOptions;
import io.athanor.inference.continual.TrunkRefresh;
import io.athanor.inference.model.DeviceOptions;
import io.athanor.inference.model.Property;
import io.athanor.inference.rollout.Comparison;
import io.athanor.inference.rollout.Forecast;
import io.athanor.inference.rollout.GateRules;
import io.athanor.inference.store.ModelStore;
import io.athanor.inference.store.StoredModel;
import io.athanor.inference.training.Sample;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;

/**
 * Whether the gate lets better versions through and worse ones not: real versions, refreshed on
 * heats of perovskites, against a champion that saw fewer of them; outcomes are rows that none of
 * them saw, in seeded orders.
 */
final class GateTrial implements ContinualPart {
  private static final int ATTEMPTS = 50;
  private static final int BLOCK = 64;
  private static final int CHAMPION_BLOCKS = 3;
  private static final int MORE_BLOCKS = 4;
  private static final Property HEAT = Property.PEROVSKITE_HEAT;
  private static final DeviceOptions DEVICE = DeviceOptions.threads(1, 1);
  private static final double OFFSET_EV = 1;
  private static final double NARROWED = 1 / 3.0;

  private final ContinualTerms terms;

  GateTrial(ContinualTerms terms) {
    this.terms = terms;
  }

  @Override
  public String name() {
    return "gate";
  }

  @Override
  public Map<String, Object> measure(PrintWriter out) throws IOException {
    StoredModel start = ModelStore.classpath().load("ember-trunk", Optional.empty());
    List<Sample> train = new ArrayList<>();
    List<Sample> test = new ArrayList<>();
    for (Families.Family family : Families.read(terms.data(), start.manifest().shape())) {
      train.addAll(family.train());
      test.addAll(family.test());
    }
    Collections.shuffle(train, new Random(1));
    Collections.shuffle(test, new Random(2));
    List<Sample> outcomes = test.subList(0, Math.min(test.size(), terms.quick() ? 500 : 1_500));
    Path store = Files.createTempDirectory("athanor-gate");
    try {
      return Map.of("gate", trial(start, train, outcomes, store, out));
    } finally {
      Scratch.remove(store);
    }
  }

  private Map<String, Object> trial(
      StoredModel start, List<Sample> train, List<Sample> outcomes, Path store, PrintWriter out) {
    int versions = terms.quick() ? 2 : 5;
    int used = CHAMPION_BLOCKS * BLOCK;
    List<Sample> first = train.subList(0, used);
    List<Sample> rest = train.subList(used, train.size());
    OldTask past = OldTask.of(start);
    StoredModel champion = refreshed(past, start, first, List.of(), 1, store);
    List<Forecast> said = forecasts(champion, outcomes);
    List<List<Comparison>> better = new ArrayList<>();
    List<List<Comparison>> worse = new ArrayList<>();
    List<List<Comparison>> narrow = new ArrayList<>();
    for (int version = 0; version < versions; version++) {
      List<Sample> more = new ArrayList<>(rest);
      Collections.shuffle(more, new Random(version));
      more = more.subList(0, MORE_BLOCKS * BLOCK);
      List<Forecast> good =
          forecasts(refreshed(past, champion, more, first, version, store), outcomes);
      List<Forecast> bad =
          forecasts(
              refreshed(past, champion, mislabelled(more, version), first, version, store),
              outcomes);
      better.add(comparisons(outcomes, said, good, each -> each));
      worse.add(comparisons(outcomes, said, bad, each -> each));
      narrow.add(comparisons(outcomes, said, said, GateTrial::narrowed));
      out.printf("gate: version %d of %d refreshed, better and worse%n", version + 1, versions);
      out.flush();
    }
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("versions", versions);
    figures.put("outcomes", outcomes.size());
    figures.put("better", told("better", better, out));
    figures.put("worse", told("worse: labels exchanged, or 1 eV too high", worse, out));
    figures.put("overconfident", told("overconfident: intervals a third", narrow, out));
    return figures;
  }

  private static Map<String, Object> told(
      String words, List<List<Comparison>> versions, PrintWriter out) {
    List<GateAttempt> attempts = new ArrayList<>();
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      attempts.add(
          GateAttempt.run(versions.get(attempt % versions.size()), GateRules.USUAL, attempt));
    }
    Map<String, Object> figures = GateAttempt.figures(attempts, versions, GateRules.USUAL.clip());
    out.printf(
        "gate: %-40s full %s of %d, canary %s, outcomes to a verdict %s%n",
        words, figures.get("full"), ATTEMPTS, figures.get("canary"), figures.get("toVerdict"));
    out.flush();
    return figures;
  }

  /** Block by block, as the engine does it: what was learnt is remembered. */
  private static StoredModel refreshed(
      OldTask past,
      StoredModel model,
      List<Sample> rows,
      List<Sample> before,
      long seed,
      Path store) {
    List<Sample> remembered = new ArrayList<>(before);
    StoredModel version = model;
    try (TrunkRefresh refresh =
        new TrunkRefresh(RefreshOptions.USUAL, DEVICE, store, Optional.of(past))) {
      for (int from = 0; from < rows.size(); from += BLOCK) {
        List<Sample> fresh = rows.subList(from, from + BLOCK);
        version = refresh.refresh(version, fresh, List.copyOf(remembered), seed + from).model();
        remembered.addAll(fresh);
      }
    }
    return version;
  }

  /** Samples mixed up on a tray for one version, an instrument that reads too high for the next. */
  private static List<Sample> mislabelled(List<Sample> rows, int version) {
    List<Sample> others = new ArrayList<>(rows);
    Collections.shuffle(others, new Random(version));
    List<Sample> wrong = new ArrayList<>();
    for (int index = 0; index < rows.size(); index++) {
      Sample own = rows.get(index);
      double said = version % 2 == 0 ? others.get(index).label(HEAT) : own.label(HEAT) + OFFSET_EV;
      wrong.add(
          new Sample(own.id(), own.source(), own.crystal(), own.composition(), Map.of(HEAT, said)));
    }
    return wrong;
  }

  private static List<Forecast> forecasts(StoredModel model, List<Sample> rows) {
    try (Judged judged = new Judged(model, DEVICE)) {
      return judged.say(rows).stream()
          .map(each -> Forecast.of(each.estimates().get(HEAT)))
          .toList();
    }
  }

  private static List<Comparison> comparisons(
      List<Sample> rows,
      List<Forecast> champion,
      List<Forecast> challenger,
      UnaryOperator<Forecast> changed) {
    List<Comparison> comparisons = new ArrayList<>();
    for (int row = 0; row < rows.size(); row++) {
      comparisons.add(
          Comparison.of(
              List.of(
                  new Comparison.Pair(
                      rows.get(row).label(HEAT),
                      champion.get(row),
                      changed.apply(challenger.get(row))))));
    }
    return comparisons;
  }

  private static Forecast narrowed(Forecast forecast) {
    double mean = forecast.mean();
    return new Forecast(
        mean,
        NARROWED * forecast.deviation(),
        mean + NARROWED * (forecast.lower() - mean),
        mean + NARROWED * (forecast.upper() - mean));
  }
}
