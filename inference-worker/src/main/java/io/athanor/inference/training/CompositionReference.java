package io.athanor.inference.training;

import io.athanor.inference.model.EnergyScale;
import io.athanor.inference.model.MaterialGraph;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.linsol.LinearSolverDense;

/** Fits the linear composition reference of formation energies by ridge regression. */
final class CompositionReference {
  private static final double RIDGE = 0.5;

  private CompositionReference() {}

  /** Least squares on element fractions over all labelled samples, then moments of what is left. */
  static EnergyScale fit(List<Sample> samples, int elementRows) {
    DMatrixRMaj normal = new DMatrixRMaj(elementRows, elementRows);
    DMatrixRMaj right = new DMatrixRMaj(elementRows, 1);
    for (Sample sample : samples) {
      if (Double.isNaN(sample.energy())) {
        continue;
      }
      MaterialGraph graph = sample.composition();
      for (int row = 0; row < graph.size(); row++) {
        double weight = graph.nodeWeights()[row];
        right.add(graph.elements()[row], 0, weight * sample.energy());
        for (int column = 0; column < graph.size(); column++) {
          normal.add(
              graph.elements()[row],
              graph.elements()[column],
              weight * graph.nodeWeights()[column]);
        }
      }
    }
    for (int row = 0; row < elementRows; row++) {
      normal.add(row, row, RIDGE);
    }
    DMatrixRMaj solution = new DMatrixRMaj(elementRows, 1);
    LinearSolverDense<DMatrixRMaj> solver = LinearSolverFactory_DDRM.symmPosDef(elementRows);
    if (!solver.setA(normal)) {
      throw new IllegalStateException("composition reference is singular");
    }
    solver.solve(right, solution);
    float[] reference = new float[elementRows];
    for (int row = 0; row < elementRows; row++) {
      reference[row] = (float) solution.get(row, 0);
    }
    EnergyScale unscaled = new EnergyScale(reference, 0, 1);
    double[] left =
        samples.stream()
            .filter(sample -> !Double.isNaN(sample.energy()))
            .mapToDouble(sample -> unscaled.standardise(sample.composition(), sample.energy()))
            .toArray();
    DMatrixRMaj remainder = new DMatrixRMaj(left.length, 1, true, left);
    double mean = CommonOps_DDRM.elementSum(remainder) / left.length;
    double variance = 0;
    for (double value : left) {
      variance += (value - mean) * (value - mean) / left.length;
    }
    return new EnergyScale(reference, mean, Math.sqrt(variance));
  }
}
