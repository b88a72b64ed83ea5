package io.athanor.inference.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.athanor.inference.model.Cells;
import io.athanor.inference.model.GraphBatch;
import io.athanor.inference.model.InputMode;
import io.athanor.inference.model.MaterialGraph;
import io.athanor.inference.model.Models;
import io.athanor.inference.model.Network;
import io.athanor.inference.model.NetworkSession;
import io.athanor.inference.model.NetworkShape;
import io.athanor.inference.model.Parameters;
import io.athanor.inference.model.Property;
import io.athanor.inference.model.Scales;
import io.athanor.inference.model.Weights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TrainingGraphTest {
  private static final NetworkShape SHAPE = Models.SHAPE;
  private static final Scales UNIT = Models.estimator().scales();

  @Test
  void shouldDifferentiateItsLoss() {
    List<Sample> samples = samples(6);
    GraphBatch batch = batch(samples);
    Targets targets = Targets.of(samples, SHAPE, UNIT, 0);
    Weights weights = Models.weights(4);
    List<String> trainable =
        Parameters.shapes(SHAPE).keySet().stream()
            .filter(name -> !Parameters.FROZEN.contains(name))
            .toList();
    try (NetworkSession session = new NetworkSession(new Network(SHAPE), 1, 1)) {
      session.assign(weights);
      TrainingGraph graph = new TrainingGraph(session);
      for (String name :
          List.of("block0/edge", "block1/far", "block2/message1", "readout/weight", "head1/out")) {
        float[] gradient = graph.gradient(trainable.indexOf(name), batch, targets);
        int steepest =
            IntStream.range(0, gradient.length)
                .reduce(0, (a, b) -> Math.abs(gradient[b]) > Math.abs(gradient[a]) ? b : a);
        double numeric = slope(session, graph, weights, name, steepest, batch, targets);
        assertThat(gradient[steepest])
            .as(name)
            .isCloseTo((float) numeric, within((float) Math.abs(0.03 * numeric) + 1e-4f));
      }
    }
  }

  @Test
  void shouldLearnAHandfulByHeart() {
    List<Sample> samples = samples(8);
    try (NetworkSession session = session(11)) {
      double last =
          new Trainer(session, UNIT, new Recipe(150, 1_000, 3e-3, 0, 0, 0.5, 0.25, 1))
              .run(samples, (done, loss) -> {});
      assertThat(last).isLessThan(-1);
      float[] heads =
          session.forward(GraphBatch.of(SHAPE, List.of(samples.get(0).crystal()))).heads();
      assertThat((double) heads[0])
          .isCloseTo(samples.get(0).label(Property.FORMATION_ENERGY_PER_ATOM), within(0.3));
    }
  }

  @Test
  void shouldRepeatATrainingBitForBit() {
    float[] first = trained(21);
    assertThat(Arrays.mismatch(first, trained(21))).isEqualTo(-1);
    assertThat(Arrays.mismatch(first, trained(22))).isNotEqualTo(-1);
  }

  @Test
  void shouldGoOnFromASnapshotBitForBit() {
    Recipe recipe = new Recipe(4, 20, 3e-3, 0.02, 0.9, 0.5, 0.25, 5);
    List<Sample> samples = samples(40);
    Weights whole;
    Trainer.Snapshot half;
    try (NetworkSession session = session(3)) {
      Trainer trainer = new Trainer(session, UNIT, recipe);
      trainer.epoch(samples);
      trainer.epoch(samples);
      half = trainer.snapshot();
      trainer.run(samples, (done, loss) -> {});
      whole = trainer.averaged();
    }
    try (NetworkSession session = session(4)) {
      Trainer resumed = new Trainer(session, UNIT, recipe);
      resumed.restore(half);
      resumed.run(samples, (done, loss) -> {});
      resumed
          .averaged()
          .entries()
          .forEach(
              (name, entry) ->
                  assertThat(entry.values()).as(name).isEqualTo(whole.get(name).values()));
    }
  }

  @Test
  void shouldIgnoreLabelsThatAreMissing() {
    Sample unlabelled =
        new Sample("u", 0, Cells.random(1).graph(), Cells.random(1).graph(), Map.of());
    assertThat(Targets.of(List.of(unlabelled), SHAPE, UNIT, 0).masks()).containsOnly(0f);
  }

  @Test
  void shouldRaiseRareLabels() {
    MaterialGraph graph = Cells.random(1).graph();
    Map<Property, Double> energy = Map.of(Property.FORMATION_ENERGY_PER_ATOM, 1.0);
    Map<Property, Double> both =
        Map.of(Property.FORMATION_ENERGY_PER_ATOM, 1.0, Property.BAND_GAP, 2.0);
    List<Sample> samples = new ArrayList<>();
    for (int index = 0; index < 16; index++) {
      samples.add(new Sample("s" + index, 0, graph, graph, index == 0 ? both : energy));
    }
    assertThat(Targets.weights(samples, SHAPE, 0)).containsExactly(1, 1);
    assertThat(Targets.weights(samples, SHAPE, 0.5)).containsExactly(1, 4);
    assertThat(
            Targets.of(samples, SHAPE, UNIT, 0, Targets.weights(samples, SHAPE, 0.5)).masks(1)[0])
        .isEqualTo(4f);
  }

  @Test
  void shouldShowEachMemberAboutThreeQuarters() {
    for (int member = 0; member < SHAPE.heads(); member++) {
      int head = member;
      long kept =
          IntStream.range(0, 4_000).filter(id -> Targets.keeps("mp-" + id, head, 0.25)).count();
      assertThat(kept).as("member " + member).isBetween(2_850L, 3_150L);
    }
  }

  private static float[] trained(long seed) {
    try (NetworkSession session = session(seed)) {
      new Trainer(session, UNIT, new Recipe(5, 20, 3e-3, 0.02, 0, 0.5, 0.25, seed))
          .run(samples(8), (done, loss) -> {});
      return session.weights().get("head0/hidden").values();
    }
  }

  private static NetworkSession session(long seed) {
    NetworkSession session = new NetworkSession(new Network(SHAPE), 1, 1);
    session.assign(Models.weights(seed));
    return session;
  }

  private static double slope(
      NetworkSession session,
      TrainingGraph graph,
      Weights weights,
      String name,
      int index,
      GraphBatch batch,
      Targets targets) {
    float step = 5e-3f;
    Weights.Entry entry = weights.get(name);
    double[] losses = new double[2];
    for (int side = 0; side < 2; side++) {
      float[] values = entry.values().clone();
      values[index] += side == 0 ? -step : step;
      session.assign(weights.with(Map.of(name, new Weights.Entry(entry.shape(), values))));
      losses[side] = graph.evaluate(batch, targets);
    }
    session.assign(weights);
    return (losses[1] - losses[0]) / (2 * step);
  }

  private static GraphBatch batch(List<Sample> samples) {
    return GraphBatch.of(
        SHAPE,
        samples.stream().map(sample -> sample.graph(InputMode.CRYSTAL)).toList(),
        samples.stream().mapToInt(Sample::source).toArray());
  }

  private static List<Sample> samples(int count) {
    List<Sample> samples = new ArrayList<>();
    for (int index = 0; index < count; index++) {
      MaterialGraph graph = Cells.random(100 + index).graph();
      double energy = Math.sin(index * 1.7);
      samples.add(
          new Sample(
              "s" + index,
              index % 3,
              graph,
              graph,
              Map.of(
                  Property.FORMATION_ENERGY_PER_ATOM,
                  energy,
                  Property.BAND_GAP,
                  index % 2 == 0 ? 0 : 1.5 + energy)));
    }
    return samples;
  }
}
