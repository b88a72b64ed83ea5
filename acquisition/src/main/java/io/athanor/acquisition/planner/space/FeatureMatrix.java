package io.athanor.acquisition.planner.space;

import java.util.Arrays;
import java.util.List;

/**
 * Candidates as the kernel sees them: one row of standardised features per candidate. Columns of
 * one original parameter form a group and share one length scale. Immutable by convention: nobody
 * writes to the arrays after construction.
 */
public final class FeatureMatrix {
  private final int rows;
  private final int columns;
  private final int groups;
  private final int[] groupOfColumn;
  private final double[] values;

  /**
   * Takes over row-major values.
   *
   * @param groupOfColumn which original parameter each column comes from, 0-based
   */
  public FeatureMatrix(int rows, int[] groupOfColumn, double[] values) {
    if (values.length != rows * groupOfColumn.length) {
      throw new IllegalArgumentException("features: expected rows x columns values");
    }
    this.rows = rows;
    this.columns = groupOfColumn.length;
    this.groupOfColumn = groupOfColumn;
    this.values = values;
    int most = -1;
    for (int group : groupOfColumn) {
      most = Math.max(most, group);
    }
    this.groups = most + 1;
  }

  /** Number of candidates. */
  public int rows() {
    return rows;
  }

  /** Number of features. */
  public int columns() {
    return columns;
  }

  /** Number of original parameters, each with its own length scale. */
  public int groups() {
    return groups;
  }

  /** Which original parameter a column comes from. */
  public int groupOf(int column) {
    return groupOfColumn[column];
  }

  /** One feature. */
  public double at(int row, int column) {
    return values[row * columns + column];
  }

  /** Rows picked by index, in that order; an index may repeat. */
  public FeatureMatrix select(List<Integer> indices) {
    double[] picked = new double[indices.size() * columns];
    for (int i = 0; i < indices.size(); i++) {
      System.arraycopy(values, indices.get(i) * columns, picked, i * columns, columns);
    }
    return new FeatureMatrix(indices.size(), groupOfColumn, picked);
  }

  /** Rows [from, to). */
  public FeatureMatrix slice(int from, int to) {
    return new FeatureMatrix(
        to - from, groupOfColumn, Arrays.copyOfRange(values, from * columns, to * columns));
  }

  /** Squared Euclidean distance between two rows, each in its own matrix of the same columns. */
  public double squaredDistance(int row, FeatureMatrix other, int otherRow) {
    double sum = 0;
    for (int c = 0; c < columns; c++) {
      double difference = at(row, c) - other.at(otherRow, c);
      sum += difference * difference;
    }
    return sum;
  }
}
