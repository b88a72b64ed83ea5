package io.athanor.inference.continual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.athanor.inference.model.GraphBatch;
import io.athanor.inference.model.NetworkShape;
import io.athanor.inference.model.Property;
import io.athanor.inference.model.Weights;
import io.athanor.inference.training.Sample;
import io.athanor.inference.training.Targets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class AnswerDivergenceTest {
  private static final NetworkShape SHAPE = Champions.SHAPE;
  private static final double WEIGHT = 3;
  private static final List<Sample> ROWS =
      Champions.bare(Champions.salts("row", new int[] {3, 11}, 9, 4));
  private static final GraphBatch BATCH =
      GraphBatch.of(SHAPE, ROWS.stream().map(Sample::crystal).toList());
  private static final Targets NO_LABELS =
      Targets.of(ROWS, SHAPE, Champions.estimator().scales(), 0);

  private static RefreshGraph graph;

  @BeforeAll
  static void open() {
    graph = new RefreshGraph(SHAPE, Champions.DEVICE);
  }

  @AfterAll
  static void close() {
    graph.close();
  }

  @Test
  void shouldBeWhatTheClosedFormSays() {
    Weights older = Champions.weights(1);
    Weights younger = Champions.weights(2);
    graph.start(older);
    float[] then = graph.session().forward(BATCH).heads();
    graph.start(younger);
    float[] now = graph.session().forward(BATCH).heads();
    Answers answers = Answers.of(ROWS, SHAPE, SHAPE, then, WEIGHT);
    double expected = 0;
    int columns = SHAPE.headOutputs();
    int energy = SHAPE.offset(Property.FORMATION_ENERGY_PER_ATOM);
    int gap = SHAPE.offset(Property.BAND_GAP);
    int lines = ROWS.size() * SHAPE.members();
    for (int line = 0; line < lines; line++) {
      float[] old = Arrays.copyOfRange(then, line * columns, (line + 1) * columns);
      float[] said = Arrays.copyOfRange(now, line * columns, (line + 1) * columns);
      double positive = -old[gap] * Math.log(said[gap]) - (1 - old[gap]) * Math.log(1 - said[gap]);
      expected += laplace(old, said, energy) + positive + old[gap] * laplace(old, said, gap + 1);
    }
    assertThat((double) graph.step(BATCH, NO_LABELS, answers, 0, 0))
        .isCloseTo(WEIGHT * expected / lines, within(1e-4 * WEIGHT * expected / lines));
  }

  @Test
  void shouldPullNowhereWhereTheAnswersAreTheSame() {
    graph.start(Champions.weights(1));
    Answers answers =
        Answers.of(ROWS, SHAPE, SHAPE, graph.session().forward(BATCH).heads(), WEIGHT);
    for (float[] gradient : graph.gradients(BATCH, NO_LABELS, answers, 0)) {
      for (float each : gradient) {
        assertThat(each).isCloseTo(0, within(1e-5f));
      }
    }
  }

  /** KL(Laplace(m0, b0) || Laplace(m, b)) of a mean and the log scale after it. */
  private static double laplace(float[] old, float[] now, int mean) {
    double apart = Math.abs(now[mean] - old[mean]);
    double then = Math.exp(old[mean + 1]);
    double scale = Math.exp(now[mean + 1]);
    return Math.log(scale / then) + (then * Math.exp(-apart / then) + apart) / scale - 1;
  }
}
