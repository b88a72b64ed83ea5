package io.athanor.federation.head;

import java.util.Arrays;

/**
 * All that a linear Gaussian model takes from records (x, y): A = sum x x', c = sum x y, sum y² and
 * their number. The first feature is always 1. Those of several sites add up to those of all
 * records together. Arrays are not copied and must not be changed.
 *
 * @param precision A by rows, each from the diagonal on: d (d + 1) / 2 numbers
 * @param cross c, d numbers
 * @param squares sum of y²
 * @param count number of records; not whole where noise was added
 */
public record SufficientStatistics(
    double[] precision, double[] cross, double squares, double count) {
  /** Checks the lengths and that all is finite. */
  public SufficientStatistics {
    int d = cross.length;
    if (d < 1) {
      throw new IllegalArgumentException("cross is empty");
    }
    if (precision.length != packed(d)) {
      throw new IllegalArgumentException(
          "precision has %d numbers where %d features take %d"
              .formatted(precision.length, d, packed(d)));
    }
    finite("precision", precision);
    finite("cross", cross);
    finite("squares", squares);
    finite("count", count);
  }

  /** Of no records. */
  public static SufficientStatistics none(int features) {
    return new SufficientStatistics(new double[packed(features)], new double[features], 0, 0);
  }

  /**
   * Of records.
   *
   * @param features one row for each, all of one length
   * @param targets as many
   */
  public static SufficientStatistics of(double[][] features, double[] targets) {
    if (features.length != targets.length || features.length == 0) {
      throw new IllegalArgumentException(
          "targets: %d for %d records".formatted(targets.length, features.length));
    }
    int d = features[0].length;
    double[] precision = new double[packed(d)];
    double[] cross = new double[d];
    double squares = 0;
    for (int r = 0; r < targets.length; r++) {
      double[] x = features[r];
      for (int i = 0, at = 0; i < d; i++) {
        for (int j = i; j < d; j++, at++) {
          precision[at] += x[i] * x[j];
        }
        cross[i] += x[i] * targets[r];
      }
      squares += targets[r] * targets[r];
    }
    return new SufficientStatistics(precision, cross, squares, targets.length);
  }

  /** Numbers in the packed triangle of a matrix of d rows. */
  public static int packed(int d) {
    return d * (d + 1) / 2;
  }

  /** Numbers in all: {@link #vector}'s length. */
  public static int length(int features) {
    return packed(features) + features + 2;
  }

  /** How many features. */
  public int features() {
    return cross.length;
  }

  /** Of the records of both. */
  public SufficientStatistics plus(SufficientStatistics other) {
    double[] mine = vector();
    double[] theirs = other.vector();
    if (theirs.length != mine.length) {
      throw new IllegalArgumentException(
          "cross has %d features where %d are expected".formatted(other.features(), features()));
    }
    for (int i = 0; i < mine.length; i++) {
      mine[i] += theirs[i];
    }
    return ofVector(mine, features());
  }

  /** As if each record counted so often. */
  public SufficientStatistics times(double weight) {
    double[] row = vector();
    for (int i = 0; i < row.length; i++) {
      row[i] *= weight;
    }
    return ofVector(row, features());
  }

  /** A, c, the squares and the count in one row. */
  public double[] vector() {
    double[] row = Arrays.copyOf(precision, length(features()));
    System.arraycopy(cross, 0, row, precision.length, cross.length);
    row[row.length - 2] = squares;
    row[row.length - 1] = count;
    return row;
  }

  /** From such a row. */
  public static SufficientStatistics ofVector(double[] row, int features) {
    if (row.length != length(features)) {
      throw new IllegalArgumentException(
          "vector has %d numbers where %d features take %d"
              .formatted(row.length, features, length(features)));
    }
    int crossAt = packed(features);
    return new SufficientStatistics(
        Arrays.copyOf(row, crossAt),
        Arrays.copyOfRange(row, crossAt, crossAt + features),
        row[row.length - 2],
        row[row.length - 1]);
  }

  /** What number i of the row is called. */
  public static String name(int i, int features) {
    int crossAt = packed(features);
    if (i < crossAt) {
      return "precision[" + i + "]";
    }
    if (i < crossAt + features) {
      return "cross[" + (i - crossAt) + "]";
    }
    return i == crossAt + features ? "squares" : "count";
  }

  private static void finite(String name, double... values) {
    for (double each : values) {
      if (!Double.isFinite(each)) {
        throw new IllegalArgumentException(name + " holds " + each);
      }
    }
  }
}
