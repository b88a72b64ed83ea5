package io.athanor.acquisition.planner.posterior;

import static org.assertj.core.api.Assertions.assertThat;

import io.athanor.acquisition.planner.objective.Goal;
import io.athanor.acquisition.planner.space.FeatureMatrix;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Pools whose triangular solve is held in single precision and shared between threads. */
class LargePoolTest {
  private static final int N = CandidateSolves.SINGLE_ABOVE + 700;
  private static final int D = 2;
  private static final int OBSERVED = 30;

  private final SplittableRandom random = new SplittableRandom(7);
  private final double[] cells = random.doubles(N * (long) D, -1.5, 1.5).toArray();
  private final FeatureMatrix large = new FeatureMatrix(N, new int[] {0, 1}, cells);
  private final int small = 2_000;
  private final FeatureMatrix first =
      new FeatureMatrix(small, new int[] {0, 1}, Arrays.copyOf(cells, small * D));
  private final Kernel kernel = new Kernel(false, true, D, D);
  private final double[] logs = {-0.3, -0.1, 0.2, -5, -1};
  private final double[] targets =
      IntStream.range(0, OBSERVED).mapToDouble(i -> Math.sin(3 * large.at(i, 0))).toArray();

  private GaussianProcess grown(FeatureMatrix candidates) {
    GaussianProcess process = new GaussianProcess(kernel, logs, candidates);
    for (int i = 0; i < OBSERVED; i++) {
      process.append(candidates, i);
    }
    return process;
  }

  @Test
  void shouldAgreeWithDoublePrecisionWhereItMatters() {
    GaussianProcess single = grown(large);
    GaussianProcess wide = grown(first);
    double[] mean = single.mean(targets);
    double[] expected = wide.mean(targets);
    double[] variance = single.variance();
    double[] expectedVariance = wide.variance();
    double worstMean = 0;
    double worstDeviation = 0;
    for (int i = 0; i < small; i++) {
      worstMean = Math.max(worstMean, Math.abs(mean[i] - expected[i]));
      double deviation = Math.sqrt(expectedVariance[i]);
      worstDeviation = Math.max(worstDeviation, Math.abs(Math.sqrt(variance[i]) / deviation - 1));
    }
    // targets have unit variance: a millionth of what is modelled
    assertThat(worstMean).isPositive().isLessThan(1e-5);
    assertThat(worstDeviation).isLessThan(1e-3);
  }

  @Test
  void shouldGiveTheSameBitsGrownTakenBackOrAllAtOnceOnAnyNumberOfThreads() throws Exception {
    GaussianProcess grown = grown(large);
    double[] mean = grown.mean(targets);
    double[] variance = grown.variance();
    grown.append(large, 77);
    assertThat(grown.variance()[77]).isLessThan(variance[77]);
    grown.truncate(OBSERVED);
    assertThat(grown.variance()).isEqualTo(variance);
    grown.truncate(10);
    FeatureMatrix observed = large.select(IntStream.range(0, OBSERVED).boxed().toList());
    grown.appendAll(observed, new double[OBSERVED]);
    assertThat(grown.mean(targets)).isEqualTo(mean);
    assertThat(grown.variance()).isEqualTo(variance);
    ForkJoinPool alone = new ForkJoinPool(1);
    try {
      GaussianProcess atOnce =
          alone
              .submit(
                  () -> {
                    GaussianProcess process = new GaussianProcess(kernel, logs, large);
                    process.appendAll(observed, new double[OBSERVED]);
                    return process;
                  })
              .get();
      assertThat(atOnce.mean(targets)).isEqualTo(mean);
      assertThat(atOnce.variance()).isEqualTo(variance);
    } finally {
      alone.shutdown();
    }
  }

  @Test
  void shouldFitOftenWhereThatIsCheapAndStopWhereItIsNot() {
    assertThat(IntStream.of(5, 13, 41, 255, 256, 5_000).map(n -> FitChain.scheduled(n, 100)))
        .containsExactly(5, 12, 40, 240, 256, 256);
    assertThat(IntStream.of(5, 13, 41, 255, 5_000).map(n -> FitChain.scheduled(n, N)))
        .containsExactly(5, 12, 32, 128, 128);
    GaussianMixture mixture =
        new GaussianMixture(
            large, new Goal.Maximize(), List.of(kernel), List.of(new FitChain(kernel)));
    mixture.observe(
        large.select(IntStream.range(0, 14).boxed().toList()), Arrays.copyOf(targets, 14));
    assertThat(Arrays.stream(mixture.deviation())).hasSize(N).allMatch(Double::isFinite);
  }
}
