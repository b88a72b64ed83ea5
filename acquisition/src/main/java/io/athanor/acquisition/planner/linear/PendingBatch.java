package io.athanor.acquisition.planner.linear;

import io.athanor.acquisition.planner.numeric.Vectors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A batch chosen one by one, each pick knowing those before it as pending: P -= k k'/q with the
 * mean left alone. Exact and lazy: a pending experiment only narrows deviations, so a value from
 * before it is an upper bound ({@link Merit}), and only candidates whose bound beats the best found
 * are brought up to date (Minoux 1978); one that a {@link MeritFloor} excludes starts with its
 * value. Gives what bringing every candidate up to date would give, to the bit. Not thread-safe.
 */
public final class PendingBatch {
  private static final int LEADERS = 1024;

  private final CandidateHead head;
  private final Merit merit;
  private final double relativeNoise;
  private final double noise;
  private final WeightCovariance covariance;
  private final List<double[]> gains = new ArrayList<>();
  private final List<Double> inverses = new ArrayList<>();
  private final double[][] variances;
  private final double[][] bounds;
  private final double[] highest;
  private final MeritFloor floor;
  private final short[][] applied;
  private long products;

  /**
   * Starts a batch from the head as it stands; the head must not change meanwhile.
   *
   * @param relativeNoise noise variance of a pending experiment in units of the common one
   */
  public PendingBatch(CandidateHead head, Merit merit, double relativeNoise) {
    this.head = head;
    this.merit = merit;
    this.relativeNoise = relativeNoise;
    this.noise = head.posterior().noiseVariance();
    this.covariance = head.posterior().weightCovariance();
    CandidateBlocks candidates = head.candidates();
    this.variances = new double[candidates.count()][];
    this.bounds = new double[candidates.count()][];
    this.highest = new double[candidates.count()];
    this.applied = new short[candidates.count()][];
    head.pick(merit);
    double[] leaders = head.moments().leaderValues(merit, noise);
    Arrays.sort(leaders);
    double value = leaders.length == 0 ? 0 : leaders[Math.max(0, leaders.length - LEADERS)];
    this.floor = head.moments().floor(merit, value, noise);
    candidates.forEachBlock(this::open);
  }

  private void open(int block) {
    int lanes = head.candidates().lanes(block);
    variances[block] = head.moments().variances(block).clone();
    bounds[block] = new double[lanes];
    applied[block] = new short[lanes];
    for (int j = 0; j < lanes; j++) {
      int row = block * CandidateBlocks.LANES + j;
      boolean low =
          !(merit instanceof Merit.UpperConfidenceBound)
              && floor.excludes(head.mean(row), variances[block][j]);
      bounds[block][j] =
          head.moments().isTaken(row)
              ? Double.NEGATIVE_INFINITY
              : low ? floor.value() : value(block, j);
    }
    highest[block] = highest(block);
  }

  /** The next picks, distinct, up to this many; fewer where no candidate is free. */
  public List<CandidateHead.Pick> next(int count) {
    List<CandidateHead.Pick> picks = new ArrayList<>();
    while (picks.size() < count) {
      int row = best();
      if (row < 0) {
        break;
      }
      int block = row / CandidateBlocks.LANES;
      int lane = row % CandidateBlocks.LANES;
      picks.add(
          new CandidateHead.Pick(
              row,
              bounds[block][lane],
              head.mean(row),
              Math.sqrt(Math.max(0, noise * variances[block][lane]))));
      bounds[block][lane] = Double.NEGATIVE_INFINITY;
      highest[block] = highest(block);
      await(row);
    }
    return List.copyOf(picks);
  }

  /** Scalar products computed so far over the number of candidates: passes over the features. */
  public double passes() {
    return (double) products / Math.max(1, head.candidates().rows());
  }

  private void await(int row) {
    double[] features = head.candidates().row(row);
    double[] gain = covariance.times(features);
    double q = relativeNoise + Vectors.dot(features, gain);
    covariance.narrow(gain, q);
    gains.add(gain);
    inverses.add(1 / q);
  }

  /** Blocks in falling order of what they may hold, until none can beat the best found. */
  private int best() {
    int first = 0;
    for (int block = 1; block < highest.length; block++) {
      if (highest[block] > highest[first]) {
        first = block;
      }
    }
    Best best = new Best();
    if (highest.length > 0) {
      search(first, best);
    }
    for (int block = 0; block < highest.length; block++) {
      if (block != first && highest[block] >= best.value) {
        search(block, best);
      }
    }
    return best.row;
  }

  private static final class Best {
    private int row = -1;
    private double value = Double.NEGATIVE_INFINITY;
  }

  private void search(int block, Best best) {
    double[] bound = bounds[block];
    for (int j = 0; j < bound.length; j++) {
      int row = block * CandidateBlocks.LANES + j;
      if (bound[j] > best.value || (bound[j] == best.value && row < best.row)) {
        bound[j] = current(block, j);
        if (bound[j] > best.value || (bound[j] == best.value && row < best.row)) {
          best.row = row;
          best.value = bound[j];
        }
      }
    }
    highest[block] = highest(block);
  }

  private double current(int block, int lane) {
    for (int p = applied[block][lane]; p < gains.size(); p++) {
      double product = head.candidates().dotRow(block * CandidateBlocks.LANES + lane, gains.get(p));
      variances[block][lane] -= product * product * inverses.get(p);
      products++;
    }
    applied[block][lane] = (short) gains.size();
    return value(block, lane);
  }

  private double value(int block, int lane) {
    return merit.of(
        head.mean(block * CandidateBlocks.LANES + lane),
        Math.sqrt(Math.max(0, noise * variances[block][lane])));
  }

  private double highest(int block) {
    double most = Double.NEGATIVE_INFINITY;
    for (double bound : bounds[block]) {
      if (bound > most) {
        most = bound;
      }
    }
    return most;
  }
}
