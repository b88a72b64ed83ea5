package io.athanor.acquisition.planner.posterior;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.Test;

class BayesianLinearModelTest {
  private static final int DIMENSION = 5;
  private final SplittableRandom random = new SplittableRandom(11);

  private BayesianLinearModel prior() {
    return BayesianLinearModel.prior(new double[] {0.3, 0, -0.2, 0, 1}, 4, 2, 0.5);
  }

  private double[] features() {
    return random.doubles(DIMENSION, -1, 1).toArray();
  }

  @Test
  void shouldForgetARecordExactly() {
    BayesianLinearModel before = prior();
    for (int i = 0; i < 30; i++) {
      before = before.with(features(), random.nextDouble(), 1);
    }
    double[] record = features();
    BayesianLinearModel after = before.with(record, 3.5, 0.7).without(record, 3.5, 0.7);
    double[] probe = features();
    assertThat(after.weights()).containsExactly(before.weights(), within(1e-10));
    assertThat(after.predict(probe).mean()).isCloseTo(before.predict(probe).mean(), within(1e-10));
    assertThat(after.predict(probe).scale())
        .isCloseTo(before.predict(probe).scale(), within(1e-10));
    assertThat(after.predict(probe).degreesOfFreedom())
        .isEqualTo(before.predict(probe).degreesOfFreedom());
  }

  @Test
  void shouldEqualTheBatchPosterior() {
    int n = 40;
    SimpleMatrix precision = SimpleMatrix.identity(DIMENSION).scale(1.0 / 4);
    SimpleMatrix start = new SimpleMatrix(DIMENSION, 1, true, prior().weights());
    SimpleMatrix moment = precision.mult(start);
    double squares = start.dot(precision.mult(start));
    BayesianLinearModel streamed = prior();
    for (int i = 0; i < n; i++) {
      double[] x = features();
      double y = 2 * x[0] - x[3] + 0.1 * random.nextDouble();
      double noise = 0.5 + random.nextDouble();
      streamed = streamed.with(x, y, noise);
      SimpleMatrix column = new SimpleMatrix(DIMENSION, 1, true, x);
      precision = precision.plus(column.mult(column.transpose()).scale(1 / noise));
      moment = moment.plus(column.scale(y / noise));
      squares += y * y / noise;
    }
    SimpleMatrix mean = precision.solve(moment);
    double rate = 0.5 + 0.5 * (squares - mean.dot(precision.mult(mean)));
    assertThat(streamed.weights()).containsExactly(mean.getDDRM().data, within(1e-10));
    double[] probe = features();
    SimpleMatrix phi = new SimpleMatrix(DIMENSION, 1, true, probe);
    double leverage = phi.dot(precision.solve(phi));
    double shape = 2 + n / 2.0;
    BayesianLinearModel.Prediction prediction = streamed.predict(probe);
    assertThat(prediction.degreesOfFreedom()).isEqualTo(2 * shape);
    assertThat(prediction.scale())
        .isCloseTo(Math.sqrt(rate / shape * (1 + leverage)), within(1e-10));
    assertThat(prediction.epistemic()).isCloseTo(rate / (shape - 1) * leverage, within(1e-10));
  }

  @Test
  void shouldSumTheEvidenceTheSameInAnyOrder() {
    double[] a = features();
    double[] b = features();
    double forward = prior().logEvidence(a, 1, 1) + prior().with(a, 1, 1).logEvidence(b, -0.4, 1);
    double backward =
        prior().logEvidence(b, -0.4, 1) + prior().with(b, -0.4, 1).logEvidence(a, 1, 1);
    assertThat(forward).isCloseTo(backward, within(1e-12));
  }

  @Test
  void shouldIntegrateThePredictiveDensityToOne() {
    double[] x = features();
    double sum = 0;
    double step = 0.01;
    for (double y = -400; y < 400; y += step) {
      sum += step * Math.exp(prior().logEvidence(x, y, 1));
    }
    assertThat(sum).isCloseTo(1, within(1e-4));
  }

  @Test
  void shouldWidenWhenForgettingAndNarrowWhenAwaiting() {
    double[] x = features();
    BayesianLinearModel model = prior().with(features(), 1, 1).with(features(), 2, 1).with(x, 0, 1);
    assertThat(model.forgetting(0.9).predict(x).epistemic())
        .isGreaterThan(model.predict(x).epistemic());
    assertThat(model.forgetting(1).predict(x)).isEqualTo(model.predict(x));
    assertThat(model.awaiting(x, 1).predict(x).epistemic())
        .isLessThan(model.predict(x).epistemic());
    assertThat(model.awaiting(x, 1).predict(x).mean()).isEqualTo(model.predict(x).mean());
  }

  @Test
  void shouldRefuseToRemoveWhatWasNeverThere() {
    assertThatThrownBy(() -> prior().without(new double[] {1, 1, 1, 1, 1}, 0, 1))
        .hasMessageContaining("never part");
  }
}
