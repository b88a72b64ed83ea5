package io.athanor.inference.model;

import java.util.ArrayList;
import java.util.List;

/**
 * A crystal's graph that remembers which contacts each edge stands for, so that what a number
 * changes by with the graph's distances and weights can be carried back to positions and cell.
 *
 * <p>Sites of one class have equal shares in their node's edges, and contacts of one edge share by
 * weight: equivalent sites get exactly equivalent forces, which keeps a symmetric crystal
 * symmetric.
 */
public final class TracedCrystal {
  private final NetworkShape shape;
  private final PeriodicSites sites;
  private final List<List<PeriodicSites.Contact>> contacts;
  private final List<double[]> weights;
  private final QuotientGraph.Traced traced;
  private final MaterialGraph graph;

  /**
   * A derivative with respect to the crystal.
   *
   * @param positions [n][3] per Cartesian coordinate of each site, per angstrom
   * @param strain [3][3] symmetric, per component of a small strain of cell and sites together
   */
  public record Derivative(double[][] positions, double[][] strain) {}

  /**
   * Builds the graph.
   *
   * @param shape of the network that reads it
   * @param lattice rows a, b, c in angstrom
   * @param elements atomic number per site
   * @param fractional fractional coordinates per site, wrapped or not
   */
  public TracedCrystal(
      NetworkShape shape, double[][] lattice, int[] elements, double[][] fractional) {
    this.shape = shape;
    this.sites = new PeriodicSites(lattice, fractional);
    CutoffRule rule = CutoffRule.SMOOTH;
    double width = shape.cutoffWidth();
    this.contacts = sites.nearest(rule.needed(shape.neighbours()), rule.reach(width));
    this.weights = new ArrayList<>();
    for (List<PeriodicSites.Contact> each : contacts) {
      weights.add(rule.weights(each, shape.neighbours(), width));
    }
    this.traced = QuotientGraph.traced(elements, contacts, weights);
    this.graph = GraphBuilder.graph(traced.nodes(), elements.length);
  }

  /** What the network reads: the same as {@link GraphBuilder} makes. */
  public MaterialGraph graph() {
    return graph;
  }

  /**
   * The tightest contact: the smallest distance over the sum of both radii.
   *
   * @param radii per site, angstrom
   */
  public double tightest(double[] radii) {
    double tightest = Double.POSITIVE_INFINITY;
    for (int site = 0; site < radii.length; site++) {
      for (PeriodicSites.Contact contact : contacts.get(site)) {
        double sum = radii[site] + radii[contact.site()];
        tightest = Math.min(tightest, contact.distance() / sum);
      }
    }
    return tightest;
  }

  /**
   * Carries a derivative back.
   *
   * @param byDistance per edge of {@link #graph()}, from {@code offset} on
   * @param byWeight per edge, from {@code offset} on
   * @param offset where the graph's edges begin in a batch
   */
  public Derivative derivative(float[] byDistance, float[] byWeight, int offset) {
    int count = traced.classes().length;
    int[] starts = new int[traced.nodes().size() + 1];
    for (int node = 0; node + 1 < starts.length; node++) {
      starts[node + 1] = starts[node] + traced.nodes().get(node).edges().size();
    }
    double[][] positions = new double[count][3];
    double[][] strain = new double[3][3];
    for (int site = 0; site < count; site++) {
      QuotientGraph.Node node = traced.nodes().get(traced.classes()[site]);
      int start = offset + starts[traced.classes()[site]];
      double[] slopes = slopes(site, node, byDistance, byWeight, start);
      for (int index = 0; index < slopes.length; index++) {
        if (slopes[index] != 0) {
          PeriodicSites.Contact contact = contacts.get(site).get(index);
          add(positions, strain, site, contact, slopes[index]);
        }
      }
    }
    return new Derivative(positions, symmetric(strain));
  }

  /** Derivative per distance of one site's contacts, directly and through the weights. */
  private double[] slopes(
      int site, QuotientGraph.Node node, float[] byDistance, float[] byWeight, int start) {
    int[] ordinals = traced.ordinals()[site];
    double[] weight = weights.get(site);
    double[] through = new double[weight.length];
    double[] direct = new double[weight.length];
    for (int index = 0; index < weight.length; index++) {
      if (ordinals[index] >= 0) {
        int edge = start + ordinals[index];
        double share = weight[index] / node.edges().get(ordinals[index]).weight();
        direct[index] = byDistance[edge] * share / node.sites();
        through[index] = byWeight[edge] / (double) node.sites();
      }
    }
    double[] slopes =
        NeighbourWeights.gradient(
            contacts.get(site), shape.neighbours(), shape.cutoffWidth(), through);
    for (int index = 0; index < slopes.length; index++) {
      slopes[index] += direct[index];
    }
    return slopes;
  }

  private void add(
      double[][] positions,
      double[][] strain,
      int site,
      PeriodicSites.Contact contact,
      double slope) {
    double[] vector = sites.vector(site, contact);
    for (int axis = 0; axis < 3; axis++) {
      double component = slope * vector[axis] / contact.distance();
      positions[contact.site()][axis] += component;
      positions[site][axis] -= component;
      for (int other = 0; other < 3; other++) {
        strain[axis][other] += component * vector[other];
      }
    }
  }

  private static double[][] symmetric(double[][] matrix) {
    double[][] result = new double[3][3];
    for (int row = 0; row < 3; row++) {
      for (int column = 0; column < 3; column++) {
        result[row][column] = 0.5 * (matrix[row][column] + matrix[column][row]);
      }
    }
    return result;
  }
}
