package io.athanor.inference.continual;

import io.athanor.inference.model.Estimator;
import io.athanor.inference.model.NetworkShape;
import io.athanor.inference.model.Parameters;
import io.athanor.inference.model.Property;
import io.athanor.inference.model.Scale;
import io.athanor.inference.model.Scales;
import io.athanor.inference.model.Weights;
import io.athanor.inference.store.StoredModel;
import io.athanor.inference.training.Sample;
import io.athanor.inference.training.ScaleFit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * A model made to take in rows of properties and elements that it has not met. What it says of
 * everything else stays the same: outputs of new properties come after the others and are zero, and
 * a reference grows by elements that no labelled row had before. Pure.
 *
 * @param shape with the new properties after the others
 * @param weights of the network, with the new outputs
 * @param scales the units to learn in
 * @param properties that are new
 */
record Growth(NetworkShape shape, Weights weights, Scales scales, List<Property> properties) {
  /** Fewer labels than this say nothing of a property's unit. */
  static final int LEAST_LABELS = 16;

  /**
   * What several sites have agreed on: the outputs of new properties are drawn by a seed, so that
   * all of them begin alike, and no site's elements or references enter.
   *
   * @param units of the properties that the model lacks, in the order of its new outputs
   */
  static Growth agreed(StoredModel champion, SortedMap<Property, Scale> units, long seed) {
    NetworkShape before = champion.manifest().shape();
    List<Property> all = new ArrayList<>(before.properties());
    all.addAll(units.keySet());
    NetworkShape shape = before.withProperties(all);
    Scales known =
        Estimator.of(before, champion.weights(), champion.manifest().calibration()).scales();
    Map<Property, Scale> scales = new EnumMap<>(known.byProperty());
    scales.putAll(units);
    Weights grown = widened(champion.weights(), before, shape.headOutputs());
    float[] elements = grown.get("element/features").values();
    Weights drawn = Parameters.initial(shape, elements, seed);
    Map<String, Weights.Entry> outputs = new LinkedHashMap<>();
    grown
        .entries()
        .forEach(
            (name, entry) -> {
              if (HeadNames.isOutput(name) && !units.isEmpty()) {
                outputs.put(name, beside(entry, drawn.get(name), before.headOutputs()));
              }
            });
    return new Growth(
        shape,
        grown.with(outputs),
        new Scales(scales, known.known().clone()),
        List.copyOf(units.keySet()));
  }

  /** The first columns of one, and the others of the other. */
  private static Weights.Entry beside(Weights.Entry first, Weights.Entry others, int known) {
    float[] values = others.values().clone();
    int wide = first.shape()[first.shape().length - 1];
    for (int row = 0; row < values.length / wide; row++) {
      System.arraycopy(first.values(), row * wide, values, row * wide, known);
    }
    return new Weights.Entry(first.shape().clone(), values);
  }

  /** The same, with elements that rows have known as well. */
  Growth knowing(List<Sample> rows) {
    float[] elements = scales.known().clone();
    for (Sample row : rows) {
      for (int element : row.composition().elements()) {
        elements[element] = 1f;
      }
    }
    return new Growth(shape, weights, new Scales(scales.byProperty(), elements), properties);
  }

  /** What these rows ask of the model. */
  static Growth of(StoredModel champion, List<Sample> rows) {
    NetworkShape before = champion.manifest().shape();
    List<Property> added = new ArrayList<>();
    for (Property property : Property.values()) {
      if (!before.properties().contains(property)
          && labelled(rows, property).size() >= LEAST_LABELS) {
        added.add(property);
      }
    }
    List<Property> all = new ArrayList<>(before.properties());
    all.addAll(added);
    NetworkShape shape = before.withProperties(all);
    Scales known =
        Estimator.of(before, champion.weights(), champion.manifest().calibration()).scales();
    Scales fitted = ScaleFit.fit(rows, shape.withProperties(all));
    Map<Property, Scale> scales = new EnumMap<>(Property.class);
    for (Property property : all) {
      scales.put(
          property,
          added.contains(property)
              ? fitted.of(property)
              : ReferenceGrowth.of(
                  known.of(property), property, labelled(rows, property), shape.elementRows()));
    }
    float[] elements = fitted.known().clone();
    for (int row = 0; row < elements.length; row++) {
      elements[row] = Math.max(elements[row], known.known()[row]);
    }
    return new Growth(
        shape,
        widened(champion.weights(), before, shape.headOutputs()),
        new Scales(scales, elements),
        List.copyOf(added));
  }

  private static List<Sample> labelled(List<Sample> rows, Property property) {
    return rows.stream().filter(row -> !Double.isNaN(row.label(property))).toList();
  }

  private static Weights widened(Weights weights, NetworkShape before, int outputs) {
    int known = before.headOutputs();
    if (outputs == known) {
      return weights.with(Map.of());
    }
    Map<String, Weights.Entry> wider = new LinkedHashMap<>();
    for (Map.Entry<String, Weights.Entry> each : weights.entries().entrySet()) {
      int[] shape = each.getValue().shape();
      if (HeadNames.isOutput(each.getKey()) && shape[shape.length - 1] == known) {
        wider.put(each.getKey(), widened(each.getValue(), known, outputs));
      }
    }
    return weights.with(wider);
  }

  private static Weights.Entry widened(Weights.Entry entry, int known, int outputs) {
    int[] shape = entry.shape().clone();
    shape[shape.length - 1] = outputs;
    int rows = entry.values().length / known;
    float[] values = new float[rows * outputs];
    for (int row = 0; row < rows; row++) {
      System.arraycopy(entry.values(), row * known, values, row * outputs, known);
    }
    return new Weights.Entry(shape, values);
  }
}
