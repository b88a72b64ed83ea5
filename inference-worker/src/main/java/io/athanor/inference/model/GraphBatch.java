package io.athanor.inference.model;

import java.util.Arrays;
import java.util.List;

/**
 * Several graphs laid end to end: no padding, since every node has the same number of slots.
 *
 * @param graphs number of materials B
 * @param nodes number of nodes N over all materials
 * @param slots edges per node
 * @param elements [N] atomic numbers
 * @param sourceElements [N] row of the per-source element table
 * @param neighbours [N, slots] indices into the batch's nodes
 * @param distances [N, slots] angstrom
 * @param edgeWeights [N, slots]
 * @param crystal [N, slots] 1 for edges of crystals, 0 for edges of compositions
 * @param pooling [B, N] node weights, row by row
 */
public record GraphBatch(
    int graphs,
    int nodes,
    int slots,
    int[] elements,
    int[] sourceElements,
    int[] neighbours,
    float[] distances,
    float[] edgeWeights,
    float[] crystal,
    float[] pooling) {

  /** Lays out graphs that all follow the served source's label convention. */
  public static GraphBatch of(NetworkShape shape, List<MaterialGraph> graphs) {
    return of(shape, graphs, new int[graphs.size()]);
  }

  /**
   * Lays out graphs.
   *
   * @param sources index of the data source of each graph
   */
  public static GraphBatch of(NetworkShape shape, List<MaterialGraph> graphs, int[] sources) {
    int nodes = 0;
    for (MaterialGraph graph : graphs) {
      nodes += graph.size();
    }
    int slots = shape.slots();
    GraphBatch batch =
        new GraphBatch(
            graphs.size(),
            nodes,
            slots,
            new int[nodes],
            new int[nodes],
            new int[nodes * slots],
            new float[nodes * slots],
            new float[nodes * slots],
            new float[nodes * slots],
            new float[graphs.size() * nodes]);
    int offset = 0;
    for (int index = 0; index < graphs.size(); index++) {
      MaterialGraph graph = graphs.get(index);
      if (graph.slots() != slots) {
        throw new IllegalArgumentException(
            "graph has " + graph.slots() + " slots, the network " + slots);
      }
      batch.place(shape, graph, index, offset, sources[index]);
      offset += graph.size();
    }
    return batch;
  }

  private void place(NetworkShape shape, MaterialGraph graph, int index, int offset, int source) {
    int size = graph.size();
    System.arraycopy(graph.elements(), 0, elements, offset, size);
    System.arraycopy(graph.distances(), 0, distances, offset * slots, size * slots);
    System.arraycopy(graph.edgeWeights(), 0, edgeWeights, offset * slots, size * slots);
    System.arraycopy(graph.nodeWeights(), 0, pooling, index * nodes + offset, size);
    for (int edge = 0; edge < size * slots; edge++) {
      neighbours[offset * slots + edge] = graph.neighbours()[edge] + offset;
    }
    float flag = graph.mode() == InputMode.CRYSTAL ? 1f : 0f;
    for (int node = offset; node < offset + size; node++) {
      if (elements[node] < 0 || elements[node] >= shape.elementRows()) {
        throw new IllegalArgumentException(
            "atomic number " + elements[node] + " is outside the network's element table");
      }
      sourceElements[node] = source * shape.elementRows() + elements[node];
    }
    Arrays.fill(crystal, offset * slots, (offset + size) * slots, flag);
  }
}
