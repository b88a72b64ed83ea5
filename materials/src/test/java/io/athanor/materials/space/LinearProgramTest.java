package io.athanor.materials.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LinearProgramTest {
  @Test
  void shouldFindTheCornerOfATextbookProgram() {
    LinearProgram program = new LinearProgram(new double[] {0, 0}, new double[] {100, 100});
    program.add(new double[] {1, 0}, false, 4);
    program.add(new double[] {0, 2}, false, 12);
    program.add(new double[] {3, 2}, false, 18);
    assertThat(program.maximise(new double[] {3, 5}).point())
        .containsExactly(new double[] {2, 6}, within(1e-12));
  }

  @Test
  void shouldNameTheRowsThatContradictEachOther() {
    LinearProgram program = new LinearProgram(new double[] {0, 0, 0}, new double[] {1, 1, 1});
    program.add(new double[] {1, 1, 0}, false, 0.5);
    program.add(new double[] {0, 0, 1}, false, 0.5);
    program.add(new double[] {-1, -1, 0}, false, -0.6);
    LinearProgram.Outcome outcome = program.maximise(new double[3]);
    assertThat(outcome.isFeasible()).isFalse();
    assertThat(outcome.conflict()).containsExactly(0, 2);
  }

  /** Against brute force: the optimum of a bounded program in two variables lies on a corner. */
  @Test
  void shouldAgreeWithAllCornersOfRandomPrograms() {
    SplittableRandom random = new SplittableRandom(1);
    int infeasible = 0;
    for (int trial = 0; trial < 400; trial++) {
      int m = 6;
      double[][] rows = new double[m + 4][3];
      LinearProgram program = new LinearProgram(new double[] {-1, -2}, new double[] {3, 1});
      rows[0] = new double[] {-1, 0, 1};
      rows[1] = new double[] {1, 0, 3};
      rows[2] = new double[] {0, -1, 2};
      rows[3] = new double[] {0, 1, 1};
      for (int r = 4; r < rows.length; r++) {
        for (int c = 0; c < 3; c++) {
          rows[r][c] = random.nextDouble() - (c == 2 ? 0.3 : 0.5);
        }
        program.add(new double[] {rows[r][0], rows[r][1]}, false, rows[r][2]);
      }
      double[] objective = {random.nextDouble() - 0.5, random.nextDouble() - 0.5};
      double best = Double.NEGATIVE_INFINITY;
      for (int i = 0; i < rows.length; i++) {
        for (int j = 0; j < i; j++) {
          best = Math.max(best, corner(rows, i, j, objective));
        }
      }
      LinearProgram.Outcome outcome = program.maximise(objective);
      assertThat(outcome.isFeasible()).isEqualTo(best > Double.NEGATIVE_INFINITY);
      if (outcome.isFeasible()) {
        double[] x = outcome.point();
        assertThat(objective[0] * x[0] + objective[1] * x[1]).isCloseTo(best, within(1e-7));
      } else {
        infeasible++;
      }
    }
    assertThat(infeasible).as("of 400 programs").isBetween(20, 380);
  }

  private static double corner(double[][] rows, int i, int j, double[] objective) {
    double determinant = rows[i][0] * rows[j][1] - rows[i][1] * rows[j][0];
    double x = (rows[i][2] * rows[j][1] - rows[i][1] * rows[j][2]) / determinant;
    double y = (rows[i][0] * rows[j][2] - rows[i][2] * rows[j][0]) / determinant;
    for (double[] row : rows) {
      if (!(row[0] * x + row[1] * y <= row[2] + 1e-9)) {
        return Double.NEGATIVE_INFINITY;
      }
    }
    return objective[0] * x + objective[1] * y;
  }

  @Test
  void shouldHoldEqualitiesEvenWhenTheyAreSaidTwice() {
    LinearProgram program = new LinearProgram(new double[] {0, 0, 0}, new double[] {1, 1, 1});
    program.add(new double[] {1, 1, 1}, true, 1);
    program.add(new double[] {2, 2, 2}, true, 2);
    program.add(new double[] {1, -1, 0}, true, 0.2);
    double[] x = program.maximise(new double[] {0, 0, 1}).point();
    assertThat(x).containsExactly(new double[] {0.2, 0, 0.8}, within(1e-12));
  }
}
