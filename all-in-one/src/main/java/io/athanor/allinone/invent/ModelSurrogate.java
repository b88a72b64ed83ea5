package io.athanor.allinone.invent;

import io.athanor.generator.Assessment;
import io.athanor.generator.Estimate;
import io.athanor.generator.Surrogate;
import io.athanor.inference.model.MaterialGraph;
import io.athanor.inference.model.MaterialPrediction;
import io.athanor.inference.serving.OpenModel;
import io.athanor.inference.serving.UnscorableException;
import io.athanor.inference.serving.Verdict;
import io.athanor.materials.crystal.Crystal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A network as surrogate: every property it predicts with its whole deviation, in its own units.
 *
 * @param model open and warm
 */
public record ModelSurrogate(OpenModel model) implements Surrogate {
  private static final int CHUNK = 1_024;

  @Override
  public List<Assessment> assess(List<Crystal> crystals) {
    List<Assessment> assessments = new ArrayList<>(crystals.size());
    for (int from = 0; from < crystals.size(); from += CHUNK) {
      chunk(crystals.subList(from, Math.min(crystals.size(), from + CHUNK)), assessments);
    }
    return assessments;
  }

  private record Admitted(MaterialGraph graph, String reason) {}

  private void chunk(List<Crystal> crystals, List<Assessment> assessments) {
    // graphs are independent and the order of the list is kept
    List<Admitted> admitted = crystals.parallelStream().map(this::admitted).toList();
    List<MaterialGraph> graphs =
        admitted.stream().filter(each -> each.graph() != null).map(Admitted::graph).toList();
    List<Verdict> verdicts = model.scorer().score(graphs);
    int next = 0;
    for (Admitted each : admitted) {
      if (each.graph() == null) {
        assessments.add(Assessment.refused(each.reason()));
      } else if (verdicts.get(next++) instanceof Verdict.Scored scored) {
        assessments.add(assessment(scored.prediction()));
      } else {
        assessments.add(Assessment.refused(((Verdict.Refused) verdicts.get(next - 1)).reason()));
      }
    }
  }

  private Admitted admitted(Crystal crystal) {
    try {
      return new Admitted(model.admission().crystal(crystal), null);
    } catch (UnscorableException e) {
      return new Admitted(null, e.getMessage());
    }
  }

  private static Assessment assessment(MaterialPrediction prediction) {
    Map<String, Estimate> properties = new TreeMap<>();
    prediction
        .estimates()
        .forEach(
            (property, estimate) ->
                properties.put(
                    property.key(), new Estimate(estimate.mean(), estimate.deviation())));
    List<Double> embedding = new ArrayList<>(prediction.embedding().length);
    for (float value : prediction.embedding()) {
      embedding.add((double) value);
    }
    return Assessment.of(properties, embedding, prediction.outOfDomain());
  }
}
