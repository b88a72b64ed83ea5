package io.athanor.inference.model;

import io.athanor.materials.composition.Composition;
import io.athanor.materials.crystal.Crystal;
import io.athanor.materials.crystal.Site;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Turns crystals and compositions into the network's dense layout. Pure. */
public final class GraphBuilder {
  private final int neighbours;
  private final int slots;

  public GraphBuilder(NetworkShape shape) {
    this.neighbours = shape.neighbours();
    this.slots = shape.slots();
  }

  /** A crystal's periodic nearest-neighbour graph. */
  public MaterialGraph crystal(Crystal crystal) {
    int size = crystal.sites().size();
    int[] elements = new int[size];
    double[][] fractional = new double[size][];
    for (int index = 0; index < size; index++) {
      Site site = crystal.sites().get(index);
      elements[index] = site.element().atomicNumber();
      fractional[index] = new double[] {site.x(), site.y(), site.z()};
    }
    return crystal(crystal.lattice().matrix(), elements, fractional);
  }

  /** A composition's graph. */
  public MaterialGraph composition(Composition composition) {
    SortedMap<Integer, Double> amounts = new TreeMap<>();
    composition.amounts().forEach((element, amount) -> amounts.put(element.atomicNumber(), amount));
    return composition(amounts);
  }

  /**
   * A crystal's periodic nearest-neighbour graph, from plain numbers.
   *
   * @param lattice rows a, b, c in angstrom
   * @param elements atomic number per site
   * @param fractional fractional coordinates per site, wrapped or not
   */
  public MaterialGraph crystal(double[][] lattice, int[] elements, double[][] fractional) {
    int nodes = elements.length;
    PeriodicSites sites = new PeriodicSites(lattice, fractional);
    List<List<PeriodicSites.Contact>> contacts = sites.nearest(neighbours, NeighbourShell.TIE);
    int[] indices = new int[nodes * slots];
    float[] distances = new float[nodes * slots];
    float[] weights = new float[nodes * slots];
    float[] nodeWeights = new float[nodes];
    for (int node = 0; node < nodes; node++) {
      nodeWeights[node] = 1f / nodes;
      List<NeighbourShell.Edge> edges =
          NeighbourShell.edges(contacts.get(node), elements, neighbours, slots);
      for (int slot = 0; slot < slots; slot++) {
        int at = node * slots + slot;
        if (slot < edges.size()) {
          NeighbourShell.Edge edge = edges.get(slot);
          indices[at] = edge.site();
          distances[at] = (float) edge.distance();
          weights[at] = (float) edge.weight();
        } else {
          indices[at] = node;
        }
      }
    }
    return new MaterialGraph(
        InputMode.CRYSTAL, elements.clone(), nodeWeights, indices, distances, weights);
  }

  /**
   * A composition's graph: every element sees all elements, itself included, by their fractions.
   *
   * @param fractions positive amounts by atomic number; scaled to sum to 1
   */
  public MaterialGraph composition(SortedMap<Integer, Double> fractions) {
    int nodes = fractions.size();
    double total = 0;
    for (double amount : fractions.values()) {
      if (!(amount > 0) || Double.isInfinite(amount)) {
        throw new IllegalArgumentException("fractions must be positive and finite: " + fractions);
      }
      total += amount;
    }
    int[] elements = new int[nodes];
    float[] nodeWeights = new float[nodes];
    int index = 0;
    for (SortedMap.Entry<Integer, Double> entry : fractions.entrySet()) {
      elements[index] = entry.getKey();
      nodeWeights[index] = (float) (entry.getValue() / total);
      index++;
    }
    int[] seen = largest(nodeWeights, slots);
    double covered = 0;
    for (int node : seen) {
      covered += nodeWeights[node];
    }
    int[] indices = new int[nodes * slots];
    float[] weights = new float[nodes * slots];
    for (int node = 0; node < nodes; node++) {
      for (int slot = 0; slot < slots; slot++) {
        int at = node * slots + slot;
        if (slot < seen.length) {
          indices[at] = seen[slot];
          weights[at] = (float) (neighbours * nodeWeights[seen[slot]] / covered);
        } else {
          indices[at] = node;
        }
      }
    }
    return new MaterialGraph(
        InputMode.COMPOSITION, elements, nodeWeights, indices, new float[nodes * slots], weights);
  }

  /** Indices of the largest weights, in index order; all of them where they fit. */
  private static int[] largest(float[] weights, int limit) {
    return IntStream.range(0, weights.length)
        .boxed()
        .sorted(
            Comparator.<Integer>comparingDouble(index -> -weights[index])
                .thenComparing(index -> index))
        .limit(limit)
        .sorted()
        .mapToInt(Integer::intValue)
        .toArray();
  }
}
