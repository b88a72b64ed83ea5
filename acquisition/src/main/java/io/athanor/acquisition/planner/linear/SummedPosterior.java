package io.athanor.acquisition.planner.linear;

import io.athanor.acquisition.planner.numeric.Vectors;
import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.decomposition.chol.CholeskyDecompositionInner_DDRM;
import org.ejml.dense.row.linsol.chol.LinearSolverChol_DDRM;

/**
 * What a linear model with the priors of {@link WidthLadder} believes of its weights, taught by
 * sums in place of records: w = (A + I/v)^-1 c, the width v of most evidence.
 *
 * @param weights their mean, d
 * @param covariance of the weights, row-major, d x d, in squared target units
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, only read
public record SummedPosterior(double[] weights, double[] covariance) {
  /**
   * Fits.
   *
   * @param gram A = sum x x', row-major and symmetric, d x d
   * @param cross c = sum x y
   * @param squares sum y^2
   * @param count number of records
   * @throws IllegalArgumentException where no records have such sums
   */
  public static SummedPosterior fit(double[] gram, double[] cross, double squares, double count) {
    int d = cross.length;
    double shape = WidthLadder.SHAPE + count / 2;
    double most = Double.NEGATIVE_INFINITY;
    SummedPosterior best = null;
    for (double width : WidthLadder.RELATIVE_VARIANCES) {
      DMatrixRMaj precision = new DMatrixRMaj(d, d, true, gram.clone());
      for (int i = 0; i < d; i++) {
        precision.add(i, i, 1 / width);
      }
      CholeskyDecompositionInner_DDRM cholesky = new CholeskyDecompositionInner_DDRM(true);
      LinearSolverChol_DDRM solver = new LinearSolverChol_DDRM(cholesky);
      if (!solver.setA(precision)) {
        // a wider prior leaves still less of what makes it regular
        continue;
      }
      DMatrixRMaj inverse = new DMatrixRMaj(d, d);
      solver.invert(inverse);
      double logs = d * StrictMath.log(width);
      double[] mean = new double[d];
      for (int i = 0; i < d; i++) {
        logs += 2 * StrictMath.log(cholesky.getT(null).get(i, i));
        for (int j = 0; j < d; j++) {
          mean[i] += inverse.get(i, j) * cross[j];
        }
      }
      double rate = WidthLadder.RATE + 0.5 * Math.max(0, squares - Vectors.dot(mean, cross));
      double evidence = -0.5 * logs - shape * StrictMath.log(rate);
      if (evidence > most) {
        most = evidence;
        double noise = rate / (shape - 1);
        best =
            new SummedPosterior(
                mean, Arrays.stream(inverse.data).map(cell -> noise * cell).toArray());
      }
    }
    if (best == null) {
      throw new IllegalArgumentException("sums: the gram is not positive definite");
    }
    return best;
  }
}
