package io.athanor.allinone.bench.inverse;

import io.athanor.acquisition.planner.space.FeatureMatrix;
import io.athanor.allinone.bench.EmbeddingFeatures;
import io.athanor.generator.Assessment;
import io.athanor.generator.Surrogate;
import java.util.List;
import java.util.stream.IntStream;

/** What cells are told apart by, nothing of it computed by quantum mechanics. */
final class CellFeatures {
  private CellFeatures() {}

  /**
   * What the periodic table says and, as one group more, where a network puts the ideal cubic cell
   * in its latent space.
   *
   * @param network must not have seen the table's labels
   * @throws IllegalArgumentException where the network refuses a cell
   */
  static FeatureMatrix latent(PerovskiteCells cells, Surrogate network) {
    List<Assessment> assessments =
        network.assess(IntStream.range(0, cells.size()).mapToObj(cells::crystal).toList());
    double[][] embeddings = new double[cells.size()][];
    for (int cell = 0; cell < embeddings.length; cell++) {
      int number = cell;
      Assessment assessment = assessments.get(cell);
      assessment
          .refused()
          .ifPresent(
              reason -> {
                throw new IllegalArgumentException("cell " + number + ": " + reason);
              });
      embeddings[cell] = assessment.embedding().stream().mapToDouble(Double::doubleValue).toArray();
    }
    return beside(cells.features(), EmbeddingFeatures.standardised(embeddings));
  }

  /** The columns of both; the groups of the second come after those of the first. */
  private static FeatureMatrix beside(FeatureMatrix first, FeatureMatrix second) {
    int columns = first.columns() + second.columns();
    int[] groups = new int[columns];
    double[] values = new double[first.rows() * columns];
    for (int c = 0; c < columns; c++) {
      boolean left = c < first.columns();
      FeatureMatrix from = left ? first : second;
      int column = left ? c : c - first.columns();
      groups[c] = from.groupOf(column) + (left ? 0 : first.groups());
      for (int row = 0; row < first.rows(); row++) {
        values[row * columns + c] = from.at(row, column);
      }
    }
    return new FeatureMatrix(first.rows(), groups, values);
  }
}
