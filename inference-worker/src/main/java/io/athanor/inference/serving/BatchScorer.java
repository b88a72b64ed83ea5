package io.athanor.inference.serving;

import io.athanor.inference.batch.Chunks;
import io.athanor.inference.batch.Predictor;
import io.athanor.inference.modality.Known;
import io.athanor.inference.model.MaterialGraph;
import io.athanor.inference.model.MaterialPrediction;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Any number of materials through a model: forward passes of a bounded number of edges, and one
 * material without a finite answer never spoils the others of its pass.
 *
 * @param <I> what is known of a material
 * @param predictor one forward pass; throws {@link IllegalArgumentException} where an answer is not
 *     finite
 * @param graph of a material
 * @param edges most edges of a pass of more than one graph
 */
public record BatchScorer<I>(
    Predictor<I, MaterialPrediction> predictor, Function<I, MaterialGraph> graph, int edges) {

  public BatchScorer {
    if (edges < 1) {
      throw new IllegalArgumentException("edges must be positive, got " + edges);
    }
  }

  /** For structures and compositions alone. */
  public static BatchScorer<MaterialGraph> ofGraphs(
      Predictor<MaterialGraph, MaterialPrediction> predictor, int edges) {
    return new BatchScorer<>(predictor, graph -> graph, edges);
  }

  /** For all that may be known. */
  public static BatchScorer<Known> ofKnown(
      Predictor<Known, MaterialPrediction> predictor, int edges) {
    return new BatchScorer<>(predictor, Known::graph, edges);
  }

  /** One verdict per material, in order. */
  public List<Verdict> score(List<I> materials) {
    List<Verdict> verdicts = new ArrayList<>(materials.size());
    for (List<I> pass : Chunks.of(materials, each -> graph.apply(each).edges(), edges)) {
      pass(pass, verdicts);
    }
    return verdicts;
  }

  private void pass(List<I> materials, List<Verdict> verdicts) {
    List<MaterialPrediction> predictions;
    try {
      predictions = predictor.predict(materials);
    } catch (IllegalArgumentException cause) {
      if (materials.size() == 1) {
        verdicts.add(new Verdict.Refused(cause.getMessage()));
      } else {
        // one of them has no finite answer: halve until it is alone, keep the rest
        pass(materials.subList(0, materials.size() / 2), verdicts);
        pass(materials.subList(materials.size() / 2, materials.size()), verdicts);
      }
      return;
    }
    predictions.forEach(each -> verdicts.add(new Verdict.Scored(each)));
  }
}
