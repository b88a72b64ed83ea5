package io.athanor.inference.serving;

import io.athanor.inference.batch.Chunks;
import io.athanor.inference.batch.Predictor;
import io.athanor.inference.model.MaterialGraph;
import io.athanor.inference.model.MaterialPrediction;
import java.util.ArrayList;
import java.util.List;

/**
 * Any number of graphs through a model: forward passes of a bounded number of edges, and one graph
 * without a finite answer never spoils the others of its pass.
 *
 * @param predictor one forward pass; throws {@link IllegalArgumentException} where an answer is not
 *     finite
 * @param edges most edges of a pass of more than one graph
 */
public record BatchScorer(Predictor<MaterialGraph, MaterialPrediction> predictor, int edges) {

  public BatchScorer {
    if (edges < 1) {
      throw new IllegalArgumentException("edges must be positive, got " + edges);
    }
  }

  /** One verdict per graph, in order. */
  public List<Verdict> score(List<MaterialGraph> graphs) {
    List<Verdict> verdicts = new ArrayList<>(graphs.size());
    for (List<MaterialGraph> pass : Chunks.of(graphs, MaterialGraph::edges, edges)) {
      pass(pass, verdicts);
    }
    return verdicts;
  }

  private void pass(List<MaterialGraph> graphs, List<Verdict> verdicts) {
    List<MaterialPrediction> predictions;
    try {
      predictions = predictor.predict(graphs);
    } catch (IllegalArgumentException cause) {
      if (graphs.size() == 1) {
        verdicts.add(new Verdict.Refused(cause.getMessage()));
      } else {
        // one of them has no finite answer: halve until it is alone, keep the rest
        pass(graphs.subList(0, graphs.size() / 2), verdicts);
        pass(graphs.subList(graphs.size() / 2, graphs.size()), verdicts);
      }
      return;
    }
    predictions.forEach(each -> verdicts.add(new Verdict.Scored(each)));
  }
}
