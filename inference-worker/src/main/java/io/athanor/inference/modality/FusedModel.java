package io.athanor.inference.modality;

import io.athanor.inference.model.InputMode;
import io.athanor.inference.model.MaterialGraph;
import io.athanor.inference.model.MaterialModel;
import io.athanor.inference.model.MaterialPrediction;
import io.athanor.inference.model.Weights;
import java.util.ArrayList;
import java.util.List;

/**
 * A crystal model that also reads patterns and literature vectors. Where a structure is known it
 * answers alone, with all its trunks: a pattern follows from the structure. Where only the
 * composition is known, pattern and literature say what it leaves open.
 */
public final class FusedModel implements AutoCloseable {
  private final MaterialModel model;
  private final Fusion fusion;
  private final LiteratureInput.Model literature;

  /**
   * What is known of one material.
   *
   * @param graph its structure's or composition's
   * @param pattern measured, or null
   * @param literature what documents say, or null
   */
  public record Known(MaterialGraph graph, PatternInput pattern, LiteratureInput literature) {
    private boolean isFused() {
      return graph.mode() == InputMode.COMPOSITION && (pattern != null || literature != null);
    }
  }

  private FusedModel(MaterialModel model, Fusion fusion, LiteratureInput.Model literature) {
    this.model = model;
    this.fusion = fusion;
    this.literature = literature;
  }

  /**
   * Adds the fusion of these weights to an open model. The model stays the caller's to close.
   *
   * @param weights of the model and of its fusion
   * @param literature whose vectors it was trained with
   */
  public static FusedModel of(
      MaterialModel model, Weights weights, LiteratureInput.Model literature, int intraThreads) {
    Fusion fusion = new Fusion(model.shape(), literature, intraThreads);
    try {
      fusion.assign(weights, weights);
    } catch (RuntimeException cause) {
      fusion.close();
      throw cause;
    }
    return new FusedModel(model, fusion, literature);
  }

  /** Whose literature vectors it reads. */
  public LiteratureInput.Model literature() {
    return literature;
  }

  /** One prediction per material, in order. */
  public List<MaterialPrediction> predict(List<Known> materials) {
    List<MaterialPrediction> predictions = new ArrayList<>();
    if (materials.isEmpty()) {
      return predictions;
    }
    List<MaterialGraph> graphs = materials.stream().map(Known::graph).toList();
    predictions.addAll(model.predict(graphs));
    List<Integer> rows = new ArrayList<>();
    for (int row = 0; row < graphs.size(); row++) {
      if (materials.get(row).isFused()) {
        rows.add(row);
      }
    }
    if (rows.isEmpty()) {
      return predictions;
    }
    List<MaterialGraph> fusedGraphs = rows.stream().map(graphs::get).toList();
    List<float[]> features = model.features(fusedGraphs);
    List<Fusion.Input> inputs = new ArrayList<>();
    for (int at = 0; at < rows.size(); at++) {
      Known known = materials.get(rows.get(at));
      inputs.add(new Fusion.Input(features.get(at), known.pattern(), known.literature()));
    }
    List<MaterialPrediction> fused =
        model.estimator().ofFirstTrunk().read(fusedGraphs, fusion.forward(inputs));
    for (int at = 0; at < rows.size(); at++) {
      predictions.set(rows.get(at), fused.get(at));
    }
    return predictions;
  }

  @Override
  public void close() {
    fusion.close();
  }
}
