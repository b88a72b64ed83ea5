package io.athanor.inference.continual;

import io.athanor.inference.model.Estimator;
import io.athanor.inference.model.GraphBatch;
import io.athanor.inference.model.InputMode;
import io.athanor.inference.model.MaterialGraph;
import io.athanor.inference.model.MaterialPrediction;
import io.athanor.inference.model.NetworkSession;
import io.athanor.inference.model.Property;
import io.athanor.inference.model.PropertyEstimate;
import io.athanor.inference.training.Judgement;
import io.athanor.inference.training.Sample;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What a network in training says of rows, read in the properties' units. */
final class Said {
  private static final int BATCH = 64;

  private Said() {}

  /** One prediction a row, in order. */
  static List<MaterialPrediction> of(
      NetworkSession session, Estimator estimator, List<Sample> rows, InputMode mode) {
    List<MaterialPrediction> predictions = new ArrayList<>(rows.size());
    for (int start = 0; start < rows.size(); start += BATCH) {
      List<MaterialGraph> graphs =
          rows.subList(start, Math.min(rows.size(), start + BATCH)).stream()
              .map(row -> row.graph(mode))
              .toList();
      predictions.addAll(
          estimator.read(graphs, session.forward(GraphBatch.of(estimator.shape(), graphs))));
    }
    return predictions;
  }

  /** Mean absolute error of each property with labels among the rows. */
  static Map<Property, Double> errors(
      List<MaterialPrediction> predictions, List<Sample> rows, List<Property> properties) {
    Map<Property, Double> errors = new EnumMap<>(Property.class);
    for (Property property : properties) {
      Judgement.Rows labelled = Judgement.Rows.of(predictions, rows, property, InputMode.CRYSTAL);
      List<PropertyEstimate> estimates = labelled.estimates();
      double sum = 0;
      for (int row = 0; row < estimates.size(); row++) {
        sum += Math.abs(estimates.get(row).mean() - labelled.labels()[row]);
      }
      if (!estimates.isEmpty()) {
        errors.put(property, sum / estimates.size());
      }
    }
    return errors;
  }
}
