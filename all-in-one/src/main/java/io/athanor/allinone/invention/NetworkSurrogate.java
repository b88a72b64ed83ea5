package io.athanor.allinone.invention;

import io.athanor.generator.Assessment;
import io.athanor.generator.Estimate;
import io.athanor.generator.Surrogate;
import io.athanor.inference.model.MaterialGraph;
import io.athanor.inference.model.MaterialModel;
import io.athanor.inference.model.MaterialPrediction;
import io.athanor.inference.serving.Admission;
import io.athanor.inference.serving.UnscorableException;
import io.athanor.materials.composition.Composition;
import io.athanor.materials.crystal.Crystal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A material model as the generators' surrogate. */
public final class NetworkSurrogate implements Surrogate {
  private static final int BATCH = 128;

  private final MaterialModel model;
  private final Admission admission;

  /** Asks a model, which the caller closes. */
  public NetworkSurrogate(MaterialModel model) {
    this.model = model;
    this.admission = Admission.of(model);
  }

  @Override
  public List<Assessment> assess(List<Crystal> crystals) {
    return assessed(crystals.stream().map(this::admitted).toList());
  }

  /** What the model says of compositions without a structure. */
  List<Assessment> assessCompositions(List<Composition> compositions) {
    return assessed(compositions.stream().map(this::admitted).toList());
  }

  /** A graph, or why there is none. */
  private record Admitted(Optional<MaterialGraph> graph, String refusal) {}

  private Admitted admitted(Crystal crystal) {
    try {
      return new Admitted(Optional.of(admission.crystal(crystal)), "");
    } catch (UnscorableException refusal) {
      return new Admitted(Optional.empty(), String.valueOf(refusal.getMessage()));
    }
  }

  private Admitted admitted(Composition composition) {
    try {
      return new Admitted(Optional.of(admission.composition(composition)), "");
    } catch (UnscorableException refusal) {
      return new Admitted(Optional.empty(), String.valueOf(refusal.getMessage()));
    }
  }

  private List<Assessment> assessed(List<Admitted> inputs) {
    List<MaterialGraph> graphs =
        inputs.stream().map(Admitted::graph).flatMap(Optional::stream).toList();
    List<MaterialPrediction> predictions = new ArrayList<>();
    for (int at = 0; at < graphs.size(); at += BATCH) {
      predictions.addAll(model.predict(graphs.subList(at, Math.min(graphs.size(), at + BATCH))));
    }
    List<Assessment> assessments = new ArrayList<>();
    int next = 0;
    for (Admitted input : inputs) {
      assessments.add(
          input.graph().isPresent()
              ? assessment(predictions.get(next++))
              : Assessment.refused(input.refusal()));
    }
    return assessments;
  }

  private static Assessment assessment(MaterialPrediction prediction) {
    Map<String, Estimate> properties = new TreeMap<>();
    prediction
        .estimates()
        .forEach(
            (property, estimate) ->
                properties.put(
                    property.key(), new Estimate(estimate.mean(), estimate.deviation())));
    List<Double> embedding = new ArrayList<>();
    for (float channel : prediction.embedding()) {
      embedding.add((double) channel);
    }
    return Assessment.of(properties, embedding, prediction.outOfDomain());
  }
}
