package io.athanor.acquisition.planner.space;

import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/**
 * Extra numbers per candidate in one flat array, row by row: a million candidates cost no boxes.
 * Values that are all exact as {@code float}, as embeddings are, are held as such; one that is not
 * widens the table to {@code double}. Immutable by convention: nobody writes to the arrays after
 * construction.
 */
public final class FeatureRows {
  private final int rows;
  private final int columns;
  private final float[] narrow;
  private final double[] wide;

  private FeatureRows(int rows, int columns, float[] narrow, double[] wide) {
    this.rows = rows;
    this.columns = columns;
    this.narrow = narrow;
    this.wide = wide;
  }

  /** No numbers for any of the candidates. */
  public static FeatureRows none(int rows) {
    return new FeatureRows(rows, 0, new float[0], null);
  }

  /** Takes over a row-major array of rows x columns finite floats. */
  public static FeatureRows of(int rows, int columns, float[] values) {
    requireSize(rows, columns, values.length);
    for (int i = 0; i < values.length; i++) {
      requireFinite(values[i], i, columns);
    }
    return new FeatureRows(rows, columns, values, null);
  }

  /** A table to be filled row by row. */
  public static Builder builder(int rows, int columns) {
    return new Builder(rows, columns);
  }

  /** Number of candidates. */
  public int rows() {
    return rows;
  }

  /** Numbers per candidate. */
  public int columns() {
    return columns;
  }

  /** One number. */
  public double at(int row, int column) {
    int index = row * columns + column;
    return wide == null ? narrow[index] : wide[index];
  }

  /** The row-major array, where every value is exact as a float; not to be written to. */
  public Optional<float[]> floats() {
    return Optional.ofNullable(narrow);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FeatureRows that
        && rows == that.rows
        && columns == that.columns
        && Arrays.equals(narrow, that.narrow)
        && Arrays.equals(wide, that.wide);
  }

  @Override
  public int hashCode() {
    return Objects.hash(rows, columns, Arrays.hashCode(narrow), Arrays.hashCode(wide));
  }

  @Override
  public String toString() {
    return "FeatureRows[" + rows + " x " + columns + "]";
  }

  private static void requireSize(int rows, int columns, long values) {
    if (rows < 0 || columns < 0 || values != (long) rows * columns) {
      throw new IllegalArgumentException(
          "pool.features: %d values for %d rows of %d".formatted(values, rows, columns));
    }
  }

  private static void requireFinite(double value, int index, int columns) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(
          "pool.features[%d][%d] must be finite, was %s"
              .formatted(index / columns, index % columns, value));
    }
  }

  /** Fills a table in row-major order. */
  public static final class Builder {
    private final int rows;
    private final int columns;
    private float[] narrow;
    private double[] wide;
    private int next;

    private Builder(int rows, int columns) {
      this.rows = rows;
      this.columns = columns;
      this.narrow = new float[Math.multiplyExact(rows, columns)];
    }

    /** The next number. */
    public Builder add(double value) {
      requireFinite(value, next, Math.max(1, columns));
      if (next == rows * columns) {
        throw new IllegalArgumentException(
            "pool.features: more than %d rows of %d".formatted(rows, columns));
      }
      if (wide == null && (float) value != value) {
        wide = new double[narrow.length];
        for (int i = 0; i < next; i++) {
          wide[i] = narrow[i];
        }
        narrow = null;
      }
      if (wide == null) {
        narrow[next] = (float) value;
      } else {
        wide[next] = value;
      }
      next++;
      return this;
    }

    /** The table, once it is full. */
    public FeatureRows build() {
      requireSize(rows, columns, next);
      return new FeatureRows(rows, columns, narrow, wide);
    }
  }
}
