package io.athanor.acquisition.planner.posterior;

import io.athanor.acquisition.planner.linear.CandidateBlocks;
import io.athanor.acquisition.planner.numeric.JointDraw;
import io.athanor.acquisition.planner.space.FeatureMatrix;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.decomposition.chol.CholeskyDecompositionInner_DDRM;
import org.ejml.dense.row.linsol.chol.LinearSolverChol_DDRM;

/**
 * What a normal-inverse-gamma linear head believes of candidates that was taught by sums, the prior
 * width chosen by evidence as in {@link LinearCandidateModel}: w = (A + I/v)^-1 c. The constant is
 * features' first; all others are divided by the square root of their number, as there.
 */
final class SummedHead implements RankedEnsemble.Source {
  private static final double[] RELATIVE_VARIANCES = {1, 10, 100, 1000};
  private static final double SHAPE = 2;
  private static final double RATE = 0.2;

  private final CandidateBlocks candidates;
  private final double[] weights;
  private final double[] covariance;
  private final double[] factor;

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
    double shape = SHAPE + sums.count() / 2;
    double most = Double.NEGATIVE_INFINITY;
    double[] best = null;
    double[] spread = null;
    for (double width : RELATIVE_VARIANCES) {
      double[] precision = gram.clone();
      for (int i = 0; i < d; i++) {
        precision[i * d + i] += 1 / width;
      }
      CholeskyDecompositionInner_DDRM cholesky = new CholeskyDecompositionInner_DDRM(true);
      LinearSolverChol_DDRM solver = new LinearSolverChol_DDRM(cholesky);
      if (!solver.setA(new DMatrixRMaj(d, d, true, precision))) {
        // noise that was added for privacy can leave sums that no records have
        continue;
      }
      DMatrixRMaj inverse = new DMatrixRMaj(d, d);
      solver.invert(inverse);
      double logs = d * StrictMath.log(width);
      for (int i = 0; i < d; i++) {
        logs += 2 * StrictMath.log(cholesky.getT(null).get(i, i));
      }
      double[] mean = new double[d];
      double explained = 0;
      for (int i = 0; i < d; i++) {
        for (int j = 0; j < d; j++) {
          mean[i] += inverse.get(i, j) * cross[j];
        }
        explained += mean[i] * cross[i];
      }
      double rate = RATE + 0.5 * Math.max(0, sums.squares() - explained);
      double evidence = -0.5 * logs - shape * StrictMath.log(rate);
      if (evidence > most) {
        most = evidence;
        best = mean;
        double noise = rate / (shape - 1);
        spread = Arrays.stream(inverse.data).map(cell -> noise * cell).toArray();
      }
    }
    if (best == null) {
      throw new IllegalArgumentException("sums: the gram is not positive definite");
    }
    weights = best;
    covariance = spread;
    factor = JointDraw.factor(covariance, d);
  }

  @Override
  public double[] mean() {
    return products(weights);
  }

  @Override
  public double[] deviation() {
    double[] deviation = new double[candidates.rows()];
    candidates.forEachBlock(
        block -> put(candidates.quadratic(block, covariance), deviation, block));
    Arrays.setAll(deviation, i -> Math.sqrt(Math.max(0, deviation[i])));
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
