package io.athanor.inference.model;

import java.util.List;

/**
 * Several graphs laid end to end, without padding.
 *
 * @param graphs number of materials B
 * @param nodes number of nodes N over all materials
 * @param edges number of edges E over all materials
 * @param elements [N] atomic numbers
 * @param sourceElements [N] row of the per-source element table
 * @param centres [E] indices into the batch's nodes, ascending
 * @param neighbours [E] indices into the batch's nodes
 * @param distances [E] angstrom
 * @param edgeWeights [E]
 * @param crystal [E] 1 for edges of crystals, 0 for edges of compositions
 * @param pooling [B, N] node weights, row by row
 */
public record GraphBatch(
    int graphs,
    int nodes,
    int edges,
    int[] elements,
    int[] sourceElements,
    int[] centres,
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
    int nodes = graphs.stream().mapToInt(MaterialGraph::size).sum();
    int edges = graphs.stream().mapToInt(MaterialGraph::edges).sum();
    GraphBatch batch =
        new GraphBatch(
            graphs.size(),
            nodes,
            edges,
            new int[nodes],
            new int[nodes],
            new int[edges],
            new int[edges],
            new float[edges],
            new float[edges],
            new float[edges],
            new float[graphs.size() * nodes]);
    int node = 0;
    int edge = 0;
    for (int index = 0; index < graphs.size(); index++) {
      MaterialGraph graph = graphs.get(index);
      batch.placeNodes(shape, graph, index, node, sources[index]);
      batch.placeEdges(graph, node, edge);
      node += graph.size();
      edge += graph.edges();
    }
    return batch;
  }

  private void placeNodes(NetworkShape shape, MaterialGraph graph, int index, int at, int source) {
    int size = graph.size();
    System.arraycopy(graph.elements(), 0, elements, at, size);
    System.arraycopy(graph.nodeWeights(), 0, pooling, index * nodes + at, size);
    for (int node = at; node < at + size; node++) {
      if (elements[node] < 0 || elements[node] >= shape.elementRows()) {
        throw new IllegalArgumentException(
            "atomic number " + elements[node] + " is outside the network's element table");
      }
      sourceElements[node] = source * shape.elementRows() + elements[node];
    }
  }

  private void placeEdges(MaterialGraph graph, int node, int at) {
    float flag = graph.mode() == InputMode.CRYSTAL ? 1f : 0f;
    System.arraycopy(graph.distances(), 0, distances, at, graph.edges());
    System.arraycopy(graph.edgeWeights(), 0, edgeWeights, at, graph.edges());
    for (int edge = 0; edge < graph.edges(); edge++) {
      centres[at + edge] = node + graph.centres()[edge];
      neighbours[at + edge] = node + graph.neighbours()[edge];
      crystal[at + edge] = flag;
    }
  }
}
