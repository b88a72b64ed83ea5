package io.athanor.acquisition.planner.linear;

import io.athanor.acquisition.planner.objective.TargetTransform;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Mean and epistemic variance of every candidate under the linear model whose prior width has the
 * most evidence. Everything is a function of the records alone, whatever was asked before: blocks
 * of candidates are made anew from P where the width changes and at fixed numbers of records, and
 * one scalar product per candidate carries them from record to record in between, the means of
 * rescaled targets among them ({@link TargetParts}). So one more record costs O(N d), and starting
 * over gives the same bits. Not thread-safe.
 */
public final class EvidenceHead {
  private static final int RENEW_EVERY = 256;

  private final CandidateBlocks candidates;
  private final BlockBeliefs beliefs;
  private final List<double[]> records = new ArrayList<>();
  private final Awaited awaited;
  private WidthLadder ladder;
  private boolean equalNoise = true;
  private boolean begun;
  private Step latest;
  private PartWeights known;

  /** Over these candidates, nothing known. */
  public EvidenceHead(CandidateBlocks candidates) {
    this.candidates = candidates;
    this.beliefs = new BlockBeliefs(candidates);
    this.awaited = new Awaited(candidates);
    ladder = new WidthLadder(candidates.columns());
    latest = Step.of(0, ladder.judge(records, new double[0], new double[0]));
    known = PartWeights.none(candidates.columns());
  }

  /** Number of records taken in. */
  public int size() {
    return records.size();
  }

  /**
   * Takes in further records of equal noise and awaits nothing.
   *
   * @param features of the further records, d each
   * @param values of all records, the earlier ones included
   * @param transforms how the first so many of them are scaled; of one sign
   */
  public void extend(
      List<double[]> features, double[] values, IntFunction<TargetTransform> transforms) {
    if (!equalNoise) {
      throw new IllegalStateException("records of unequal noise are taken in all at once");
    }
    awaited.clear();
    if (features.isEmpty()) {
      return;
    }
    int first = records.size() + 1;
    records.addAll(features);
    List<Step> steps = latest.ahead(ladder, records, values, transforms);
    int start = Math.max(first, records.size() - RENEW_EVERY + 1);
    for (Step step : steps) {
      start = step.anew() ? Math.max(start, step.size()) : start;
    }
    if (start == 1 && !steps.get(0).anew()) {
      begin();
    }
    List<BlockBeliefs.Move> moves = new ArrayList<>();
    for (Step step : steps) {
      WidthLadder.Narrowing narrowing =
          ladder.add(records.get(step.size() - 1), 1)[step.verdict().width()];
      latest = step;
      if (step.size() >= start) {
        PartWeights before = step.size() == start && start > first ? null : known;
        known = step(values, before, narrowing, moves);
      }
    }
    beliefs.move(moves);
    begun = true;
    awaited.forget();
  }

  private PartWeights step(
      double[] values,
      PartWeights before,
      WidthLadder.Narrowing narrowing,
      List<BlockBeliefs.Move> moves) {
    int n = latest.size();
    WeightCovariance covariance = ladder.covariance(latest.verdict().width());
    PartWeights now =
        PartWeights.of(latest.units().split(values, n, latest.transform()), records, covariance);
    candidates.forEachBlock(
        block -> {
          if (latest.anew() || block % RENEW_EVERY == n % RENEW_EVERY) {
            beliefs.renew(block, n, covariance.cells(), now.weights());
          }
        });
    // before the first step that counts nothing is there to be moved
    if (!latest.anew() && before != null) {
      moves.addAll(now.since(before, records, narrowing, covariance));
    }
    return now;
  }

  /** The prior of every candidate, made only where somebody needs it. */
  private void begin() {
    if (begun) {
      return;
    }
    double[] prior = ladder.covariance(latest.verdict().width()).cells();
    candidates.forEachBlock(block -> beliefs.renew(block, 0, prior, known.weights()));
    begun = true;
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
    WidthLadder.Verdict verdict = ladder.judge(records, targets, relativeNoise);
    latest = Step.of(records.size(), verdict);
    double[] cells = ladder.covariance(verdict.width()).cells();
    double[][] weights = PartWeights.none(candidates.columns()).weights();
    weights[0] = verdict.mean();
    candidates.forEachBlock(block -> beliefs.renew(block, records.size(), cells, weights));
    begun = true;
    awaited.forget();
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

  /** Mean at every candidate, a new array. */
  public double[] mean() {
    return beliefs.mean(latest.units().mixture(latest.transform()));
  }

  /** Scalar product of every candidate with these weights. */
  public double[] products(double[] weights) {
    double[] all = new double[candidates.rows()];
    candidates.forEachBlock(block -> put(candidates.dot(block, weights), all, block));
    return all;
  }

  /** Standard deviation s sqrt(x'Px) at every candidate, with what is awaited. */
  public double[] deviation() {
    double[] all = new double[candidates.rows()];
    double noise = noise();
    double[][] variances =
        awaited.variances(settled(), ladder.covariance(latest.verdict().width()));
    candidates.forEachBlock(
        block -> roots(variances[block], noise, all, block * CandidateBlocks.LANES));
    return all;
  }

  private static void roots(double[] variances, double noise, double[] all, int from) {
    for (int j = 0; j < variances.length; j++) {
      all[from + j] = Math.sqrt(Math.max(0, noise * variances[j]));
    }
  }

  private static void put(double[] values, double[] all, int block) {
    System.arraycopy(values, 0, all, block * CandidateBlocks.LANES, values.length);
  }

  /** Expected variance of the noise. */
  public double noise() {
    return latest.verdict().noise();
  }

  /** Mean of the weights; not to be written to. */
  public double[] weights() {
    return latest.verdict().mean();
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
    return awaited.covariance(settled(), ladder.covariance(latest.verdict().width()));
  }

  private double[][] settled() {
    begin();
    return beliefs.variances();
  }
}
