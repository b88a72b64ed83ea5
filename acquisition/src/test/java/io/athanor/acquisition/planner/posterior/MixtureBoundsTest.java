package io.athanor.acquisition.planner.posterior;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.athanor.acquisition.planner.objective.Goal;
import io.athanor.acquisition.planner.space.FeatureMatrix;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MixtureBoundsTest {
  private static final int ROWS = 60;
  private static final Goal MAXIMIZE = new Goal.Maximize();

  /** A mixture that has observed some rows of a pool. */
  private record Case(
      FeatureMatrix pool, FeatureMatrix seen, GaussianMixture bare, GaussianMixture full) {}

  private static List<Kernel> kernels(int columns) {
    return List.of(
        new Kernel(false, false, columns, columns),
        new Kernel(false, true, columns, columns),
        new Kernel(true, false, columns, columns));
  }

  private static Case random(SplittableRandom random) {
    int columns = 1 + random.nextInt(4);
    double[] values = random.doubles((long) ROWS * columns, -1.7, 1.7).toArray();
    FeatureMatrix pool = new FeatureMatrix(ROWS, IntStream.range(0, columns).toArray(), values);
    int n = 1 + random.nextInt(30);
    List<Integer> rows = new ArrayList<>();
    double[] targets = new double[n];
    double[] variances = new double[n];
    boolean noisy = random.nextInt(2) == 0;
    double waves = 1 + 3 * random.nextDouble();
    for (int i = 0; i < n; i++) {
      // now and then the same row again
      int row = random.nextInt(ROWS);
      rows.add(row);
      targets[i] = noisy ? random.nextDouble() : 0;
      for (int c = 0; c < columns; c++) {
        targets[i] += StrictMath.sin(waves * pool.at(row, c));
      }
      variances[i] = random.nextInt(3) == 0 ? 0.05 * random.nextDouble() : 0;
    }
    FeatureMatrix seen = pool.select(rows);
    GaussianMixture bare = mixture(pool.select(List.of()));
    GaussianMixture full = mixture(pool);
    bare.observe(seen, targets, variances);
    full.observe(seen, targets, variances);
    return new Case(pool, seen, bare, full);
  }

  private static GaussianMixture mixture(FeatureMatrix rows) {
    List<Kernel> kernels = kernels(rows.columns());
    return new GaussianMixture(
        rows, ROWS, MAXIMIZE, kernels, kernels.stream().map(FitChain::new).toList());
  }

  @Test
  void shouldNeverPromiseLessThanIsBelieved() {
    SplittableRandom random = new SplittableRandom(7);
    int slack = 0;
    for (int trial = 0; trial < 400; trial++) {
      Case each = random(random);
      MixtureBounds bounds =
          new MixtureBounds(each.bare(), each.seen(), each.pool(), random.nextInt(20));
      double[] mean = each.full().mean();
      double[] deviation = each.full().deviation();
      int[] settled = IntStream.range(0, ROWS).filter(i -> random.nextInt(3) == 0).toArray();
      for (int round = 0; round < 2; round++) {
        double[] highest = bounds.highest();
        double[] widest = bounds.deviations(true);
        for (int i = 0; i < ROWS; i++) {
          assertThat(highest[i]).isGreaterThanOrEqualTo(mean[i] - 1e-9);
          assertThat(widest[i]).isGreaterThanOrEqualTo(deviation[i] - 1e-9);
          slack += highest[i] > mean[i] + 0.01 ? 1 : 0;
        }
        bounds.settle(settled);
      }
      for (int row : settled) {
        assertThat(bounds.means()[row]).isCloseTo(mean[row], within(1e-7));
        assertThat(bounds.highest()[row]).isCloseTo(mean[row], within(1e-6));
      }
    }
    assertThat(slack).isPositive();
  }

  @Test
  void shouldKnowTheMeansAtWhatWasObserved() {
    SplittableRandom random = new SplittableRandom(8);
    for (int trial = 0; trial < 100; trial++) {
      Case each = random(random);
      double[] told = new MixtureBounds(each.bare(), each.seen(), each.pool(), 3).observedMeans();
      double[] exact = each.bare().over(each.seen()).mean();
      for (int i = 0; i < told.length; i++) {
        assertThat(told[i]).isCloseTo(exact[i], within(1e-7));
      }
    }
  }

  @Test
  void shouldBeExactWithAllObservations() {
    SplittableRandom random = new SplittableRandom(9);
    for (int trial = 0; trial < 50; trial++) {
      Case each = random(random);
      MixtureBounds bounds =
          new MixtureBounds(each.bare(), each.seen(), each.pool(), each.seen().rows());
      double[] mean = each.full().mean();
      double[] deviation = each.full().deviation();
      for (int i = 0; i < ROWS; i++) {
        assertThat(bounds.means()[i]).isCloseTo(mean[i], within(1e-6));
        assertThat(bounds.deviations(true)[i]).isCloseTo(deviation[i], within(1e-2));
      }
    }
  }

  @Test
  void shouldBelieveTheSameOfSomeAsOfAll() {
    SplittableRandom random = new SplittableRandom(10);
    for (int trial = 0; trial < 20; trial++) {
      Case each = random(random);
      int[] some = IntStream.range(0, ROWS).filter(i -> random.nextInt(4) == 0).toArray();
      FeatureMatrix rows = each.pool().select(IntStream.of(some).boxed().toList());
      GaussianMixture part = each.bare().over(rows);
      part.await(each.pool(), 3);
      each.full().await(each.pool(), 3);
      double[] mean = each.full().mean();
      double[] deviation = each.full().deviation();
      for (int i = 0; i < some.length; i++) {
        assertThat(part.mean()[i]).isEqualTo(mean[some[i]]);
        assertThat(part.deviation()[i]).isEqualTo(deviation[some[i]]);
      }
    }
  }
}
