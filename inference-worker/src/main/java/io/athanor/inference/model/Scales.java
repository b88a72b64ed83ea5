package io.athanor.inference.model;

import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The network's units, and the elements that training saw.
 *
 * @param byProperty one per property of the network
 * @param known per atomic number, 1 or 0; not copied
 */
public record Scales(Map<Property, Scale> byProperty, float[] known) {
  private static final String KNOWN = "element/known";

  public Scales {
    byProperty = Collections.unmodifiableMap(new EnumMap<>(byProperty));
  }

  /** The scale of a property; one that the model lacks is an error that names it. */
  public Scale of(Property property) {
    Scale scale = byProperty.get(property);
    if (scale == null) {
      throw new IllegalArgumentException("the model has no property '" + property.key() + "'");
    }
    return scale;
  }

  /** Whether training saw that atomic number. */
  public boolean knows(int atomicNumber) {
    return atomicNumber > 0 && atomicNumber < known.length && known[atomicNumber] != 0;
  }

  Map<String, Weights.Entry> entries() {
    Map<String, Weights.Entry> entries = new LinkedHashMap<>();
    entries.put(KNOWN, new Weights.Entry(new int[] {known.length}, known));
    byProperty.forEach(
        (property, scale) -> {
          String prefix = "scale/" + property.key() + "/";
          entries.put(
              prefix + "reference",
              new Weights.Entry(new int[] {scale.reference().length}, scale.reference()));
          entries.put(
              prefix + "moments",
              new Weights.Entry(
                  new int[] {2}, new float[] {(float) scale.mean(), (float) scale.deviation()}));
        });
    return entries;
  }

  /** Reads back what a stored model holds. */
  public static Scales of(Weights weights, List<Property> properties) {
    Map<Property, Scale> byProperty = new EnumMap<>(Property.class);
    for (Property property : properties) {
      String prefix = "scale/" + property.key() + "/";
      float[] moments = weights.get(prefix + "moments").values();
      byProperty.put(
          property, new Scale(weights.get(prefix + "reference").values(), moments[0], moments[1]));
    }
    return new Scales(byProperty, weights.get(KNOWN).values());
  }
}
