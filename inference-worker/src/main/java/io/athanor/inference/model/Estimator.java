package io.athanor.inference.model;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads network outputs as calibrated estimates. Pure.
 *
 * @param shape layout of the outputs
 * @param scales the network's units
 * @param domain where the training data lies
 * @param calibrations post-hoc factors
 */
public record Estimator(
    NetworkShape shape, Scales scales, Domain domain, Calibrations calibrations) {

  /** Names and values to store beside the network's weights. */
  public Map<String, Weights.Entry> entries() {
    Map<String, Weights.Entry> entries = domain.entries();
    entries.putAll(scales.entries());
    return entries;
  }

  /** Reads back what {@link #entries()} stored. */
  public static Estimator of(NetworkShape shape, Weights weights, Calibrations calibrations) {
    return new Estimator(
        shape, Scales.of(weights, shape.properties()), Domain.of(weights), calibrations);
  }

  /** The same for the first trunk alone. */
  public Estimator ofFirstTrunk() {
    return new Estimator(shape.withMembers(1, shape.heads()), scales, domain, calibrations);
  }

  /** One prediction per graph, in order. */
  public List<MaterialPrediction> read(List<MaterialGraph> graphs, NetworkSession.Forward forward) {
    int stride = shape.members() * shape.headOutputs();
    List<MaterialPrediction> predictions = new ArrayList<>(graphs.size());
    for (int index = 0; index < graphs.size(); index++) {
      MaterialGraph graph = graphs.get(index);
      boolean known = domain.familiarity().knows(graph);
      Map<Property, PropertyEstimate> estimates = new EnumMap<>(Property.class);
      for (Property property : shape.properties()) {
        Ensemble raw = Ensemble.of(shape, property, forward.heads(), index * stride);
        estimates.put(property, estimate(graph, known, property, raw));
      }
      float[] embedding = domain.standardise(forward.embeddings(), index * shape.width());
      predictions.add(
          new MaterialPrediction(estimates, embedding, domain.outOfDomain(graph, embedding)));
    }
    return predictions;
  }

  private PropertyEstimate estimate(
      MaterialGraph graph, boolean known, Property property, Ensemble raw) {
    Scale scale = scales.of(property);
    Calibration calibration = calibrations.of(graph.mode(), property);
    double mean = scale.referenceOf(graph) + raw.mean() * scale.deviation();
    double epistemic = raw.epistemic() * scale.deviation() * calibration.scale();
    double aleatoric = raw.aleatoric() * scale.deviation() * calibration.scale();
    double factor = calibration.intervalFactor();
    Optional<Extrapolation> beyond = calibrations.beyond(graph.mode(), property);
    if (beyond.isPresent() && !known) {
      epistemic = Math.hypot(epistemic, beyond.get().spread());
      factor = beyond.get().intervalFactor();
    }
    double half = factor * Math.hypot(epistemic, aleatoric);
    double least = property.kind() == Property.Kind.HURDLE ? 0 : Double.NEGATIVE_INFINITY;
    return new PropertyEstimate(
        mean, epistemic, aleatoric, Math.max(least, mean - half), mean + half);
  }
}
