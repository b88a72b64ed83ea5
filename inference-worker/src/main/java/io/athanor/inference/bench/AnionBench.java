package io.athanor.inference.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.athanor.inference.model.InputMode;
import io.athanor.inference.model.NetworkShape;
import io.athanor.inference.model.Property;
import io.athanor.inference.training.Sample;
import io.athanor.inference.training.report.Interval;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Every kind of anions of Perov-5 left out once: calibration where the model must extrapolate. What
 * lies beyond is calibrated on the other kinds, each left out beside the held one of a short
 * training; no label of the held kind is seen before it is scored.
 */
final class AnionBench {
  private static final Property HEAT = Property.PEROVSKITE_HEAT;
  private static final int CALIBRATION_EVERY = 12;
  private static final int EPOCHS = 10;
  private static final int SHORT_EPOCHS = 3;
  private static final double RATE = 3e-3;

  private final Context context;
  private final NetworkShape shape;
  private final Map<String, List<Sample>> kinds = new TreeMap<>();
  private final Map<Set<String>, Map<String, Scored>> missed = new HashMap<>();

  private AnionBench(Context context) {
    this.context = context;
    this.shape = context.shape(HEAT);
    context
        .data()
        .rows(
            "perov_5",
            shape,
            row -> {
              Sample sample = BenchData.sample(row, shape, 0);
              if (!Double.isNaN(sample.label(HEAT))) {
                kinds
                    .computeIfAbsent(anions(row.fields().path("species")), any -> new ArrayList<>())
                    .add(sample);
              }
            });
  }

  /** All kinds, each alone and together. */
  static void run(Context context) {
    new AnionBench(context).run();
  }

  private void run() {
    List<Scored> plain = new ArrayList<>();
    List<Scored> wide = new ArrayList<>();
    List<Scored> known = new ArrayList<>();
    for (String held : kinds.keySet()) {
      List<List<Sample>> split = Fit.split(rest(Set.of(held)), CALIBRATION_EVERY);
      List<Scored> others = others(held);
      try (Fit fit = fit(split, EPOCHS);
          Fit beyond = fit.beyond(HEAT, others)) {
        plain.add(fit.score(kinds.get(held), HEAT));
        Scored scored = beyond.score(kinds.get(held), HEAT);
        wide.add(scored);
        boolean served = elements(rest(Set.of(held))).containsAll(elements(kinds.get(held)));
        if (served) {
          known.add(scored);
        }
        String what = "heat, without " + held + (served ? "" : " (refused as served)");
        FineTuneBench.report(context, "anions", what, scored, HEAT, Map.of(), "");
        report(what + ", not widened", List.of(plain.get(plain.size() - 1)), "", "");
        double[] familiar = fit.outOfDomain(split.get(1));
        double[] strange = fit.outOfDomain(kinds.get(held));
        context
            .figures()
            .accept(
                Figure.plain(
                    "domain",
                    held + " kept from training, Perov-5",
                    "auroc",
                    "1",
                    familiar.length + strange.length,
                    Ranks.auroc(familiar, strange),
                    ">= 0.9"));
      }
    }
    report("heat, each left out once, not widened", plain, "", "");
    report("heat, each of known elements", known, "", "");
    report("heat, each left out once", wide, "0.88-0.92", "<= 0.08");
  }

  /** Intervals over kinds where there are several: rows of one kind err together. */
  private void report(String what, List<Scored> parts, String covered, String area) {
    Scored all = Scored.joined(parts);
    boolean one = parts.size() == 1;
    figure(
        what,
        "coverage90",
        all.rows(),
        one ? all.coverage() : Scored.over(parts, Scored::covered),
        covered);
    figure(
        what,
        "area",
        all.rows(),
        one ? new Interval(all.area(), all.area(), all.area()) : Scored.over(parts, Scored::area),
        area);
  }

  private void figure(String what, String metric, int rows, Interval value, String demand) {
    context
        .figures()
        .accept(new Figure("anions", what, metric, "1", rows, value, Map.of(), demand));
  }

  /** What was said of other kinds by models that missed them and the held one. */
  private List<Scored> others(String held) {
    List<Scored> others = new ArrayList<>();
    for (String other : kinds.keySet()) {
      Set<String> pair = new TreeSet<>(List.of(held, other));
      if (pair.size() == 2 && elements(rest(pair)).containsAll(elements(kinds.get(other)))) {
        others.add(missed.computeIfAbsent(pair, this::missed).get(other));
      }
    }
    return others;
  }

  private Map<String, Scored> missed(Set<String> pair) {
    Map<String, Scored> scored = new HashMap<>();
    try (Fit fit = fit(Fit.split(rest(pair), CALIBRATION_EVERY), SHORT_EPOCHS)) {
      pair.forEach(each -> scored.put(each, fit.score(kinds.get(each), HEAT)));
    }
    return scored;
  }

  private Fit fit(List<List<Sample>> split, int epochs) {
    return Fit.of(
        shape,
        FineTuneBench.trunk(context, shape),
        split.get(0),
        split.get(1),
        context.recipe(split.get(0).size(), epochs, RATE, context.seed()));
  }

  private List<Sample> rest(Set<String> without) {
    List<Sample> rest = new ArrayList<>();
    kinds.forEach((name, rows) -> rest.addAll(without.contains(name) ? List.of() : rows));
    return rest;
  }

  private static Set<Integer> elements(List<Sample> rows) {
    Set<Integer> elements = new HashSet<>();
    for (Sample row : rows) {
      Arrays.stream(row.graph(InputMode.COMPOSITION).elements()).forEach(elements::add);
    }
    return elements;
  }

  private static String anions(JsonNode species) {
    List<String> anions = new ArrayList<>();
    species.forEach(
        each -> {
          if (Set.of("O", "N", "S", "F").contains(each.asText())) {
            anions.add(each.asText());
          }
        });
    Collections.sort(anions);
    return String.join("", anions);
  }
}
