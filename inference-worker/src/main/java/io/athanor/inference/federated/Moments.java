package io.athanor.inference.federated;

import io.athanor.inference.model.Property;
import io.athanor.inference.model.Scale;
import io.athanor.inference.training.Sample;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Counts and moments of labels, which add up over sites, and the units that all sites have from
 * them. Pure.
 */
final class Moments {
  /** Fewer labels than this at all sites together say nothing of a property's unit. */
  static final int LEAST_LABELS = 16;

  private static final int EACH = 3;
  private static final double LEAST_DEVIATION = 1e-6;

  private Moments() {}

  static int length(List<Property> properties) {
    return EACH * properties.size();
  }

  /** [P, 3]: n, sum of y, sum of y^2; of a hurdle those of its positive values. */
  static double[] of(List<Sample> rows, List<Property> properties) {
    double[] moments = new double[length(properties)];
    for (int index = 0; index < properties.size(); index++) {
      Property property = properties.get(index);
      for (Sample row : rows) {
        double label = row.label(property);
        if (!Double.isNaN(label) && (property.kind() == Property.Kind.REAL || label > 0)) {
          moments[EACH * index]++;
          moments[EACH * index + 1] += label;
          moments[EACH * index + 2] += label * label;
        }
      }
    }
    return moments;
  }

  /**
   * Units of properties that a model lacks: mean and spread over all sites, and of a hurdle, which
   * keeps its zero, the mean of its positive values.
   *
   * @param sum over the sites, as {@link #of} has it
   * @param lacking those whose units are wanted, among the properties
   * @throws IllegalArgumentException naming a property of which there are too few labels
   */
  static SortedMap<Property, Scale> units(
      double[] sum, List<Property> properties, List<Property> lacking, int elementRows) {
    SortedMap<Property, Scale> units = new TreeMap<>();
    for (Property property : lacking) {
      int at = EACH * properties.indexOf(property);
      double count = Math.rint(sum[at]);
      if (count < LEAST_LABELS) {
        throw new IllegalArgumentException(
            "%s has %.0f labels at all sites together, and its unit takes %d"
                .formatted(property.key(), count, LEAST_LABELS));
      }
      double mean = sum[at + 1] / count;
      double deviation = Math.sqrt(Math.max(0, sum[at + 2] / count - mean * mean));
      float[] reference = new float[elementRows];
      units.put(
          property,
          switch (property.kind()) {
            case REAL -> new Scale(reference, mean, Math.max(LEAST_DEVIATION, deviation));
            case HURDLE -> new Scale(reference, 0, Math.max(LEAST_DEVIATION, mean));
          });
    }
    return units;
  }
}
