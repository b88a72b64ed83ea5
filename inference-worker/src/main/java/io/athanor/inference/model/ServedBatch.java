package io.athanor.inference.model;

import java.util.Arrays;

/**
 * A batch as {@link FrozenNetwork} takes it. Lengths are rounded up to a few that recur, since
 * TensorFlow's kernels are compiled for a shape when it is first seen; edges that are made up have
 * no weight, nodes that are made up belong to no material.
 *
 * @param graphs number of materials B
 * @param nodes number of nodes N', of which the first are the batch's
 * @param edges number of edges E'
 * @param distances number of distances U'
 * @param rows [N'] of the per-source element table
 * @param ends [3, E'] centres, neighbours and which distance, in one since every tensor that is
 *     handed over costs as much as a small sum
 * @param lengths [U', 2] a distance and 1 in each row
 * @param weights [E']
 * @param pooling [B, N']
 */
record ServedBatch(
    int graphs,
    int nodes,
    int edges,
    int distances,
    int[] rows,
    int[] ends,
    float[] lengths,
    float[] weights,
    float[] pooling) {
  private static final int NODES = 16;
  private static final int EDGES = 32;

  /**
   * Lays a batch out.
   *
   * @param composition the distance that stands for having none
   */
  static ServedBatch of(GraphBatch batch, float composition) {
    DistinctDistances distinct = DistinctDistances.of(batch, composition);
    int nodes = rounded(batch.nodes(), NODES);
    int edges = rounded(batch.edges(), EDGES);
    int distances = rounded(distinct.values().length, EDGES);
    return new ServedBatch(
        batch.graphs(),
        nodes,
        edges,
        distances,
        Arrays.copyOf(batch.sourceElements(), nodes),
        ends(batch, distinct.index(), edges),
        paired(distinct.values(), distances),
        Arrays.copyOf(batch.edgeWeights(), edges),
        pooling(batch, nodes));
  }

  private static int rounded(int count, int unit) {
    return (count + unit - 1) / unit * unit;
  }

  /** Edges that are made up lead from the last node to itself, so that centres still ascend. */
  private static int[] ends(GraphBatch batch, int[] lengths, int edges) {
    int[] ends = new int[3 * edges];
    int known = batch.edges();
    System.arraycopy(batch.centres(), 0, ends, 0, known);
    System.arraycopy(batch.neighbours(), 0, ends, edges, known);
    System.arraycopy(lengths, 0, ends, 2 * edges, known);
    int last = Math.max(0, batch.nodes() - 1);
    Arrays.fill(ends, known, edges, last);
    Arrays.fill(ends, edges + known, 2 * edges, last);
    return ends;
  }

  private static float[] paired(float[] distances, int count) {
    float[] paired = new float[2 * count];
    for (int index = 0; index < distances.length; index++) {
      paired[2 * index] = distances[index];
      paired[2 * index + 1] = 1f;
    }
    return paired;
  }

  private static float[] pooling(GraphBatch batch, int nodes) {
    float[] pooling = new float[batch.graphs() * nodes];
    for (int graph = 0; graph < batch.graphs(); graph++) {
      System.arraycopy(
          batch.pooling(), graph * batch.nodes(), pooling, graph * nodes, batch.nodes());
    }
    return pooling;
  }
}
