package io.athanor.inference.continual;

import io.athanor.inference.model.GraphBatch;
import io.athanor.inference.model.InputMode;
import io.athanor.inference.model.NetworkShape;
import io.athanor.inference.model.Property;
import io.athanor.inference.model.Scale;
import io.athanor.inference.model.Weights;
import io.athanor.inference.training.Sample;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Starting values for the outputs of new properties: ridge regression on each head's hidden layer,
 * which the few steps of a refresh would take long to find. Outputs of hurdles stay zero.
 */
final class NewHeads {
  private static final int BATCH = 64;
  private static final double LEAST_LOG_SCALE = -4;
  private static final double MOST_LOG_SCALE = 2;

  private NewHeads() {}

  /** The grown weights with the new outputs fitted to these rows. */
  static Weights fitted(RefreshGraph graph, Growth growth, List<Sample> rows) {
    Map<String, Weights.Entry> entries = new LinkedHashMap<>();
    NetworkShape shape = growth.shape();
    for (Property property : growth.properties()) {
      if (property.kind() != Property.Kind.REAL) {
        continue;
      }
      List<Sample> labelled =
          rows.stream().filter(row -> !Double.isNaN(row.label(property))).toList();
      Scale scale = growth.scales().of(property);
      double[] targets =
          labelled.stream()
              .mapToDouble(row -> scale.standardise(row.composition(), row.label(property)))
              .toArray();
      List<List<float[]>> features = features(graph, labelled);
      for (int trunk = 0; trunk < shape.trunks(); trunk++) {
        for (int head = 0; head < shape.heads(); head++) {
          String prefix = HeadNames.prefix(trunk, head);
          double[][] hidden = hidden(growth.weights(), prefix, features.get(trunk));
          place(
              growth.weights(),
              entries,
              prefix,
              shape.offset(property),
              LeaveOneOutRidge.fit(hidden, targets));
        }
      }
    }
    return growth.weights().with(entries);
  }

  private static void place(
      Weights weights,
      Map<String, Weights.Entry> entries,
      String prefix,
      int column,
      LeaveOneOutRidge ridge) {
    Weights.Entry out = entries.computeIfAbsent(prefix + "out", name -> copy(weights.get(name)));
    Weights.Entry bias =
        entries.computeIfAbsent(prefix + "outBias", name -> copy(weights.get(name)));
    int outputs = bias.values().length;
    for (int unit = 0; unit < ridge.weights().length; unit++) {
      out.values()[unit * outputs + column] = (float) ridge.weights()[unit];
    }
    bias.values()[column] = (float) ridge.intercept();
    bias.values()[column + 1] =
        (float) Math.max(LEAST_LOG_SCALE, Math.min(MOST_LOG_SCALE, Math.log(ridge.error() + 1e-9)));
  }

  private static Weights.Entry copy(Weights.Entry entry) {
    return new Weights.Entry(entry.shape().clone(), entry.values().clone());
  }

  private static List<List<float[]>> features(RefreshGraph graph, List<Sample> rows) {
    NetworkShape shape = graph.session().network().shape();
    List<List<float[]>> byTrunk = new ArrayList<>();
    for (int trunk = 0; trunk < shape.trunks(); trunk++) {
      byTrunk.add(new ArrayList<>());
    }
    for (int start = 0; start < rows.size(); start += BATCH) {
      List<Sample> batch = rows.subList(start, Math.min(rows.size(), start + BATCH));
      List<List<float[]>> next =
          graph.features(
              GraphBatch.of(
                  shape,
                  batch.stream().map(row -> row.graph(InputMode.CRYSTAL)).toList(),
                  batch.stream().mapToInt(Sample::source).toArray()));
      for (int trunk = 0; trunk < byTrunk.size(); trunk++) {
        byTrunk.get(trunk).addAll(next.get(trunk));
      }
    }
    return byTrunk;
  }

  /** silu(g W1 + b1). */
  private static double[][] hidden(Weights weights, String prefix, List<float[]> features) {
    float[] matrix = weights.get(prefix + "hidden").values();
    float[] bias = weights.get(prefix + "hiddenBias").values();
    double[][] hidden = new double[features.size()][bias.length];
    for (int row = 0; row < hidden.length; row++) {
      float[] feature = features.get(row);
      for (int unit = 0; unit < bias.length; unit++) {
        double sum = bias[unit];
        for (int channel = 0; channel < feature.length; channel++) {
          sum += feature[channel] * (double) matrix[channel * bias.length + unit];
        }
        hidden[row][unit] = sum / (1 + Math.exp(-sum));
      }
    }
    return hidden;
  }
}
