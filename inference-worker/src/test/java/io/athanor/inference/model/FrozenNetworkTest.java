package io.athanor.inference.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FrozenNetworkTest {
  private static final NetworkShape SHAPE =
      NetworkShape.small(
              3,
              List.of(
                  Property.FORMATION_ENERGY_PER_ATOM,
                  Property.BAND_GAP,
                  Property.ENERGY_ABOVE_HULL))
          .withMembers(2, 3);

  @Test
  void shouldSayWhatTheTrainedNetworkSays() {
    Weights weights = weights(5);
    GraphBatch batch = batch();
    try (NetworkSession session = new NetworkSession(new Network(SHAPE), 1, 1);
        FrozenNetwork frozen = new FrozenNetwork(SHAPE, weights, DeviceOptions.threads(1, 1))) {
      session.assign(weights);
      NetworkSession.Forward expected = session.forward(batch);
      NetworkSession.Forward actual = frozen.forward(batch);
      assertThat(actual.heads()).containsExactly(expected.heads(), within(1e-5f));
      assertThat(actual.embeddings()).containsExactly(expected.embeddings(), within(1e-5f));
    }
  }

  @Test
  void shouldSayTheSameWithAPoolOfThreads() {
    Weights weights = weights(6);
    GraphBatch batch = batch();
    try (FrozenNetwork alone = new FrozenNetwork(SHAPE, weights, DeviceOptions.threads(1, 1));
        FrozenNetwork pooled = new FrozenNetwork(SHAPE, weights, DeviceOptions.threads(1, 2))) {
      assertThat(pooled.forward(batch).heads()).isEqualTo(alone.forward(batch).heads());
    }
  }

  @Test
  void shouldAnswerCallersAtOnce() {
    GraphBatch batch = batch();
    try (FrozenNetwork frozen = new FrozenNetwork(SHAPE, weights(7), DeviceOptions.threads(1, 1))) {
      float[] expected = frozen.forward(batch).heads();
      List<float[]> answers =
          IntStream.range(0, 64)
              .parallel()
              .mapToObj(call -> frozen.forward(batch).heads())
              .toList();
      assertThat(answers).allSatisfy(answer -> assertThat(answer).isEqualTo(expected));
    }
  }

  @Test
  void shouldFindEveryDistanceOnce() {
    GraphBatch batch = batch();
    DistinctDistances distinct = DistinctDistances.of(batch, 8_000f);
    assertThat(distinct.values().length).isLessThan(batch.edges());
    assertThat(distinct.values()).doesNotHaveDuplicates();
    for (int edge = 0; edge < batch.edges(); edge++) {
      assertThat(distinct.values()[distinct.index()[edge]])
          .isEqualTo(batch.crystal()[edge] == 0f ? 8_000f : batch.distances()[edge]);
    }
  }

  /** Kernels are compiled for a shape: batches of about a size must have the same one. */
  @Test
  void shouldLayBatchesOutInSizesThatRecur() {
    Set<List<Integer>> sizes = new HashSet<>();
    Set<List<Integer>> bare = new HashSet<>();
    for (int seed = 0; seed < 40; seed++) {
      GraphBatch batch =
          GraphBatch.of(SHAPE, List.of(Cells.random(seed).graph(), Cells.random(seed + 1).graph()));
      ServedBatch served = ServedBatch.of(batch, 8_000f);
      sizes.add(List.of(served.nodes(), served.edges(), served.distances()));
      int distances = DistinctDistances.of(batch, 8_000f).values().length;
      bare.add(List.of(batch.nodes(), batch.edges(), distances));
      assertThat(served.edges()).isBetween(batch.edges(), batch.edges() + 31);
      assertThat(Arrays.copyOf(served.rows(), batch.nodes())).isEqualTo(batch.sourceElements());
      for (int edge = 0; edge < served.edges(); edge++) {
        int centre = served.ends()[edge];
        int neighbour = served.ends()[served.edges() + edge];
        int distance = served.ends()[2 * served.edges() + edge];
        if (edge < batch.edges()) {
          assertThat(centre).isEqualTo(batch.centres()[edge]);
          assertThat(neighbour).isEqualTo(batch.neighbours()[edge]);
          assertThat(served.lengths()[2 * distance]).isEqualTo(batch.distances()[edge]);
          assertThat(served.weights()[edge]).isEqualTo(batch.edgeWeights()[edge]);
        } else {
          assertThat(served.weights()[edge]).isZero();
          assertThat(centre).isBetween(served.ends()[edge - 1], served.nodes() - 1);
          assertThat(neighbour).isBetween(0, served.nodes() - 1);
          assertThat(distance).isBetween(0, served.distances() - 1);
        }
      }
      for (int at = 0; at < served.pooling().length; at++) {
        int node = at % served.nodes();
        int graph = at / served.nodes();
        assertThat(served.pooling()[at])
            .isEqualTo(node < batch.nodes() ? batch.pooling()[graph * batch.nodes() + node] : 0f);
      }
    }
    assertThat(bare).hasSizeGreaterThan(30);
    assertThat(sizes).hasSizeLessThan(30);
  }

  private static GraphBatch batch() {
    return GraphBatch.of(
        SHAPE,
        List.of(
            Cells.random(1).graph(),
            NetworkInvarianceTest.composition(55, 1, 82, 1, 53, 3),
            Cells.rockSalt(11, 17, 5.64).graph(),
            Cells.random(2).graph()),
        new int[] {0, 1, 2, 0});
  }

  /** Starting weights have zero biases and unit gains, which would hide a mistake. */
  private static Weights weights(long seed) {
    Random random = new Random(seed);
    float[] features = new float[SHAPE.elementRows() * SHAPE.elementFeatures()];
    for (int index = 0; index < features.length; index++) {
      features[index] = random.nextInt(10) == 0 ? 1f : 0f;
    }
    Map<String, Weights.Entry> entries = new LinkedHashMap<>();
    Parameters.initial(SHAPE, features, seed)
        .entries()
        .forEach(
            (name, entry) -> {
              float[] values = entry.values().clone();
              if (entry.shape().length == 1 || name.endsWith("source/shift")) {
                for (int index = 0; index < values.length; index++) {
                  values[index] += 0.2f * (float) random.nextGaussian();
                }
              }
              entries.put(name, new Weights.Entry(entry.shape(), values));
            });
    return new Weights(entries);
  }
}
