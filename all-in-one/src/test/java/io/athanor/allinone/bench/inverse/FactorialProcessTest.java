package io.athanor.allinone.bench.inverse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.athanor.acquisition.planner.space.FeatureMatrix;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FactorialProcessTest {
  private static final int LEVELS = 8;
  private static final int CELLS = LEVELS * LEVELS;

  /** Two factors; the features say nothing of what the levels do. */
  private static FactorialKernel kernel(int[][] effects) {
    SplittableRandom random = new SplittableRandom(1);
    int[][] levels = new int[CELLS][];
    Arrays.setAll(levels, cell -> new int[] {cell / LEVELS, cell % LEVELS});
    double[] noise = random.doubles(CELLS).toArray();
    return new FactorialKernel(new FeatureMatrix(CELLS, new int[] {0}, noise), levels, effects);
  }

  /** Sums of what each level of either factor adds. */
  private static double[] truth() {
    SplittableRandom random = new SplittableRandom(2);
    double[] first = random.doubles(LEVELS, -3, 3).toArray();
    double[] second = random.doubles(LEVELS, -3, 3).toArray();
    return IntStream.range(0, CELLS)
        .mapToDouble(cell -> first[cell / LEVELS] + second[cell % LEVELS])
        .toArray();
  }

  private static double error(int[][] effects, boolean standardised) {
    double[] truth = truth();
    int[] seen = IntStream.range(0, CELLS).filter(cell -> cell * 7 % 5 < 3).toArray();
    int[] rest = IntStream.range(0, CELLS).filter(cell -> cell * 7 % 5 >= 3).toArray();
    FactorialProcess process =
        new FactorialProcess(
            kernel(effects), seen, Arrays.stream(seen).mapToDouble(c -> truth[c]).toArray());
    FactorialProcess.Prediction predicted = process.predict(rest);
    double squares = 0;
    for (int i = 0; i < rest.length; i++) {
      double off = truth[rest[i]] - predicted.mean()[i];
      squares += off * off / (standardised ? Math.pow(predicted.deviation()[i], 2) : 1);
    }
    return Math.sqrt(squares / rest.length);
  }

  @Test
  void whatLevelsAddIsFoundWhereFeaturesSayNothing() {
    double without = error(new int[][] {}, false);
    double with = error(new int[][] {{0}, {1}}, false);
    assertThat(with).isLessThan(0.2 * without);
    assertThat(error(new int[][] {{0}, {1}}, true)).isLessThan(3);
  }

  @Test
  void theGradientIsTheSlopeOfTheValue() {
    FactorialKernel kernel = kernel(new int[][] {{0}, {0, 1}});
    double[] logs = kernel.defaults();
    double[] gradient = new double[kernel.size()];
    double[] comparison = kernel.comparison(3, 5);
    kernel.gradient(Arrays.stream(logs).map(Math::exp).toArray(), comparison, gradient);
    for (int p = 0; p < logs.length; p++) {
      if (p != kernel.noiseIndex()) {
        double[] up = logs.clone();
        double[] down = logs.clone();
        up[p] += 1e-5;
        down[p] -= 1e-5;
        double slope =
            (kernel.value(Arrays.stream(up).map(Math::exp).toArray(), comparison)
                    - kernel.value(Arrays.stream(down).map(Math::exp).toArray(), comparison))
                / 2e-5;
        assertThat(gradient[p]).as("hyperparameter " + p).isCloseTo(slope, within(1e-7));
      }
    }
  }

  @Test
  void manyAtOnceAreTheSameCovariances() {
    FactorialKernel kernel = kernel(new int[][] {{0}, {0, 1}});
    double[] parameters = Arrays.stream(kernel.defaults()).map(Math::exp).toArray();
    int[] others = {3, 5, 4, 11};
    double[] values = kernel.values(parameters, 3, others, kernel.columns(others));
    for (int i = 0; i < others.length; i++) {
      double alone = kernel.value(parameters, kernel.comparison(3, others[i]));
      assertThat(values[i]).isCloseTo(alone, within(1e-12));
    }
    assertThat(values[0]).isGreaterThan(values[3]);
  }
}
