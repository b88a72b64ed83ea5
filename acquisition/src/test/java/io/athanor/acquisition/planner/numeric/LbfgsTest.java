package io.athanor.acquisition.planner.numeric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LbfgsTest {
  private static final double[] START = {-1.2, 1};
  private static final double[] LOW = {-5, -5};
  private static final double[] HIGH = {5, 5};

  /** Rosenbrock's valley, whose least value 0 is at (1, 1). */
  private static double valley(double[] x, double[] gradient) {
    double across = x[1] - x[0] * x[0];
    gradient[0] = -400 * x[0] * across - 2 * (1 - x[0]);
    gradient[1] = 200 * across;
    return 100 * across * across + (1 - x[0]) * (1 - x[0]);
  }

  /** Tells where it was asked for a value and where for a gradient. */
  private static final class Counted implements Lbfgs.Staged {
    private final List<double[]> values = new ArrayList<>();
    private final List<Integer> gradients = new ArrayList<>();

    @Override
    public double value(double[] point) {
      values.add(point.clone());
      return valley(point, new double[2]);
    }

    @Override
    public void gradient(double[] gradient) {
      gradients.add(values.size() - 1);
      valley(values.get(values.size() - 1), gradient);
    }
  }

  @Test
  void shouldFindTheBottomOfTheValley() {
    Lbfgs.Minimum found = Lbfgs.minimise(LbfgsTest::valley, START, LOW, HIGH, 200);
    assertThat(found.point()).containsExactly(new double[] {1, 1}, within(0.02));
  }

  @Test
  void shouldStopAtABound() {
    Lbfgs.Minimum found = Lbfgs.minimise(LbfgsTest::valley, START, LOW, new double[] {0.5, 5}, 200);
    assertThat(found.point()).containsExactly(new double[] {0.5, 0.25}, within(0.02));
  }

  @Test
  void shouldTakeTheSameStepsWhereTheGradientIsAStepOfItsOwn() {
    for (int iterations : new int[] {0, 1, 5, 40, 200}) {
      Lbfgs.Minimum staged = Lbfgs.minimise(new Counted(), START, LOW, HIGH, iterations);
      Lbfgs.Minimum atOnce = Lbfgs.minimise(LbfgsTest::valley, START, LOW, HIGH, iterations);
      assertThat(staged.point()).containsExactly(atOnce.point());
      assertThat(staged.value()).isEqualTo(atOnce.value());
    }
  }

  @Test
  void shouldAskForNoGradientOfAStepTooLongNorAtTheEnd() {
    Counted counted = new Counted();
    Lbfgs.minimise(counted, START, LOW, HIGH, 12);
    // the start, then each accepted step but the last
    assertThat(counted.gradients).hasSize(12).doesNotHaveDuplicates();
    assertThat(counted.values.size()).isGreaterThan(13);
    assertThat(counted.gradients).doesNotContain(counted.values.size() - 1);
  }

  @Test
  void shouldStayWhereTheFunctionIsNotDefined() {
    Lbfgs.Minimum found =
        Lbfgs.minimise(
            (Lbfgs.Objective) (point, gradient) -> Double.POSITIVE_INFINITY, START, LOW, HIGH, 5);
    assertThat(found.point()).containsExactly(START);
    assertThat(found.value()).isInfinite();
  }
}
