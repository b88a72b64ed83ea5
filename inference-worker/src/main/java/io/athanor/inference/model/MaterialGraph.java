package io.athanor.inference.model;

/**
 * One material in the network's dense layout: n nodes with {@code slots} weighted edges each.
 *
 * <p>Crystal: nodes are sites of equal weight, edges lead to periodic neighbours. Composition:
 * nodes are distinct elements weighted by fraction, edges lead to all elements. Unused slots have
 * weight 0.
 *
 * @param mode what the edges mean
 * @param elements atomic number per node, [n]
 * @param nodeWeights share in the readout, [n], sums to 1
 * @param neighbours node index at the far end of each edge, [n * slots]
 * @param distances edge length in angstrom, [n * slots], ignored for compositions
 * @param edgeWeights [n * slots]; each node's sum to the network's k
 */
public record MaterialGraph(
    InputMode mode,
    int[] elements,
    float[] nodeWeights,
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
    if (neighbours.length % nodes != 0) {
      throw new IllegalArgumentException("neighbours must have the same slots for each node");
    }
    if (distances.length != neighbours.length || edgeWeights.length != neighbours.length) {
      throw new IllegalArgumentException("distances and edgeWeights must match neighbours");
    }
  }

  /** Number of nodes n. */
  public int size() {
    return elements.length;
  }

  /** Edges per node. */
  public int slots() {
    return neighbours.length / elements.length;
  }
}
