package io.athanor.inference.continual;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.linsol.LinearSolverDense;

/**
 * Ridge regression with an intercept, its penalty the one of the smallest leave-one-out error
 * (PRESS; Allen, Technometrics 16, 125, 1974). Pure.
 *
 * @param weights one a feature
 * @param intercept what a row of zeros gets
 * @param error mean absolute leave-one-out error
 */
record LeaveOneOutRidge(double[] weights, double intercept, double error) {
  private static final double[] PENALTIES = {1e-2, 1e-1, 1, 10, 100, 1_000};

  /**
   * Fits.
   *
   * @param rows features, at least one row
   * @param targets one a row
   */
  static LeaveOneOutRidge fit(double[][] rows, double[] targets) {
    LeaveOneOutRidge best = null;
    for (double penalty : PENALTIES) {
      LeaveOneOutRidge next = fit(rows, targets, penalty);
      if (best == null || next.error < best.error) {
        best = next;
      }
    }
    return best;
  }

  private static LeaveOneOutRidge fit(double[][] rows, double[] targets, double penalty) {
    int features = rows[0].length;
    int size = features + 1;
    DMatrixRMaj normal = new DMatrixRMaj(size, size);
    DMatrixRMaj right = new DMatrixRMaj(size, 1);
    DMatrixRMaj design = new DMatrixRMaj(size, rows.length);
    for (int row = 0; row < rows.length; row++) {
      for (int i = 0; i < size; i++) {
        double left = i < features ? rows[row][i] : 1;
        design.set(i, row, left);
        right.add(i, 0, left * targets[row]);
        for (int j = 0; j < size; j++) {
          normal.add(i, j, left * (j < features ? rows[row][j] : 1));
        }
      }
    }
    for (int i = 0; i < size; i++) {
      // the intercept is held just enough for the matrix to be regular
      normal.add(i, i, i < features ? penalty : 1e-6);
    }
    LinearSolverDense<DMatrixRMaj> solver = LinearSolverFactory_DDRM.symmPosDef(size);
    if (!solver.setA(normal)) {
      throw new IllegalStateException("ridge regression is singular");
    }
    DMatrixRMaj solution = new DMatrixRMaj(size, 1);
    solver.solve(right, solution);
    DMatrixRMaj pulled = new DMatrixRMaj(size, rows.length);
    solver.solve(design, pulled);
    double error = 0;
    for (int row = 0; row < rows.length; row++) {
      double fitted = 0;
      double leverage = 0;
      for (int i = 0; i < size; i++) {
        fitted += design.get(i, row) * solution.get(i, 0);
        leverage += design.get(i, row) * pulled.get(i, row);
      }
      error += Math.abs((targets[row] - fitted) / Math.max(1e-9, 1 - leverage)) / rows.length;
    }
    double[] weights = new double[features];
    for (int i = 0; i < features; i++) {
      weights[i] = solution.get(i, 0);
    }
    return new LeaveOneOutRidge(weights, solution.get(features, 0), error);
  }
}
