package io.athanor.inference.federated;

import io.athanor.inference.model.Parameters;
import io.athanor.inference.model.Weights;
import java.util.LinkedHashMap;
import java.util.Map;

/** Trainable weights as one row of numbers, in the order in which they are stored, and back. */
final class WeightVector {
  private WeightVector() {}

  static double[] of(Weights weights) {
    int size = 0;
    for (Map.Entry<String, Weights.Entry> each : weights.entries().entrySet()) {
      size += trains(each.getKey()) ? each.getValue().values().length : 0;
    }
    double[] row = new double[size];
    int at = 0;
    for (Map.Entry<String, Weights.Entry> each : weights.entries().entrySet()) {
      if (trains(each.getKey())) {
        for (float value : each.getValue().values()) {
          row[at++] = value;
        }
      }
    }
    return row;
  }

  /** The weights of a row; what is not trained stays that of the template. */
  static Weights weights(double[] row, Weights template) {
    Map<String, Weights.Entry> entries = new LinkedHashMap<>();
    int at = 0;
    for (Map.Entry<String, Weights.Entry> each : template.entries().entrySet()) {
      if (trains(each.getKey())) {
        float[] values = new float[each.getValue().values().length];
        for (int i = 0; i < values.length; i++) {
          values[i] = (float) row[at++];
        }
        entries.put(each.getKey(), new Weights.Entry(each.getValue().shape(), values));
      }
    }
    return template.with(entries);
  }

  private static boolean trains(String name) {
    return !Parameters.FROZEN.contains(name);
  }
}
