package io.athanor.federation.privacy;

import io.athanor.federation.head.SufficientStatistics;
import io.athanor.federation.sum.MaskStream;
import java.nio.ByteBuffer;

/**
 * Sums of bounded records with Gaussian noise. Each kind of number in them is divided by what one
 * record can change it: the triangle of A by B², c by B Y, the squares by Y², the count by 1; so a
 * record changes the whole by 2 at most, and one standard deviation serves all.
 */
public final class GaussianMechanism {
  private static final double SENSITIVITY = 2;

  private GaussianMechanism() {}

  /** A record within the bounds: the direction of its features stays, the leading 1 included. */
  public static double[] clipped(double[] features, double bound) {
    double norm = 0;
    for (double each : features) {
      norm += each * each;
    }
    norm = Math.sqrt(norm);
    double[] clipped = features.clone();
    if (norm > bound) {
      for (int i = 0; i < clipped.length; i++) {
        clipped[i] *= bound / norm;
      }
    }
    return clipped;
  }

  /** The sums of records that are brought within the bounds first; none for no records. */
  public static SufficientStatistics bounded(
      double[][] features, double[] targets, double featureBound, double targetBound, int length) {
    if (targets.length == 0) {
      return SufficientStatistics.none(length);
    }
    double[][] rows = new double[features.length][];
    double[] values = new double[targets.length];
    for (int i = 0; i < values.length; i++) {
      rows[i] = clipped(features[i], featureBound);
      values[i] = Math.max(-targetBound, Math.min(targetBound, targets[i]));
    }
    return SufficientStatistics.of(rows, values);
  }

  /**
   * With this site's part of the noise: so much that {@code sites} of them have all of it.
   *
   * @param sites the fewest whose sum is ever opened
   * @param seed 32 bytes; the same seed gives the same noise
   */
  public static SufficientStatistics noisy(
      SufficientStatistics sums, PrivacyTerms terms, int sites, byte[] seed) {
    double b = terms.featureBound();
    double y = terms.targetBound();
    double deviation = SENSITIVITY * terms.noiseMultiplier() / Math.sqrt(sites);
    double[] row = sums.vector();
    int d = sums.features();
    double[] normals = normals(seed, row.length);
    int crossAt = SufficientStatistics.packed(d);
    for (int i = 0; i < row.length; i++) {
      double scale;
      if (i < crossAt) {
        scale = b * b;
      } else if (i < crossAt + d) {
        scale = b * y;
      } else {
        scale = i == crossAt + d ? y * y : 1;
      }
      row[i] += deviation * scale * normals[i];
    }
    return SufficientStatistics.ofVector(row, d);
  }

  /** Standard deviation of the noise on each number of A, over all sites. */
  static double gramDeviation(PrivacyTerms terms) {
    return SENSITIVITY * terms.noiseMultiplier() * terms.featureBound() * terms.featureBound();
  }

  /** Box and Muller's transform of a seed's stream. */
  static double[] normals(byte[] seed, int count) {
    int pairs = (count + 1) / 2;
    ByteBuffer stream = ByteBuffer.wrap(MaskStream.bytes(seed, pairs * 2 * Long.BYTES));
    double[] normals = new double[2 * pairs];
    for (int i = 0; i < pairs; i++) {
      double radius = Math.sqrt(-2 * Math.log(unit(stream.getLong())));
      double angle = 2 * Math.PI * unit(stream.getLong());
      normals[2 * i] = radius * Math.cos(angle);
      normals[2 * i + 1] = radius * Math.sin(angle);
    }
    return normals;
  }

  /** In (0, 1]. */
  private static double unit(long bits) {
    return ((bits >>> 11) + 1) * 0x1.0p-53;
  }
}
