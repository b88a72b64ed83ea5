package io.athanor.allinone.invent;

import io.athanor.acquisition.critic.Critique;
import io.athanor.generator.Estimate;
import io.athanor.generator.Goal;
import io.athanor.generator.Invented;
import io.athanor.generator.Invention;
import io.athanor.generator.PropertyRange;
import io.athanor.generator.chemistry.Supply;
import io.athanor.inference.store.StoredModel;
import io.athanor.materials.composition.Composition;
import io.athanor.materials.crystal.Crystal;
import io.athanor.materials.crystal.Lattice;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** What came of a goal, as a document. */
final class InventReport {
  private static final double QUANTILE_90 = 1.6448536269514722;

  /** A candidate that the critic let pass, with what it said. */
  record Passed(Invented candidate, Critique critique) {}

  private InventReport() {}

  static Map<String, Object> document(
      Goal goal,
      StoredModel model,
      Map<String, String> units,
      int corpus,
      Invention invention,
      List<Passed> passed,
      Map<String, Integer> rejected,
      double seconds) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("model", Map.of("name", model.manifest().name(), "digest", model.digest()));
    document.put("materialsKnown", corpus);
    List<Map<String, Object>> candidates = new ArrayList<>();
    for (Passed each : passed) {
      candidates.add(candidate(candidates.size() + 1, goal, units, each));
    }
    document.put("candidates", candidates);
    document.put("rejected", new TreeMap<>(rejected));
    document.put("repaired", invention.repaired());
    Map<String, Object> generators = new TreeMap<>();
    invention
        .shares()
        .forEach(
            (name, share) ->
                generators.put(
                    name, Map.of("proposed", share.proposed(), "accepted", share.accepted())));
    document.put("generators", generators);
    document.put("seconds", Math.rint(seconds * 100) / 100);
    return document;
  }

  private static Map<String, Object> candidate(
      int rank, Goal goal, Map<String, String> units, Passed passed) {
    Invented invented = passed.candidate();
    Crystal crystal = invented.draft().crystal();
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("rank", rank);
    map.put("formula", invented.formula());
    map.put("structureType", invented.type());
    map.put("generator", invented.generator());
    map.put("probability", invented.probability());
    map.put("probabilities", invented.probabilities());
    map.put("merit", invented.merit());
    map.put("properties", properties(goal, units, invented));
    map.put("outOfDomain", invented.assessment().outOfDomain());
    map.put("parents", invented.draft().parents());
    map.put("edits", invented.draft().edits());
    map.put("reasons", invented.draft().reasons());
    map.put("oxidationStates", invented.charges());
    map.put("novel", true);
    Composition composition = crystal.composition();
    put(map, "costUsdPerKg", Supply.cost(composition));
    put(map, "productionConcentration", Supply.concentration(composition));
    Map<String, Object> critic = new LinkedHashMap<>();
    critic.put("risk", passed.critique().risk());
    critic.put(
        "findings",
        passed.critique().findings().stream()
            .map(
                finding ->
                    Map.of(
                        "check", finding.check(), "score", finding.score(), "text", finding.text()))
            .toList());
    map.put("critic", critic);
    map.put("structure", structure(crystal));
    map.put("cif", CifText.of(invented.formula(), crystal));
    return map;
  }

  private static Map<String, Object> properties(
      Goal goal, Map<String, String> units, Invented invented) {
    Map<String, Object> properties = new TreeMap<>();
    for (Map.Entry<String, Estimate> entry : invented.assessment().properties().entrySet()) {
      Estimate estimate = entry.getValue();
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("mean", estimate.mean());
      map.put("unit", units.get(entry.getKey()));
      map.put("deviation", estimate.deviation());
      map.put(
          "interval90",
          List.of(
              estimate.mean() - QUANTILE_90 * estimate.deviation(),
              estimate.mean() + QUANTILE_90 * estimate.deviation()));
      for (PropertyRange range : goal.limits()) {
        if (range.property().equals(entry.getKey())) {
          map.put("meanInRange", range.holds(estimate.mean()));
        }
      }
      properties.put(entry.getKey(), map);
    }
    return properties;
  }

  private static Map<String, Object> structure(Crystal crystal) {
    Lattice cell = crystal.lattice();
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("cell", List.of(cell.a(), cell.b(), cell.c(), cell.alpha(), cell.beta(), cell.gamma()));
    map.put("species", crystal.sites().stream().map(site -> site.element().symbol()).toList());
    map.put(
        "frac",
        crystal.sites().stream().map(site -> List.of(site.x(), site.y(), site.z())).toList());
    map.put("volumePerAtom", crystal.volumePerAtom());
    map.put("density", crystal.density());
    return map;
  }

  private static void put(Map<String, Object> map, String key, OptionalDouble value) {
    if (value.isPresent()) {
      map.put(key, value.getAsDouble());
    }
  }
}
