package io.athanor.inference.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.athanor.inference.model.PropertyEstimate;
import io.athanor.inference.training.report.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class HeldOutFiguresTest {
  @Test
  void shouldGiveTheMeanItsTextbookInterval() {
    Random random = new Random(3);
    double[] values = DoubleStream.generate(random::nextGaussian).limit(2_500).toArray();
    Interval interval = Bootstrap.mean(values, 1);
    // the standard error of 2,500 unit Gaussians is 0.02
    assertThat(interval.high() - interval.low()).isCloseTo(2 * 1.96 * 0.02, within(0.01));
    assertThat(interval.value()).isBetween(interval.low(), interval.high());
    assertThat(Bootstrap.mean(values, 1)).isEqualTo(interval);
  }

  @Test
  void shouldKnowTheErrorFunction() {
    assertThat(Miscalibration.erf(0)).isCloseTo(0, within(1e-7));
    assertThat(Miscalibration.erf(1)).isCloseTo(0.8427007929, within(2e-7));
    assertThat(Miscalibration.erf(1.6448536 / Math.sqrt(2))).isCloseTo(0.9, within(2e-7));
  }

  @Test
  void shouldMeasureHowFarDeviationsAreOff() {
    assertThat(area(1)).isLessThan(0.01);
    assertThat(area(3)).isBetween(0.2, 0.4);
    assertThat(area(1 / 3.0)).isBetween(0.2, 0.4);
    assertThat(area(1e6)).isCloseTo(0.5, within(0.01));
  }

  @Test
  void shouldSumTheAreaOfAHandfulExactly() {
    List<PropertyEstimate> estimates = List.of(new PropertyEstimate(0, 0, 1, -1, 1));
    // one score at level p: |0 - t| below it, |1 - t| above
    double level = Miscalibration.erf(1 / Math.sqrt(2));
    double expected = level * level / 2 + (1 - level) * (1 - level) / 2;
    assertThat(Miscalibration.area(estimates, new double[] {1})).isCloseTo(expected, within(1e-9));
  }

  /** Of claims that are too small by this factor. */
  private static double area(double factor) {
    Random random = new Random(5);
    List<PropertyEstimate> estimates = new ArrayList<>();
    double[] labels = new double[5_000];
    for (int row = 0; row < labels.length; row++) {
      labels[row] = factor * random.nextGaussian();
      estimates.add(new PropertyEstimate(0, 0, 1, -1, 1));
    }
    return Miscalibration.area(estimates, labels);
  }
}
