package io.athanor.acquisition.planner.linear;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Mean and epistemic variance of every candidate under the linear model whose prior width has the
 * most evidence. Everything is a function of the records alone, whatever was asked before: blocks
 * of candidates are made anew from P where the width changes and at fixed numbers of records, and
 * one scalar product per candidate carries them from record to record in between. So one more
 * record costs O(N d), and starting over gives the same bits. Not thread-safe.
 */
public final class EvidenceHead {
  private static final int RENEW_EVERY = 256;

  private final CandidateBlocks candidates;
  private final double[][] settled;
  private final List<double[]> records = new ArrayList<>();
  private final Awaited awaited;
  private WidthLadder ladder;
  private boolean equalNoise = true;
  private WidthLadder.Verdict verdict;
  private double[] mean;

  /** Over these candidates, nothing known. */
  public EvidenceHead(CandidateBlocks candidates) {
    this.candidates = candidates;
    this.settled = new double[candidates.count()][];
    this.awaited = new Awaited(candidates);
    ladder = new WidthLadder(candidates.columns());
    verdict = ladder.judge(records, new double[0], new double[0]);
    renewAll();
  }

  /** Number of records taken in. */
  public int size() {
    return records.size();
  }

  /**
   * Takes in further records of equal noise and awaits nothing.
   *
   * @param features of the further records, d each
   * @param targets of the first so many records, the earlier ones included
   */
  public void extend(List<double[]> features, IntFunction<double[]> targets) {
    if (!equalNoise) {
      throw new IllegalStateException("records of unequal noise are taken in all at once");
    }
    awaited.clear();
    if (features.isEmpty()) {
      return;
    }
    int first = records.size() + 1;
    records.addAll(features);
    int last = records.size();
    WidthLadder.Verdict[] verdicts = verdicts(first, last, targets);
    int start = first;
    for (int n = last; n > first && start == first; n--) {
      if (verdicts[n - first].width() != verdicts[n - first - 1].width()) {
        start = n;
      }
    }
    start = Math.max(start, last - RENEW_EVERY + 1);
    if (start > first) {
      Arrays.fill(settled, null);
    }
    for (int n = first; n <= last; n++) {
      int width = verdicts[n - first].width();
      WidthLadder.Narrowing[] narrowings = ladder.add(records.get(n - 1), 1);
      boolean changed = width != verdict.width();
      verdict = verdicts[n - first];
      if (n >= start) {
        step(n, changed, narrowings[width]);
      }
    }
    forgetDerived();
  }

  private WidthLadder.Verdict[] verdicts(int first, int last, IntFunction<double[]> targets) {
    WidthLadder ahead = new WidthLadder(ladder);
    double[] ones = new double[last];
    Arrays.fill(ones, 1);
    WidthLadder.Verdict[] verdicts = new WidthLadder.Verdict[last - first + 1];
    for (int n = first; n <= last; n++) {
      ahead.add(records.get(n - 1), 1);
      verdicts[n - first] = ahead.judge(records, targets.apply(n), ones);
    }
    return verdicts;
  }

  private void step(int n, boolean changed, WidthLadder.Narrowing narrowing) {
    if (changed) {
      renewAll();
      return;
    }
    candidates.forEachBlock(
        block -> {
          if (block % RENEW_EVERY == n % RENEW_EVERY) {
            renew(block);
          } else if (settled[block] != null) {
            Awaited.narrow(
                settled[block], candidates.dot(block, narrowing.gain()), 1 / narrowing.q());
          }
        });
  }

  /**
   * Forgets everything and takes in all records at once: where their noise differs, what is known
   * of it changes with every record.
   *
   * @param features of all records, d each
   * @param relativeNoise of each record in units of the common noise variance, positive
   */
  public void replace(List<double[]> features, double[] targets, double[] relativeNoise) {
    records.clear();
    records.addAll(features);
    equalNoise = false;
    ladder = new WidthLadder(candidates.columns());
    for (int i = 0; i < relativeNoise.length; i++) {
      ladder.add(records.get(i), relativeNoise[i]);
    }
    verdict = ladder.judge(records, targets, relativeNoise);
    renewAll();
    forgetDerived();
  }

  /** Noise variance that these records would give if all were equally noisy. */
  public static double noiseVariance(List<double[]> features, double[] targets) {
    WidthLadder ladder = new WidthLadder(features.get(0).length);
    double[] ones = new double[targets.length];
    Arrays.fill(ones, 1);
    features.forEach(each -> ladder.add(each, 1));
    return ladder.judge(features, targets, ones).noise();
  }

  /**
   * Narrows everything as a record would, without its value. Costs a pass over the features once
   * asked for, and none where the same was awaited before the same records.
   */
  public void await(double[] features, double relativeNoise) {
    awaited.add(features, relativeNoise);
  }

  private void forgetDerived() {
    awaited.forget();
    mean = null;
  }

  /** Mean at every candidate. */
  public double[] mean() {
    if (mean == null) {
      mean = products(verdict.mean());
    }
    return mean.clone();
  }

  /** Scalar product of every candidate with these weights. */
  public double[] products(double[] weights) {
    double[] all = new double[candidates.rows()];
    candidates.forEachBlock(block -> put(candidates.dot(block, weights), all, block));
    return all;
  }

  /** x'Px at every candidate, with what is awaited. */
  public double[] relativeVariance() {
    double[] all = new double[candidates.rows()];
    double[][] variances = awaited.variances(settled, ladder.covariance(verdict.width()));
    candidates.forEachBlock(block -> put(variances[block], all, block));
    return all;
  }

  private static void put(double[] values, double[] all, int block) {
    System.arraycopy(values, 0, all, block * CandidateBlocks.LANES, values.length);
  }

  /** Expected variance of the noise. */
  public double noise() {
    return verdict.noise();
  }

  /** Mean of the weights; not to be written to. */
  public double[] weights() {
    return verdict.mean();
  }

  /** P with what is awaited, d x d; not to be written to. */
  public double[] covariance() {
    return current().cells();
  }

  /** P x with what is awaited. */
  public double[] times(double[] features) {
    return current().times(features);
  }

  private WeightCovariance current() {
    return awaited.covariance(settled, ladder.covariance(verdict.width()));
  }

  private void renewAll() {
    candidates.forEachBlock(this::renew);
  }

  private void renew(int block) {
    settled[block] = candidates.quadratic(block, ladder.covariance(verdict.width()).cells());
  }
}
