package io.athanor.acquisition.planner.posterior;

import io.athanor.acquisition.planner.space.FeatureMatrix;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** Random rows and functions on them, for tests. */
final class Fields {
  private Fields() {}

  /** Rows uniform in [-1.7, 1.7], so that each column has about unit variance. */
  static FeatureMatrix uniform(int rows, int columns, SplittableRandom random) {
    return new FeatureMatrix(
        rows,
        IntStream.range(0, columns).toArray(),
        random.doubles((long) rows * columns, -1.7, 1.7).toArray());
  }

  static double[] row(FeatureMatrix features, int row) {
    return IntStream.range(0, features.columns()).mapToDouble(c -> features.at(row, c)).toArray();
  }

  static double[] values(FeatureMatrix features, ToDoubleFunction<double[]> function) {
    return IntStream.range(0, features.rows())
        .mapToDouble(i -> function.applyAsDouble(row(features, i)))
        .toArray();
  }

  static FeatureMatrix first(FeatureMatrix features, int count) {
    return features.select(IntStream.range(0, count).boxed().toList());
  }

  /** Root mean squared error of a model's mean, in the objective's unit. */
  static double error(CandidateModel model, double[] truth) {
    double[] mean = model.mean();
    return Math.sqrt(
        IntStream.range(0, truth.length)
            .mapToDouble(i -> Math.pow(model.transform().toObjective(mean[i]) - truth[i], 2))
            .average()
            .orElseThrow());
  }
}
