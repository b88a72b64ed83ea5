package io.athanor.inference.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.athanor.inference.model.Calibration;
import io.athanor.inference.model.Property;
import io.athanor.inference.model.PropertyEstimate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class JudgementTest {
  @Test
  void shouldRecoverHowFarTheDeviationsAreOff() {
    Random random = new Random(1);
    int count = 20_000;
    double[] labels = new double[count];
    List<PropertyEstimate> estimates = new ArrayList<>();
    for (int row = 0; row < count; row++) {
      double claimed = 0.1 + random.nextDouble();
      labels[row] = 2 * claimed * random.nextGaussian();
      estimates.add(new PropertyEstimate(0, 0, claimed, -claimed, claimed));
    }
    for (Property.Kind kind : Property.Kind.values()) {
      Calibration calibration = Judgement.calibration(estimates, labels, kind);
      assertThat(calibration.scale()).as(kind.name()).isCloseTo(2, within(0.05));
      assertThat(calibration.intervalFactor()).as(kind.name()).isCloseTo(1.645, within(0.06));
    }
  }

  @Test
  void shouldScoreAKnownCase() {
    List<PropertyEstimate> estimates =
        List.of(new PropertyEstimate(1, 0, 1, 0, 2), new PropertyEstimate(4, 0, 1, 3.5, 4.5));
    Metrics metrics = Metrics.of(estimates, new double[] {1, 5});
    assertThat(metrics.mae()).isCloseTo(0.5, within(1e-9));
    assertThat(metrics.mad()).isCloseTo(2, within(1e-9));
    assertThat(metrics.rmse()).isCloseTo(Math.sqrt(0.5), within(1e-9));
    assertThat(metrics.nll()).isCloseTo(0.5 * Math.log(2 * Math.PI) + 0.25, within(1e-9));
    assertThat(metrics.coverage()).isCloseTo(0.5, within(1e-9));
    assertThat(metrics.width()).isCloseTo(1.5, within(1e-9));
  }
}
