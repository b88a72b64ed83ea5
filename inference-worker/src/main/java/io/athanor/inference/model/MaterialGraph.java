package io.athanor.inference.model;

import java.util.Arrays;

/**
 * One material as the network reads it: nodes with weighted edges between them.
 *
 * <p>Crystal: a node is a class of equivalent sites weighted by its share, an edge leads to the
 * sites of a class at one distance. Composition: nodes are distinct elements weighted by fraction,
 * edges lead to all elements. The weights of one node's edges sum to the network's k.
 *
 * @param mode what the edges mean
 * @param elements atomic number per node, [n]
 * @param nodeWeights share in the readout, [n], sums to 1
 * @param centres node at the near end of each edge, [e], ascending
 * @param neighbours node at the far end of each edge, [e]
 * @param distances edge length in angstrom, [e], ignored for compositions
 * @param edgeWeights [e]
 */
public record MaterialGraph(
    InputMode mode,
    int[] elements,
    float[] nodeWeights,
    int[] centres,
    int[] neighbours,
    float[] distances,
    float[] edgeWeights) {

  public MaterialGraph {
    int nodes = elements.length;
    if (nodes == 0) {
      throw new IllegalArgumentException("elements must not be empty");
    }
    if (nodeWeights.length != nodes) {
      throw new IllegalArgumentException("nodeWeights must have one entry per node");
    }
    if (centres.length != neighbours.length
        || distances.length != neighbours.length
        || edgeWeights.length != neighbours.length) {
      throw new IllegalArgumentException(
          "centres, neighbours, distances and edgeWeights must have one entry per edge");
    }
    int last = 0;
    for (int centre : centres) {
      if (centre < last || centre >= nodes) {
        throw new IllegalArgumentException("centres must ascend and be nodes");
      }
      last = centre;
    }
    if (Arrays.stream(neighbours).anyMatch(each -> each < 0 || each >= nodes)) {
      throw new IllegalArgumentException("neighbours must be nodes");
    }
  }

  /** Number of nodes n. */
  public int size() {
    return elements.length;
  }

  /** Number of edges e, what a forward pass costs. */
  public int edges() {
    return centres.length;
  }
}
