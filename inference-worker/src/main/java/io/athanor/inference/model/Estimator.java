package io.athanor.inference.model;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads network outputs as calibrated estimates. Pure.
 *
 * @param energyScale the network's energy unit
 * @param domain where the training data lies
 * @param calibrations post-hoc factors
 */
public record Estimator(EnergyScale energyScale, Domain domain, Calibrations calibrations) {

  /** Names and values to store beside the network's weights. */
  public Map<String, Weights.Entry> entries() {
    Map<String, Weights.Entry> entries = domain.entries();
    entries.putAll(new TreeMap<>(energyScale.entries()));
    return entries;
  }

  /** Reads back what {@link #entries()} stored. */
  public static Estimator of(Weights weights, Calibrations calibrations) {
    return new Estimator(EnergyScale.of(weights), Domain.of(weights), calibrations);
  }

  /** One prediction per graph, in order. */
  public List<MaterialPrediction> read(List<MaterialGraph> graphs, NetworkSession.Forward forward) {
    int members = forward.heads().length / (graphs.size() * Network.HEAD_OUTPUTS);
    int width = forward.embeddings().length / graphs.size();
    List<MaterialPrediction> predictions = new ArrayList<>(graphs.size());
    for (int index = 0; index < graphs.size(); index++) {
      MaterialGraph graph = graphs.get(index);
      int offset = index * members * Network.HEAD_OUTPUTS;
      Map<Property, PropertyEstimate> estimates = new EnumMap<>(Property.class);
      estimates.put(
          Property.FORMATION_ENERGY_PER_ATOM, energy(graph, forward.heads(), offset, members));
      estimates.put(Property.BAND_GAP, gap(graph, forward.heads(), offset, members));
      float[] embedding = domain.standardise(forward.embeddings(), index * width);
      predictions.add(
          new MaterialPrediction(
              estimates, embedding, domain.outOfDomain(graph.mode(), embedding)));
    }
    return predictions;
  }

  private PropertyEstimate energy(MaterialGraph graph, float[] heads, int offset, int members) {
    Ensemble raw = Ensemble.energy(heads, offset, members);
    double unit = energyScale.deviation();
    double mean = energyScale.referenceOf(graph) + energyScale.mean() + raw.mean() * unit;
    Calibration calibration = calibrations.of(graph.mode(), Property.FORMATION_ENERGY_PER_ATOM);
    return estimate(
        mean,
        raw.epistemic() * unit,
        raw.aleatoric() * unit,
        calibration,
        Double.NEGATIVE_INFINITY);
  }

  private PropertyEstimate gap(MaterialGraph graph, float[] heads, int offset, int members) {
    Ensemble raw = Ensemble.gap(heads, offset, members);
    Calibration calibration = calibrations.of(graph.mode(), Property.BAND_GAP);
    return estimate(raw.mean(), raw.epistemic(), raw.aleatoric(), calibration, 0);
  }

  private static PropertyEstimate estimate(
      double mean, double epistemic, double aleatoric, Calibration calibration, double least) {
    double scaledEpistemic = epistemic * calibration.scale();
    double scaledAleatoric = aleatoric * calibration.scale();
    double half = calibration.intervalFactor() * Math.hypot(scaledEpistemic, scaledAleatoric);
    return new PropertyEstimate(
        mean, scaledEpistemic, scaledAleatoric, Math.max(least, mean - half), mean + half);
  }
}
