package io.athanor.acquisition.planner.posterior;

import io.athanor.acquisition.planner.space.FeatureMatrix;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * What a Gaussian process keeps of its candidates: the rows of V = L^-1 k(points, candidates), in
 * blocks of candidates that stay in a core's cache while many rows are made, and the variance left
 * by the settled rows. Pools above {@value #SINGLE_ABOVE} candidates hold V in single precision: 4
 * bytes for each pair of a candidate and a point. Nothing depends on the number of threads.
 */
final class CandidateSolves {
  static final int SINGLE_ABOVE = 32_768;
  private static final int LANES = 512;
  private static final int ALONE = 8;
  private static final int MANY = 8;
  private static final double LEAST_VARIANCE = 1e-12;

  private final int candidates;
  private final boolean single;
  private final Block[] blocks;
  private int rows;
  private int settled;

  /** Prior covariance of a point with all candidates. */
  interface Prior {
    /** Fills the covariances of a point with the candidates of a block. */
    void fill(double[] point, int block, double[] covariances);

    /** Prior variance at a candidate. */
    double variance(int candidate);
  }

  private static final class Block {
    private final int first;
    private final double[] remaining;
    private SolvedRow[] rows = new SolvedRow[8];

    private Block(int first, int lanes) {
      this.first = first;
      this.remaining = new double[lanes];
    }
  }

  CandidateSolves(FeatureMatrix features, Prior prior) {
    this.candidates = features.rows();
    this.single = candidates > SINGLE_ABOVE;
    this.blocks = new Block[(candidates + LANES - 1) / LANES];
    for (int b = 0; b < blocks.length; b++) {
      blocks[b] = new Block(b * LANES, Math.min(LANES, candidates - b * LANES));
      for (int i = 0; i < blocks[b].remaining.length; i++) {
        blocks[b].remaining[i] = prior.variance(b * LANES + i);
      }
    }
  }

  /** Features times a weight a column, [block][column][candidate of the block]. */
  static double[][][] columns(FeatureMatrix features, double[] weights) {
    double[][][] columns = new double[(features.rows() + LANES - 1) / LANES][weights.length][];
    for (int b = 0; b < columns.length; b++) {
      int first = b * LANES;
      int lanes = Math.min(LANES, features.rows() - first);
      for (int c = 0; c < weights.length; c++) {
        columns[b][c] = new double[lanes];
        for (int i = 0; i < lanes; i++) {
          columns[b][c][i] = features.at(first + i, c) * weights[c];
        }
      }
    }
    return columns;
  }

  private void forEachBlock(IntConsumer work) {
    forEach(blocks.length, work);
  }

  private static void forEach(int blocks, IntConsumer work) {
    IntStream range = IntStream.range(0, blocks);
    (blocks < ALONE ? range : range.parallel()).forEach(work);
  }

  /** Something to be done with a block of candidates. */
  interface BlockWork {
    /** Does it; from several threads. */
    void on(int block, int first, int lanes);
  }

  /** Does the work once for each block of so many candidates, as {@link #columns} has them. */
  static void forEachBlock(int candidates, BlockWork work) {
    forEach(
        (candidates + LANES - 1) / LANES,
        b -> work.on(b, b * LANES, Math.min(LANES, candidates - b * LANES)));
  }

  /** Adds the rows of further points; {@code factors} are those of all points. */
  void append(Prior prior, List<double[]> points, List<double[]> factors) {
    int from = rows;
    int to = points.size();
    forEachBlock(
        b -> {
          Block block = blocks[b];
          if (block.rows.length < to) {
            block.rows = Arrays.copyOf(block.rows, Math.max(to, block.rows.length * 3 / 2));
          }
          // many rows at once read each other as doubles, which no conversion slows down
          boolean widened = single && to - from >= MANY;
          SolvedRow[] read = widened ? widened(block.rows, from, to) : block.rows;
          for (int n = from; n < to; n++) {
            double[] factor = factors.get(n);
            double[] solved = new double[block.remaining.length];
            prior.fill(points.get(n), b, solved);
            SolvedRow.subtract(solved, read, factor, n);
            double inverse = 1 / factor[n];
            for (int i = 0; i < solved.length; i++) {
              solved[i] *= inverse;
            }
            block.rows[n] = SolvedRow.of(solved, single);
            if (widened) {
              read[n] = block.rows[n].widened();
            }
          }
        });
    rows = to;
  }

  private static SolvedRow[] widened(SolvedRow[] rows, int count, int capacity) {
    SolvedRow[] widened = new SolvedRow[capacity];
    for (int n = 0; n < count; n++) {
      widened[n] = rows[n].widened();
    }
    return widened;
  }

  void truncate(int size, Prior prior) {
    for (Block block : blocks) {
      Arrays.fill(block.rows, Math.min(size, rows), rows, null);
      if (size < settled) {
        for (int i = 0; i < block.remaining.length; i++) {
          block.remaining[i] = prior.variance(block.first + i);
        }
      }
    }
    settled = size < settled ? 0 : settled;
    rows = Math.min(size, rows);
  }

  /** Sum over the first rows of weight x row, by candidate; their variance counts as settled. */
  double[] combine(double[] weights) {
    double[] all = new double[candidates];
    double[] negated = Arrays.stream(weights).map(weight -> -weight).toArray();
    forEachBlock(
        b -> {
          Block block = blocks[b];
          double[] sums = new double[block.remaining.length];
          SolvedRow.subtract(sums, block.rows, negated, negated.length);
          for (int n = settled; n < weights.length; n++) {
            block.rows[n].subtractSquares(block.remaining);
          }
          System.arraycopy(sums, 0, all, block.first, sums.length);
        });
    settled = Math.max(settled, weights.length);
    return all;
  }

  /** Prior variance less the squares of all rows, by candidate. */
  double[] variance() {
    double[] all = new double[candidates];
    forEachBlock(
        b -> {
          Block block = blocks[b];
          double[] variance = block.remaining.clone();
          for (int n = settled; n < rows; n++) {
            block.rows[n].subtractSquares(variance);
          }
          for (int i = 0; i < variance.length; i++) {
            all[block.first + i] = Math.max(variance[i], LEAST_VARIANCE);
          }
        });
    return all;
  }

  /** Takes the candidates' rows times those of one candidate off their prior covariances. */
  double[] covarianceWith(int candidate, double[] point, Prior prior) {
    double[] weights = column(candidate);
    double[] all = new double[candidates];
    forEachBlock(
        b -> {
          Block block = blocks[b];
          double[] covariance = new double[block.remaining.length];
          prior.fill(point, b, covariance);
          SolvedRow.subtract(covariance, block.rows, weights, rows);
          System.arraycopy(covariance, 0, all, block.first, covariance.length);
        });
    return all;
  }

  /** One candidate's entry in every row. */
  double[] column(int candidate) {
    Block block = blocks[candidate / LANES];
    double[] column = new double[rows];
    Arrays.setAll(column, n -> block.rows[n].at(candidate % LANES));
    return column;
  }
}
