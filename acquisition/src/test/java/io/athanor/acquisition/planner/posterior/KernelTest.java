package io.athanor.acquisition.planner.posterior;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.athanor.acquisition.planner.space.FeatureMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KernelTest {
  @ParameterizedTest
  @ValueSource(doubles = {30, 1e3, 1e6, 1e9, 1e12, Double.POSITIVE_INFINITY})
  void shouldLetNothingCorrelateFromAfar(double r) {
    double[] squared = {r * r};
    Kernel.matern(squared, 2);
    assertThat(squared[0]).isCloseTo(0, within(1e-11));
    assertThat(Kernel.matern(r)).isCloseTo(0, within(1e-11));
  }

  @Test
  void shouldFitWhereOneObservationLiesFarOff() {
    Kernel kernel = new Kernel(false, false, 1, 1);
    FeatureMatrix observed = new FeatureMatrix(3, new int[] {0}, new double[] {0, 1, 1e11});
    double[] gradient = new double[kernel.scales() + 2];
    LogPosterior posterior = new LogPosterior(kernel, observed, new double[] {1, -1, 0});
    assertThat(posterior.value(new double[gradient.length])).isFinite();
    posterior.gradient(gradient);
    assertThat(gradient).doesNotContain(Double.NaN);
  }
}
