package io.athanor.inference.training;

import io.athanor.inference.model.NetworkShape;
import io.athanor.inference.model.Property;
import io.athanor.inference.model.Scales;
import java.util.Arrays;
import java.util.List;

/**
 * Labels of one batch, masked where missing and per ensemble member.
 *
 * <p>Each member may leave out a share of the materials, fixed by the material's identity: members
 * then disagree where the data do not settle the answer, which is what the epistemic spread should
 * show.
 *
 * @param rows B
 * @param values [P, B] in the network's units, 0 where unlabelled
 * @param positive [P, B] 1 where the value is above zero, for hurdles
 * @param masks [P, B, K] above 0 where the member learns from it: the property's weight
 */
public record Targets(int rows, float[] values, float[] positive, float[] masks) {
  /** Hurdle values below this are zero: the data round to a tenth of it. */
  static final double ZERO = 0.01;

  /** Labels that all count alike. */
  public static Targets of(
      List<Sample> samples, NetworkShape shape, Scales scales, double leaveOut) {
    double[] alike = new double[shape.properties().size()];
    Arrays.fill(alike, 1);
    return of(samples, shape, scales, leaveOut, alike);
  }

  /**
   * Labels with a weight for each property.
   *
   * @param weights [P]
   */
  static Targets of(
      List<Sample> samples, NetworkShape shape, Scales scales, double leaveOut, double[] weights) {
    int rows = samples.size();
    int members = shape.members();
    List<Property> properties = shape.properties();
    Targets targets =
        new Targets(
            rows,
            new float[properties.size() * rows],
            new float[properties.size() * rows],
            new float[properties.size() * rows * members]);
    for (int index = 0; index < properties.size(); index++) {
      Property property = properties.get(index);
      for (int row = 0; row < rows; row++) {
        Sample sample = samples.get(row);
        double label = sample.label(property);
        if (!Double.isNaN(label)) {
          int at = index * rows + row;
          targets.values[at] = (float) scales.of(property).standardise(sample.composition(), label);
          targets.positive[at] = label > ZERO ? 1f : 0f;
          for (int member = 0; member < members; member++) {
            targets.masks[at * members + member] =
                keeps(sample.id(), member, leaveOut) ? (float) weights[index] : 0f;
          }
        }
      }
    }
    return targets;
  }

  /** Weights of the properties in these samples: (rows / labelled rows)^balance. */
  static double[] weights(List<Sample> samples, NetworkShape shape, double balance) {
    double[] weights = new double[shape.properties().size()];
    for (int index = 0; index < weights.length; index++) {
      Property property = shape.properties().get(index);
      long labelled =
          samples.stream().filter(sample -> !Double.isNaN(sample.label(property))).count();
      weights[index] = Math.pow(samples.size() / (double) Math.max(1, labelled), balance);
    }
    return weights;
  }

  /** [B] of one property. */
  float[] values(int property) {
    return Arrays.copyOfRange(values, property * rows, (property + 1) * rows);
  }

  /** [B] of one property. */
  float[] positive(int property) {
    return Arrays.copyOfRange(positive, property * rows, (property + 1) * rows);
  }

  /** [B, K] of one property. */
  float[] masks(int property) {
    int size = masks.length / (values.length / rows);
    return Arrays.copyOfRange(masks, property * size, (property + 1) * size);
  }

  static boolean keeps(String id, int member, double leaveOut) {
    long mixed = (id.hashCode() * 0x9E3779B97F4A7C15L) ^ (member * 0xC2B2AE3D27D4EB4FL);
    mixed = (mixed ^ (mixed >>> 31)) * 0xBF58476D1CE4E5B9L;
    return ((mixed ^ (mixed >>> 29)) >>> 40) >= leaveOut * (1 << 24);
  }
}
