package io.athanor.acquisition.planner.posterior;

import io.athanor.acquisition.planner.linear.CandidateBlocks;
import io.athanor.acquisition.planner.linear.SummedPosterior;
import io.athanor.acquisition.planner.numeric.JointDraw;
import io.athanor.acquisition.planner.space.FeatureMatrix;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * What a normal-inverse-gamma linear head believes of candidates that was taught by sums. The
 * constant is the first feature; all others are divided by the square root of their number, as
 * there.
 */
final class SummedHead implements RankedEnsemble.Source {
  private final CandidateBlocks candidates;
  private final double[] weights;
  private final double[] covariance;
  private final double[] factor;
  private final double[] mean;
  private final double[] deviation;

  /**
   * Over candidates.
   *
   * @param sums of standardised targets, on [1, the candidates' features]
   */
  SummedHead(CandidateBlocks candidates, HeadSums sums) {
    this.candidates = candidates;
    int d = sums.dimension();
    double[] gram = sums.gram().clone();
    double[] cross = sums.cross().clone();
    double shrink = 1 / Math.sqrt(Math.max(1, d - 1));
    for (int i = 0; i < d; i++) {
      cross[i] *= i == 0 ? 1 : shrink;
      for (int j = 0; j < d; j++) {
        gram[i * d + j] *= (i == 0 ? 1 : shrink) * (j == 0 ? 1 : shrink);
      }
    }
    SummedPosterior fit = SummedPosterior.fit(gram, cross, sums.squares(), sums.count());
    weights = fit.weights();
    covariance = fit.covariance();
    factor = JointDraw.factor(covariance, d);
    mean = products(weights);
    deviation = new double[candidates.rows()];
    candidates.forEachBlock(
        block -> put(candidates.quadratic(block, covariance), deviation, block));
    Arrays.setAll(deviation, i -> Math.sqrt(Math.max(0, deviation[i])));
  }

  @Override
  public double[] mean() {
    return mean;
  }

  @Override
  public double[] deviation() {
    return deviation;
  }

  @Override
  public double[] covarianceWith(int candidate) {
    double[] x = candidates.row(candidate);
    double[] gain = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j < x.length; j++) {
        gain[i] += covariance[i * x.length + j] * x[j];
      }
    }
    return products(gain);
  }

  @Override
  public double[] sample(int[] chosen, SplittableRandom random) {
    double[] drawn = JointDraw.gaussianOf(weights, factor, random);
    return Arrays.stream(chosen).mapToDouble(i -> candidates.dotRow(i, drawn)).toArray();
  }

  @Override
  public RankingWeights.Drawer at(FeatureMatrix observed) {
    CandidateBlocks there = LinearCandidateModel.blocks(observed);
    int rows = observed.rows();
    return (count, random) -> {
      double[][] draws = new double[count][rows];
      for (double[] draw : draws) {
        double[] drawn = JointDraw.gaussianOf(weights, factor, random);
        Arrays.setAll(draw, i -> there.dotRow(i, drawn));
      }
      return draws;
    };
  }

  private double[] products(double[] by) {
    double[] all = new double[candidates.rows()];
    candidates.forEachBlock(block -> put(candidates.dot(block, by), all, block));
    return all;
  }

  private static void put(double[] values, double[] all, int block) {
    System.arraycopy(values, 0, all, block * CandidateBlocks.LANES, values.length);
  }
}
