package io.athanor.acquisition.planner.linear;

import java.util.Arrays;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * Features of many candidates as 32-bit floats in blocks of {@value #LANES} candidates, each block
 * column by column, so that inner loops run along candidates over adjacent memory. All sums are in
 * double precision and in the order of the columns: a result does not depend on the number of
 * threads. Immutable.
 */
public final class CandidateBlocks {
  /** Candidates in a block; the last block may hold fewer. */
  public static final int LANES = 1024;

  private static final int ALONE = 8;

  private final int rows;
  private final int columns;
  private final float[][] blocks;

  /** Where the features come from. */
  public interface Cell {
    /** Feature of a candidate; asked once, from several threads. */
    double at(int row, int column);
  }

  /**
   * Copies the features.
   *
   * @param rows number of candidates
   * @param columns number of features d, at least 1
   * @param cells features, rounded to the nearest float
   */
  public CandidateBlocks(int rows, int columns, Cell cells) {
    if (rows < 0 || columns < 1) {
      throw new IllegalArgumentException(
          "candidates: %d rows of %d columns".formatted(rows, columns));
    }
    this.rows = rows;
    this.columns = columns;
    this.blocks = new float[(int) ((rows + (long) LANES - 1) / LANES)][];
    forEachBlock(block -> blocks[block] = filled(block, cells));
  }

  private float[] filled(int block, Cell cells) {
    int lanes = lanes(block);
    float[] values = new float[columns * lanes];
    for (int c = 0; c < columns; c++) {
      for (int j = 0; j < lanes; j++) {
        values[c * lanes + j] = (float) cells.at(block * LANES + j, c);
      }
    }
    return values;
  }

  /** Number of candidates. */
  public int rows() {
    return rows;
  }

  /** Number of features d. */
  public int columns() {
    return columns;
  }

  /** Number of blocks. */
  public int count() {
    return blocks.length;
  }

  /** Candidates in this block. */
  public int lanes(int block) {
    return Math.min(LANES, rows - block * LANES);
  }

  /** The block's features, column by column; not to be written to. */
  public float[] block(int block) {
    return blocks[block];
  }

  /** Does the work once for each block, on as many threads as there are cores where it pays. */
  public void forEachBlock(IntConsumer work) {
    IntStream range = IntStream.range(0, blocks.length);
    (blocks.length < ALONE ? range : range.parallel()).forEach(work);
  }

  /** Work on neighbouring blocks [from, to), so that scratch space serves many. */
  interface Run {
    void on(int from, int to);
  }

  /** Does the work once for each run of blocks; runs are the same on any number of cores. */
  void forEachRun(Run work) {
    IntStream runs = IntStream.range(0, (blocks.length + ALONE - 1) / ALONE);
    (blocks.length < ALONE ? runs : runs.parallel())
        .forEach(run -> work.on(run * ALONE, Math.min(blocks.length, (run + 1) * ALONE)));
  }

  /** Features of one candidate, as stored: each exactly a float. */
  public double[] row(int row) {
    int block = row / LANES;
    int lanes = lanes(block);
    double[] features = new double[columns];
    for (int c = 0; c < columns; c++) {
      features[c] = blocks[block][c * lanes + row % LANES];
    }
    return features;
  }

  /** Scalar product of each candidate of a block with the weights (d); sums into a new array. */
  public double[] dot(int block, double[] weights) {
    return dot(block, weights, new double[lanes(block)]);
  }

  /** The same into an array of as many lanes, which is returned. */
  double[] dot(int block, double[] weights, double[] sums) {
    Arrays.fill(sums, 0);
    int c = 0;
    for (; c + 4 <= columns; c += 4) {
      accumulate(sums, blocks[block], weights, c);
    }
    for (; c < columns; c++) {
      accumulate(sums, blocks[block], c * sums.length, weights[c]);
    }
    return sums;
  }

  /** Scalar product of one candidate with the weights, to the bit what {@link #dot} gives. */
  public double dotRow(int row, double[] weights) {
    int block = row / LANES;
    int lanes = lanes(block);
    float[] values = blocks[block];
    double sum = 0;
    for (int c = 0, at = row % LANES; c < columns; c++, at += lanes) {
      sum += weights[c] * values[at];
    }
    return sum;
  }

  /** Quadratic form x'Px of each candidate of a block with a symmetric matrix (d x d). */
  public double[] quadratic(int block, double[] matrix) {
    double[] sums = new double[lanes(block)];
    forEachSlice(
        block,
        (slice, from) -> {
          double[] part = slice.quadratic(matrix);
          System.arraycopy(part, 0, sums, from, part.length);
        });
    return sums;
  }

  /** Work on a slice of a block. */
  interface SliceWork {
    void on(WideSlice slice, int from);
  }

  /** A block's candidates in double precision, slice by slice from its first candidate on. */
  void forEachSlice(int block, SliceWork work) {
    WideSlice slice = new WideSlice(columns);
    int lanes = lanes(block);
    for (int from = 0; from < lanes; from += WideSlice.LANES) {
      slice.fill(blocks[block], lanes, from);
      work.on(slice, from);
    }
  }

  /** Four columns from this one on, in their order: sums are read and written once for them. */
  private static void accumulate(double[] sums, float[] values, double[] weights, int column) {
    double wa = weights[column];
    double wb = weights[column + 1];
    double wc = weights[column + 2];
    double wd = weights[column + 3];
    int a = column * sums.length;
    int b = a + sums.length;
    int c = b + sums.length;
    int d = c + sums.length;
    for (int j = 0; j < sums.length; j++) {
      sums[j] =
          sums[j]
              + wa * values[a + j]
              + wb * values[b + j]
              + wc * values[c + j]
              + wd * values[d + j];
    }
  }

  private static void accumulate(double[] sums, float[] values, int at, double weight) {
    for (int j = 0; j < sums.length; j++) {
      sums[j] += weight * values[at + j];
    }
  }
}
