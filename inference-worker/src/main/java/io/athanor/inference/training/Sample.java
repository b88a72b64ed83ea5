package io.athanor.inference.training;

import io.athanor.inference.model.InputMode;
import io.athanor.inference.model.MaterialGraph;
import io.athanor.inference.model.Property;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * One labelled material.
 *
 * @param id the data set's own identifier
 * @param source whose label convention it follows; 0 is the one served
 * @param crystal its structure as a graph
 * @param composition its composition as a graph
 * @param labels values in the properties' units; what is absent is unlabelled
 */
public record Sample(
    String id,
    int source,
    MaterialGraph crystal,
    MaterialGraph composition,
    Map<Property, Double> labels) {

  public Sample {
    Map<Property, Double> copy = new EnumMap<>(Property.class);
    copy.putAll(labels);
    labels = Collections.unmodifiableMap(copy);
  }

  public MaterialGraph graph(InputMode mode) {
    return switch (mode) {
      case CRYSTAL -> crystal;
      case COMPOSITION -> composition;
    };
  }

  /** The label, NaN where there is none. */
  public double label(Property property) {
    return labels.getOrDefault(property, Double.NaN);
  }
}
