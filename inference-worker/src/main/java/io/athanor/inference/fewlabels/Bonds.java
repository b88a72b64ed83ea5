package io.athanor.inference.fewlabels;

import io.athanor.inference.model.InputMode;
import io.athanor.inference.model.MaterialGraph;
import io.athanor.materials.composition.Element;

/**
 * A crystal's contacts as bonds: the mass each moves, its length against the covalent radii, its
 * share among all, and which is the stiffest. Pure.
 */
final class Bonds {
  private static final double LEAST_WEIGHT = 0.2;
  private static final double STEEPNESS = 12;
  private static final double USUAL_RADIUS = 1.5;
  private static final double USUAL_ELECTRONEGATIVITY = 2;

  private final MaterialGraph graph;
  private final double[] reduced;
  private final double[] contact;
  private final double[] share;
  private final int stiffest;

  private Bonds(MaterialGraph graph) {
    this.graph = graph;
    int edges = graph.edges();
    reduced = new double[edges];
    contact = new double[edges];
    share = new double[edges];
    double total = 0;
    for (int edge = 0; edge < edges; edge++) {
      reduced[edge] = 1 / (1 / near(edge).atomicMass() + 1 / far(edge).atomicMass());
      contact[edge] = graph.distances()[edge] / (radius(near(edge)) + radius(far(edge)));
      share[edge] = graph.nodeWeights()[graph.centres()[edge]] * (double) graph.edgeWeights()[edge];
      total += share[edge];
    }
    for (int edge = 0; edge < edges; edge++) {
      share[edge] /= total;
    }
    stiffest = highest();
  }

  /**
   * The bonds of a crystal.
   *
   * @throws IllegalArgumentException of a composition, which has no distances
   */
  static Bonds of(MaterialGraph graph) {
    if (graph.mode() != InputMode.CRYSTAL) {
      throw new IllegalArgumentException("graph.mode must be CRYSTAL: bonds need a structure");
    }
    return new Bonds(graph);
  }

  private int highest() {
    int best = 0;
    double highest = Double.NEGATIVE_INFINITY;
    for (int edge = 0; edge < graph.edges(); edge++) {
      double height = -STEEPNESS / 2 * (contact[edge] - 1) - Math.log(reduced[edge]);
      // a contact that is fading out is no bond
      height -= graph.edgeWeights()[edge] < LEAST_WEIGHT ? 1e3 : 0;
      if (height > highest) {
        highest = height;
        best = edge;
      }
    }
    return best;
  }

  /** What they were read off. */
  MaterialGraph graph() {
    return graph;
  }

  /** Reduced mass of an edge's ends. */
  double reduced(int edge) {
    return reduced[edge];
  }

  /** Length of an edge over the sum of the covalent radii. */
  double contact(int edge) {
    return contact[edge];
  }

  /** Weight of an edge among all of the crystal; they sum to 1. */
  double share(int edge) {
    return share[edge];
  }

  /** Stiffness of an edge, exponential in its length: 1 at the sum of the covalent radii. */
  double exponential(int edge) {
    return Math.exp(-STEEPNESS * (contact[edge] - 1));
  }

  /** The edge of the highest frequency. */
  int stiffest() {
    return stiffest;
  }

  /** The lightest element. */
  Element lightest() {
    Element lightest = element(0);
    for (int node = 1; node < graph.size(); node++) {
      lightest = element(node).atomicMass() < lightest.atomicMass() ? element(node) : lightest;
    }
    return lightest;
  }

  Element near(int edge) {
    return element(graph.centres()[edge]);
  }

  Element far(int edge) {
    return element(graph.neighbours()[edge]);
  }

  Element element(int node) {
    return Element.ofAtomicNumber(graph.elements()[node]);
  }

  static double radius(Element element) {
    return Double.isNaN(element.covalentRadius()) ? USUAL_RADIUS : element.covalentRadius();
  }

  static double electronegativity(Element element) {
    return Double.isNaN(element.electronegativity())
        ? USUAL_ELECTRONEGATIVITY
        : element.electronegativity();
  }
}
