package io.athanor.inference.modality;

import io.athanor.inference.batch.Predictor;
import io.athanor.inference.model.MaterialGraph;
import io.athanor.inference.model.MaterialModel;
import io.athanor.inference.model.MaterialPrediction;
import io.athanor.inference.model.NetworkSession.Forward;
import io.athanor.inference.model.Property;
import io.athanor.inference.model.PropertyEstimate;
import io.athanor.inference.model.Weights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A crystal model that also reads patterns and literature vectors, any subset of them: the answers
 * of the experts on what is given, mixed as held-out rows taught. Embedding and out-of-domain score
 * stay those of the structure or composition. A modality that taught nothing has no weight, and
 * then the network's answer is given as it is.
 */
public final class FusedModel implements Predictor<Known, MaterialPrediction>, AutoCloseable {
  private final MaterialModel model;
  private final Fusion fusion;
  private final Pools pools;

  private FusedModel(MaterialModel model, Fusion fusion, Pools pools) {
    this.model = model;
    this.fusion = fusion;
    this.pools = pools;
  }

  /**
   * Adds the fusion of these weights to an open model. The model stays the caller's to close.
   *
   * @param weights of the model and of its fusion
   * @param literature whose vectors it was trained with
   */
  public static FusedModel of(
      MaterialModel model,
      Weights weights,
      LiteratureInput.Model literature,
      Pools pools,
      int intraThreads) {
    Fusion fusion = new Fusion(model.shape(), literature, intraThreads);
    try {
      fusion.assign(weights, weights);
    } catch (RuntimeException cause) {
      fusion.close();
      throw cause;
    }
    return new FusedModel(model, fusion, pools);
  }

  /** A model in which nobody but the network has a say, whatever is known besides. */
  public static FusedModel networkAlone(MaterialModel model) {
    return new FusedModel(model, null, Pools.NONE);
  }

  /** One prediction per material, in order. */
  @Override
  public List<MaterialPrediction> predict(List<Known> materials) {
    if (materials.isEmpty()) {
      return List.of();
    }
    List<MaterialGraph> graphs = graphs(materials);
    Forward forward = model.forward(graphs);
    List<MaterialPrediction> predictions = new ArrayList<>(model.estimator().read(graphs, forward));
    Map<Given, List<Integer>> fused = new LinkedHashMap<>();
    for (int row = 0; row < predictions.size(); row++) {
      Given given = materials.get(row).given();
      if (pools.isFused(given)) {
        fused.computeIfAbsent(given, any -> new ArrayList<>()).add(row);
      }
    }
    fused.forEach(
        (given, rows) -> {
          Map<Expert, List<MaterialPrediction>> said =
              said(
                  given,
                  rows.stream().map(materials::get).toList(),
                  rows.stream().map(predictions::get).toList(),
                  rows.stream().map(row -> feature(forward, row)).toList());
          for (int at = 0; at < rows.size(); at++) {
            predictions.set(rows.get(at), pooled(given, said, at));
          }
        });
    return predictions;
  }

  /** What each expert says of materials of which the same is given, in order. */
  public Map<Expert, List<MaterialPrediction>> experts(Given given, List<Known> materials) {
    List<MaterialGraph> graphs = graphs(materials);
    Forward forward = model.forward(graphs);
    return said(
        given,
        materials,
        model.estimator().read(graphs, forward),
        IntStream.range(0, graphs.size()).mapToObj(row -> feature(forward, row)).toList());
  }

  private static List<MaterialGraph> graphs(List<Known> materials) {
    return materials.stream().map(Known::graph).toList();
  }

  /** Pooled features of a material, [F]. */
  private float[] feature(Forward forward, int row) {
    int width = model.shape().width();
    return Arrays.copyOfRange(forward.embeddings(), row * width, (row + 1) * width);
  }

  private Map<Expert, List<MaterialPrediction>> said(
      Given given,
      List<Known> materials,
      List<MaterialPrediction> network,
      List<float[]> features) {
    List<MaterialGraph> graphs = graphs(materials);
    Map<Expert, List<MaterialPrediction>> said = new EnumMap<>(Expert.class);
    said.put(Expert.NETWORK, network);
    for (Expert expert : given.experts()) {
      if (expert != Expert.NETWORK) {
        List<Fusion.Input> inputs = new ArrayList<>();
        for (int row = 0; row < materials.size(); row++) {
          inputs.add(expert.input(materials.get(row), features.get(row)));
        }
        said.put(expert, model.estimator().ofFirstTrunk().read(graphs, fusion.forward(inputs)));
      }
    }
    return said;
  }

  private MaterialPrediction pooled(
      Given given, Map<Expert, List<MaterialPrediction>> said, int row) {
    MaterialPrediction network = said.get(Expert.NETWORK).get(row);
    Map<Property, PropertyEstimate> estimates = new EnumMap<>(Property.class);
    for (Property property : model.shape().properties()) {
      Map<Expert, PropertyEstimate> own = new EnumMap<>(Expert.class);
      said.forEach((expert, all) -> own.put(expert, all.get(row).estimates().get(property)));
      estimates.put(property, pools.of(given, property).of(property.kind(), own));
    }
    return new MaterialPrediction(estimates, network.embedding(), network.outOfDomain());
  }

  @Override
  public void close() {
    if (fusion != null) {
      fusion.close();
    }
  }
}
