package io.athanor.inference.training;

import io.athanor.inference.model.Calibrations;
import io.athanor.inference.model.Domain;
import io.athanor.inference.model.Estimator;
import io.athanor.inference.model.GraphBatch;
import io.athanor.inference.model.InputMode;
import io.athanor.inference.model.MaterialGraph;
import io.athanor.inference.model.MaterialPrediction;
import io.athanor.inference.model.NetworkSession;
import io.athanor.inference.model.NetworkShape;
import io.athanor.inference.model.Property;
import io.athanor.inference.model.Scales;
import io.athanor.inference.model.Weights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Errors of a network in training on rows it does not learn from. */
final class Validation {
  private static final int BATCH = 32;

  private final List<Sample> samples;
  private final NetworkShape shape;
  private final Estimator estimator;

  Validation(List<Sample> samples, NetworkShape shape, Scales scales) {
    this.samples = samples;
    this.shape = shape;
    this.estimator =
        new Estimator(shape, scales, anywhere(shape), Calibrations.none(shape.properties()));
  }

  /**
   * Mean absolute error of each property that has labels, with these weights; the session's own are
   * put back.
   */
  Map<Property, Double> errors(NetworkSession session, Weights weights) {
    if (samples.isEmpty()) {
      return Map.of();
    }
    Weights own = session.weights();
    session.assign(weights);
    double[] sums = new double[Property.values().length];
    int[] counts = new int[sums.length];
    for (int start = 0; start < samples.size(); start += BATCH) {
      add(session, samples.subList(start, Math.min(samples.size(), start + BATCH)), sums, counts);
    }
    session.assign(own);
    Map<Property, Double> errors = new EnumMap<>(Property.class);
    for (Property property : shape.properties()) {
      if (counts[property.ordinal()] > 0) {
        errors.put(property, sums[property.ordinal()] / counts[property.ordinal()]);
      }
    }
    return errors;
  }

  private void add(NetworkSession session, List<Sample> batch, double[] sums, int[] counts) {
    List<MaterialGraph> graphs =
        batch.stream().map(sample -> sample.graph(InputMode.CRYSTAL)).toList();
    int[] sources = batch.stream().mapToInt(Sample::source).toArray();
    List<MaterialPrediction> predictions =
        new ArrayList<>(
            estimator.read(graphs, session.forward(GraphBatch.of(shape, graphs, sources))));
    for (int row = 0; row < batch.size(); row++) {
      for (Map.Entry<Property, Double> label : batch.get(row).labels().entrySet()) {
        double mean = predictions.get(row).estimates().get(label.getKey()).mean();
        sums[label.getKey().ordinal()] += Math.abs(label.getValue() - mean);
        counts[label.getKey().ordinal()]++;
      }
    }
  }

  /** A domain for a network that has none yet. */
  private static Domain anywhere(NetworkShape shape) {
    int width = shape.width();
    float[] ones = new float[width];
    Arrays.fill(ones, 1f);
    Map<InputMode, Domain.Region> regions = new EnumMap<>(InputMode.class);
    for (InputMode mode : InputMode.values()) {
      regions.put(mode, new Domain.Region(new float[width], new float[width * width], 1));
    }
    return new Domain(new float[width], ones, regions);
  }
}
