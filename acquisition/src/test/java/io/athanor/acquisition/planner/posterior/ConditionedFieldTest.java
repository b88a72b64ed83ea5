package io.athanor.acquisition.planner.posterior;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.Test;

class ConditionedFieldTest {
  @Test
  void shouldEqualTheTextbookConditional() {
    SplittableRandom random = new SplittableRandom(4);
    int cells = 7;
    SimpleMatrix root = new SimpleMatrix(cells, cells, true, random.doubles(49, -1, 1).toArray());
    SimpleMatrix prior = root.mult(root.transpose());
    int[] points = {2, 5, 2, 6};
    double noise = 0.3;
    double[] values = {1, -2, 0.5, 3};
    ConditionedField field = new ConditionedField(prior.diag().getDDRM().data.clone());
    for (int p = 0; p < points.length; p++) {
      double[] toPoints = new double[p];
      int point = points[p];
      Arrays.setAll(toPoints, q -> prior.get(point, points[q]));
      field.append(row(prior, point), toPoints, prior.get(point, point) + noise);
    }
    SimpleMatrix toCells = new SimpleMatrix(points.length, cells);
    SimpleMatrix gram = new SimpleMatrix(points.length, points.length);
    for (int p = 0; p < points.length; p++) {
      toCells.insertIntoThis(p, 0, prior.extractVector(true, points[p]));
      for (int q = 0; q < points.length; q++) {
        gram.set(p, q, prior.get(points[p], points[q]) + (p == q ? noise : 0));
      }
    }
    SimpleMatrix y = new SimpleMatrix(points.length, 1, true, values);
    SimpleMatrix mean = toCells.transpose().mult(gram.solve(y));
    SimpleMatrix left = prior.minus(toCells.transpose().mult(gram.solve(toCells)));
    for (int i = 0; i < cells; i++) {
      assertThat(field.mean(values)[i]).isCloseTo(mean.get(i), within(1e-9));
      assertThat(field.variance()[i]).isCloseTo(left.get(i, i), within(1e-9));
      assertThat(field.narrowed(i, row(prior, i))).containsExactly(row(left, i), within(1e-9));
    }
    assertThat(field.logEvidence(values))
        .isCloseTo(-0.5 * y.dot(gram.solve(y)) - 0.5 * Math.log(gram.determinant()), within(1e-9));
  }

  private static double[] row(SimpleMatrix matrix, int row) {
    return matrix.extractVector(true, row).getDDRM().data.clone();
  }
}
