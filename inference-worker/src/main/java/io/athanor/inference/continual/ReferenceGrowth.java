package io.athanor.inference.continual;

import io.athanor.inference.model.MaterialGraph;
import io.athanor.inference.model.Property;
import io.athanor.inference.model.Scale;
import io.athanor.inference.training.Sample;
import java.util.Arrays;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.linsol.LinearSolverDense;

/**
 * A composition reference grown by elements that no labelled row had before: ridge regression of
 * what the known elements leave, on the fractions of the new ones. Known elements, mean and
 * deviation stay, so that every row seen before keeps its place in the network's unit. Pure.
 */
final class ReferenceGrowth {
  private static final double RIDGE = 0.5;

  private ReferenceGrowth() {}

  /**
   * The scale that takes in these rows.
   *
   * @param labelled rows that all have a label of the property
   */
  static Scale of(Scale known, Property property, List<Sample> labelled, int elementRows) {
    int[] place = new int[elementRows];
    Arrays.fill(place, -1);
    int unknown = 0;
    for (Sample row : labelled) {
      for (int element : row.composition().elements()) {
        // a fitted reference is exactly zero only where no row had the element
        if (known.reference()[element] == 0 && place[element] < 0) {
          place[element] = unknown++;
        }
      }
    }
    if (unknown == 0 || property.kind() != Property.Kind.REAL) {
      return known;
    }
    double[] shares = solve(known, property, labelled, place, unknown);
    float[] reference = known.reference().clone();
    for (int element = 0; element < elementRows; element++) {
      if (place[element] >= 0) {
        reference[element] = (float) shares[place[element]];
      }
    }
    return new Scale(reference, known.mean(), known.deviation());
  }

  private static double[] solve(
      Scale known, Property property, List<Sample> labelled, int[] place, int unknown) {
    DMatrixRMaj normal = new DMatrixRMaj(unknown, unknown);
    DMatrixRMaj right = new DMatrixRMaj(unknown, 1);
    for (Sample row : labelled) {
      double[] fractions = new double[unknown];
      MaterialGraph graph = row.composition();
      for (int node = 0; node < graph.size(); node++) {
        if (place[graph.elements()[node]] >= 0) {
          fractions[place[graph.elements()[node]]] += graph.nodeWeights()[node];
        }
      }
      double left = row.label(property) - known.referenceOf(graph);
      for (int i = 0; i < unknown; i++) {
        right.add(i, 0, fractions[i] * left);
        for (int j = 0; j < unknown; j++) {
          normal.add(i, j, fractions[i] * fractions[j]);
        }
      }
    }
    for (int i = 0; i < unknown; i++) {
      normal.add(i, i, RIDGE);
    }
    LinearSolverDense<DMatrixRMaj> solver = LinearSolverFactory_DDRM.symmPosDef(unknown);
    if (!solver.setA(normal)) {
      throw new IllegalStateException("reference of new elements is singular");
    }
    DMatrixRMaj solution = new DMatrixRMaj(unknown, 1);
    solver.solve(right, solution);
    return solution.getData();
  }
}
