package io.athanor.inference.training;

import io.athanor.inference.model.MaterialGraph;
import io.athanor.inference.model.NetworkShape;
import io.athanor.inference.model.Property;
import io.athanor.inference.model.Scale;
import io.athanor.inference.model.Scales;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.linsol.LinearSolverDense;

/** Fits the network's units: linear composition references by ridge regression, and moments. */
public final class ScaleFit {
  private static final double RIDGE = 0.5;

  private ScaleFit() {}

  /** Scales of all properties; one without labels has none to learn from and gets unit scale. */
  public static Scales fit(List<Sample> samples, NetworkShape shape) {
    Map<Property, Scale> scales = new EnumMap<>(Property.class);
    for (Property property : shape.properties()) {
      List<Sample> labelled =
          samples.stream().filter(sample -> !Double.isNaN(sample.label(property))).toList();
      scales.put(property, fit(labelled, property, shape.elementRows()));
    }
    float[] known = new float[shape.elementRows()];
    for (Sample sample : samples) {
      for (int element : sample.composition().elements()) {
        known[element] = 1f;
      }
    }
    return new Scales(scales, known);
  }

  private static Scale fit(List<Sample> samples, Property property, int elementRows) {
    if (samples.isEmpty()) {
      return new Scale(new float[elementRows], 0, 1);
    }
    return switch (property.kind()) {
      case REAL -> real(samples, property, elementRows);
      case HURDLE -> new Scale(new float[elementRows], 0, positiveMean(samples, property));
    };
  }

  /** Hurdles keep their zero; their unit is the mean of the positive values. */
  private static double positiveMean(List<Sample> samples, Property property) {
    return samples.stream()
        .mapToDouble(sample -> sample.label(property))
        .filter(value -> value > Targets.ZERO)
        .average()
        .orElse(1);
  }

  /** Least squares on element fractions about the mean, then the deviation of what is left. */
  private static Scale real(List<Sample> samples, Property property, int elementRows) {
    double mean =
        samples.stream().mapToDouble(sample -> sample.label(property)).average().orElseThrow();
    DMatrixRMaj normal = new DMatrixRMaj(elementRows, elementRows);
    DMatrixRMaj right = new DMatrixRMaj(elementRows, 1);
    for (Sample sample : samples) {
      MaterialGraph graph = sample.composition();
      for (int row = 0; row < graph.size(); row++) {
        double weight = graph.nodeWeights()[row];
        right.add(graph.elements()[row], 0, weight * (sample.label(property) - mean));
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
    Scale unscaled = new Scale(reference, mean, 1);
    double square = 0;
    for (Sample sample : samples) {
      double left = unscaled.standardise(sample.composition(), sample.label(property));
      square += left * left / samples.size();
    }
    return new Scale(reference, mean, Math.max(1e-6, Math.sqrt(square)));
  }
}
