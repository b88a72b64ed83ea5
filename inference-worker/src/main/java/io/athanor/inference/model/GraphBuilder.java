package io.athanor.inference.model;

import io.athanor.materials.composition.Composition;
import io.athanor.materials.crystal.Crystal;
import io.athanor.materials.crystal.Site;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Turns crystals and compositions into the network's graphs. Pure. */
public final class GraphBuilder {
  private final int neighbours;
  private final double width;
  private final CutoffRule rule;

  /** As the network wants its graphs. */
  public GraphBuilder(NetworkShape shape) {
    this(shape, CutoffRule.SMOOTH);
  }

  /** With another rule, to compare. */
  public GraphBuilder(NetworkShape shape, CutoffRule rule) {
    this.neighbours = shape.neighbours();
    this.width = shape.cutoffWidth();
    this.rule = rule;
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
    List<List<PeriodicSites.Contact>> contacts =
        new PeriodicSites(lattice, fractional).nearest(rule.needed(neighbours), rule.reach(width));
    List<double[]> weights = new ArrayList<>();
    for (List<PeriodicSites.Contact> each : contacts) {
      weights.add(rule.weights(each, neighbours, width));
    }
    return graph(QuotientGraph.of(elements, contacts, weights), elements.length);
  }

  /** The classes of a cell's sites as flat arrays. */
  static MaterialGraph graph(List<QuotientGraph.Node> nodes, int sites) {
    int edges = nodes.stream().mapToInt(node -> node.edges().size()).sum();
    int[] classes = new int[nodes.size()];
    float[] nodeWeights = new float[nodes.size()];
    int[] centres = new int[edges];
    int[] targets = new int[edges];
    float[] distances = new float[edges];
    float[] edgeWeights = new float[edges];
    int at = 0;
    for (int node = 0; node < classes.length; node++) {
      classes[node] = nodes.get(node).element();
      nodeWeights[node] = nodes.get(node).sites() / (float) sites;
      for (QuotientGraph.Edge edge : nodes.get(node).edges()) {
        centres[at] = node;
        targets[at] = edge.target();
        distances[at] = (float) edge.distance();
        edgeWeights[at] = (float) edge.weight();
        at++;
      }
    }
    return new MaterialGraph(
        InputMode.CRYSTAL, classes, nodeWeights, centres, targets, distances, edgeWeights);
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
    float[] shares = new float[nodes];
    int index = 0;
    for (SortedMap.Entry<Integer, Double> entry : fractions.entrySet()) {
      elements[index] = entry.getKey();
      shares[index] = (float) (entry.getValue() / total);
      index++;
    }
    int[] centres = new int[nodes * nodes];
    int[] targets = new int[nodes * nodes];
    float[] weights = new float[nodes * nodes];
    for (int edge = 0; edge < centres.length; edge++) {
      centres[edge] = edge / nodes;
      targets[edge] = edge % nodes;
      weights[edge] = neighbours * shares[edge % nodes];
    }
    return new MaterialGraph(
        InputMode.COMPOSITION,
        elements,
        shares,
        centres,
        targets,
        new float[centres.length],
        weights);
  }
}
