package io.athanor.acquisition.planner.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.Test;

class LinearPosteriorTest {
  private static final int D = 12;
  private static final double VARIANCE = 4;
  private static final double SHAPE = 2;
  private static final double RATE = 0.5;

  private final SplittableRandom random = new SplittableRandom(3);
  private final double[] priorMean = random.doubles(D, -1, 1).toArray();

  private record Seen(double[] features, double target, double noise) {}

  private LinearPosterior prior() {
    return new LinearPosterior(priorMean, VARIANCE, SHAPE, RATE);
  }

  private Seen seen() {
    double[] x = random.doubles(D, -1, 1).toArray();
    x[0] = 1;
    return new Seen(x, 3 * x[1] - x[2] + random.nextDouble(), 0.5 + random.nextDouble());
  }

  /** The largest relative difference of mean, covariance and rate from a batch refit. */
  private double distanceFromRefit(LinearPosterior posterior, List<Seen> records) {
    SimpleMatrix precision = SimpleMatrix.identity(D).scale(1 / VARIANCE);
    SimpleMatrix start = new SimpleMatrix(D, 1, true, priorMean);
    SimpleMatrix moment = precision.mult(start);
    double squares = start.dot(moment);
    for (Seen each : records) {
      SimpleMatrix x = new SimpleMatrix(D, 1, true, each.features());
      precision = precision.plus(x.mult(x.transpose()).scale(1 / each.noise()));
      moment = moment.plus(x.scale(each.target() / each.noise()));
      squares += each.target() * each.target() / each.noise();
    }
    SimpleMatrix covariance = precision.invert();
    SimpleMatrix mean = covariance.mult(moment);
    double rate = RATE + 0.5 * (squares - mean.dot(moment));
    double worst = Math.abs(posterior.rate() / rate - 1);
    worst = Math.max(worst, Math.abs(posterior.shape() - SHAPE - records.size() / 2.0));
    for (int i = 0; i < D; i++) {
      worst = Math.max(worst, Math.abs(posterior.mean()[i] - mean.get(i)) / mean.normF());
      for (int j = 0; j < D; j++) {
        double cell = posterior.covariance()[i * D + j];
        worst = Math.max(worst, Math.abs(cell - covariance.get(i, j)) / covariance.normF());
      }
    }
    return worst;
  }

  @Test
  void shouldEqualABatchRefitAfterTenThousandAdditionsAndRemovals() {
    LinearPosterior posterior = prior();
    List<Seen> live = new ArrayList<>();
    double worst = 0;
    for (int change = 1; change <= 10_000; change++) {
      if (live.isEmpty() || random.nextDouble() < 0.52) {
        Seen record = seen();
        live.add(record);
        posterior.add(record.features(), record.target(), record.noise());
      } else {
        Seen record = live.remove(random.nextInt(live.size()));
        posterior.remove(record.features(), record.target(), record.noise());
      }
      if (change % 500 == 0) {
        worst = Math.max(worst, distanceFromRefit(posterior, live));
      }
    }
    assertThat(worst).isLessThan(1e-9);
    assertThat(live).hasSizeGreaterThan(100);
  }

  @Test
  void shouldEqualPooledRecordsWhenSitesMerge() {
    List<Seen> all = new ArrayList<>();
    LinearPosterior merged = prior();
    for (int site = 0; site < 4; site++) {
      LinearPosterior local = prior();
      for (int i = 0; i < 50 + site; i++) {
        Seen record = seen();
        all.add(record);
        local.add(record.features(), record.target(), record.noise());
      }
      merged.merge(local);
    }
    assertThat(distanceFromRefit(merged, all)).isLessThan(1e-9);
  }

  @Test
  void shouldRefuseToMergeAnotherPrior() {
    LinearPosterior wider = new LinearPosterior(priorMean, 2 * VARIANCE, SHAPE, RATE);
    LinearPosterior forgetful = prior();
    forgetful.forget(0.9);
    assertThatThrownBy(() -> prior().merge(wider)).hasMessageContaining("share one prior");
    assertThatThrownBy(() -> prior().merge(forgetful)).hasMessageContaining("share one prior");
  }

  @Test
  void shouldGiveTheSamePosteriorFromItsStatisticsAfterForgetting() {
    LinearPosterior posterior = prior();
    for (int i = 0; i < 40; i++) {
      Seen record = seen();
      posterior.add(record.features(), record.target(), record.noise());
      posterior.forget(0.99);
    }
    LinearPosterior rebuilt = new LinearPosterior(posterior);
    rebuilt.rebuild();
    assertThat(rebuilt.rate() / posterior.rate()).isCloseTo(1, within());
    assertThat(rebuilt.shape() / posterior.shape()).isCloseTo(1, within());
    for (int i = 0; i < D; i++) {
      assertThat(rebuilt.mean()[i]).isCloseTo(posterior.mean()[i], within());
    }
  }

  private static org.assertj.core.data.Offset<Double> within() {
    return org.assertj.core.api.Assertions.within(1e-9);
  }

  @Test
  void shouldStaySymmetricToTheLastBit() {
    LinearPosterior posterior = prior();
    for (int i = 0; i < 700; i++) {
      Seen record = seen();
      posterior.add(record.features(), record.target(), record.noise());
    }
    for (int i = 0; i < D; i++) {
      for (int j = 0; j < i; j++) {
        assertThat(posterior.covariance()[i * D + j]).isEqualTo(posterior.covariance()[j * D + i]);
      }
    }
  }
}
