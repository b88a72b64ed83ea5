package io.athanor.allinone.bench.continual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TransferMatrixTest {
  /** Three tasks: the first gets worse by a half in the end, the second better by a tenth. */
  private static final double[][] R = {{2, 4, 8}, {1.5, 1, 6}, {3, 0.9, 2}};

  private final TransferMatrix matrix = new TransferMatrix(errors(), new double[] {10, 10, 10});

  @Test
  void shouldAverageRows() {
    double[][] means = matrix.means();
    for (int stage = 0; stage < R.length; stage++) {
      for (int task = 0; task < R.length; task++) {
        assertThat(means[stage][task]).isCloseTo(R[stage][task], within(1e-12));
      }
    }
  }

  @Test
  void shouldTellTransfersAsSharesOfTheError() {
    assertThat(TransferMatrix.accuracy(R)).isCloseTo((3 + 0.9 + 2) / 3, within(1e-12));
    assertThat(TransferMatrix.backward(R)).isCloseTo((-0.5 + 0.1) / 2, within(1e-12));
    // the first was at 1.5 at its best, the second at 1
    assertThat(TransferMatrix.forgetting(R)).isCloseTo((1 - 0.1) / 2, within(1e-12));
    assertThat(matrix.forward(R)).isCloseTo((0.6 + 0.4) / 2, within(1e-12));
    assertThat(TransferMatrix.plasticity(R)).isCloseTo((0.75 + 4.0 / 6) / 2, within(1e-12));
  }

  @Test
  void shouldHoldTheFigureInItsInterval() {
    Map<String, Object> figures = matrix.figures(1);
    for (String name : List.of("mae", "backwardTransfer", "forgetting", "forwardTransfer")) {
      Map<?, ?> figure = (Map<?, ?>) figures.get(name);
      List<?> interval = (List<?>) figure.get("ci95");
      assertThat((Double) figure.get("mean"))
          .as(name)
          .isBetween((Double) interval.get(0), (Double) interval.get(1));
      assertThat((Double) interval.get(1)).as(name).isGreaterThan((Double) interval.get(0));
    }
  }

  @Test
  void shouldTellByWhatShareAnErrorRose() {
    double[] before = {1, 2, 3, 2};
    double[] after = Arrays.stream(before).map(each -> 1.25 * each).toArray();
    Map<String, Object> risen = Share.risen(before, after, 1);
    assertThat((Double) risen.get("mean")).isCloseTo(0.25, within(1e-12));
    List<?> interval = (List<?>) risen.get("ci95");
    assertThat((Double) interval.get(0)).isCloseTo(0.25, within(1e-12));
    assertThat((Double) interval.get(1)).isCloseTo(0.25, within(1e-12));
  }

  /** Rows about R, the mean kept. */
  private static double[][][] errors() {
    double[][][] errors = new double[R.length][R.length][];
    for (int stage = 0; stage < R.length; stage++) {
      for (int task = 0; task < R.length; task++) {
        double mean = R[stage][task];
        errors[stage][task] =
            new double[] {0.5 * mean, 1.5 * mean, 0.8 * mean, 1.2 * mean, mean, mean};
      }
    }
    return errors;
  }
}
