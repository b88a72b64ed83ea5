package io.athanor.inference.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Merges sites that no message passing can tell apart. Sites of one class see the same distances to
 * the same classes with the same weights (the coarsest equitable partition, found by colour
 * refinement), so their states are equal after any number of steps, and one node stands for all.
 * Symmetry-equivalent sites always fall together, and a supercell has the graph of its cell; an
 * average crystal of the Materials Project shrinks to a fifth of its edges.
 */
final class QuotientGraph {
  /** Distances this close are one, angstrom; above the rounding of data files. */
  static final double SAME = 1e-3;

  /** Weights this close are one. */
  private static final double SAME_WEIGHT = 5e-3;

  /**
   * A weighted edge to a class.
   *
   * @param target class of the far site
   * @param distance angstrom
   * @param weight sum over the contacts it stands for
   */
  record Edge(int target, double distance, double weight) {}

  /**
   * A class of sites.
   *
   * @param element atomic number
   * @param sites how many
   * @param edges of one of them
   */
  record Node(int element, int sites, List<Edge> edges) {}

  /**
   * The classes, and what of the cell each of their edges stands for.
   *
   * @param nodes the classes by their first member
   * @param classes node of each site
   * @param ordinals per site and contact: which of its node's edges, -1 where it has no weight
   */
  record Traced(List<Node> nodes, int[] classes, int[][] ordinals) {}

  private final int[] elements;
  private final List<List<PeriodicSites.Contact>> contacts;
  private final List<double[]> weights;

  private QuotientGraph(
      int[] elements, List<List<PeriodicSites.Contact>> contacts, List<double[]> weights) {
    this.elements = elements;
    this.contacts = contacts;
    this.weights = weights;
  }

  /** The classes of a cell's sites, by their first member. */
  static List<Node> of(
      int[] elements, List<List<PeriodicSites.Contact>> contacts, List<double[]> weights) {
    QuotientGraph graph = new QuotientGraph(elements, contacts, weights);
    return graph.nodes(graph.coloured());
  }

  /** The same, with what they were made of. */
  static Traced traced(
      int[] elements, List<List<PeriodicSites.Contact>> contacts, List<double[]> weights) {
    QuotientGraph graph = new QuotientGraph(elements, contacts, weights);
    Coloured coloured = graph.coloured();
    int[] classes = coloured.colours();
    int[][] ordinals = new int[classes.length][];
    for (int site = 0; site < classes.length; site++) {
      ordinals[site] = new int[weights.get(site).length];
      Arrays.fill(ordinals[site], -1);
      graph.merge(site, classes, ordinals[site]);
    }
    return new Traced(graph.nodes(coloured), classes, ordinals);
  }

  /** The class of each site, numbered in the order of their first members, and what it sees. */
  private record Coloured(int[] colours, List<List<Edge>> edges) {}

  private Coloured coloured() {
    int[] colours = Arrays.stream(elements).map(this::firstOf).toArray();
    int before = 0;
    int[] first = firsts(colours);
    List<List<Edge>> edges = edges(colours);
    while (first.length > before) {
      before = first.length;
      colours = refined(colours, edges);
      first = firsts(colours);
      edges = edges(colours);
    }
    return new Coloured(colours, edges);
  }

  private List<Node> nodes(Coloured coloured) {
    int[] colours = coloured.colours();
    List<Node> nodes = new ArrayList<>();
    for (int site = 0; site < colours.length; site++) {
      int colour = colours[site];
      if (colour == nodes.size()) {
        int count = (int) Arrays.stream(colours).filter(each -> each == colour).count();
        nodes.add(new Node(elements[site], count, coloured.edges().get(site)));
      }
    }
    return nodes;
  }

  private int firstOf(int element) {
    int site = 0;
    while (elements[site] != element) {
      site++;
    }
    return site;
  }

  /** Renumbers the colours 0, 1, ... in order of their first site; gives those sites. */
  private static int[] firsts(int[] colours) {
    List<Integer> first = new ArrayList<>();
    int[] original = colours.clone();
    for (int site = 0; site < colours.length; site++) {
      int number = 0;
      while (number < first.size() && original[first.get(number)] != original[site]) {
        number++;
      }
      if (number == first.size()) {
        first.add(site);
      }
      colours[site] = number;
    }
    return first.stream().mapToInt(Integer::intValue).toArray();
  }

  /** Splits each colour by what its sites see. A colour is named by its first site. */
  private static int[] refined(int[] colours, List<List<Edge>> edges) {
    int[] next = new int[colours.length];
    for (int site = 0; site < colours.length; site++) {
      int like = 0;
      while (like < site
          && !(next[like] == like
              && colours[like] == colours[site]
              && alike(edges.get(like), edges.get(site)))) {
        like++;
      }
      next[site] = like;
    }
    return next;
  }

  private static boolean alike(List<Edge> left, List<Edge> right) {
    if (left.size() != right.size()) {
      return false;
    }
    for (int index = 0; index < left.size(); index++) {
      Edge first = left.get(index);
      Edge second = right.get(index);
      if (first.target() != second.target()
          || Math.abs(first.distance() - second.distance()) > SAME
          || Math.abs(first.weight() - second.weight()) > SAME_WEIGHT) {
        return false;
      }
    }
    return true;
  }

  private List<List<Edge>> edges(int[] colours) {
    List<List<Edge>> edges = new ArrayList<>();
    for (int site = 0; site < colours.length; site++) {
      edges.add(edges(site, colours));
    }
    return edges;
  }

  /** Edges of a site by colour and distance; contacts at one distance from one colour are one. */
  private List<Edge> edges(int site, int[] colours) {
    return merge(site, colours, new int[weights.get(site).length]);
  }

  /** As {@link #edges(int, int[])}, and writes down which of them each contact went into. */
  private List<Edge> merge(int site, int[] colours, int[] ordinals) {
    List<PeriodicSites.Contact> seen = contacts.get(site);
    double[] weight = weights.get(site);
    List<Single> singles = new ArrayList<>();
    for (int index = 0; index < weight.length; index++) {
      if (weight[index] > 0) {
        PeriodicSites.Contact contact = seen.get(index);
        singles.add(
            new Single(
                index, new Edge(colours[contact.site()], contact.distance(), weight[index])));
      }
    }
    singles.sort(
        Comparator.<Single>comparingInt(single -> single.edge().target())
            .thenComparingDouble(single -> single.edge().distance()));
    List<Edge> merged = new ArrayList<>();
    double reached = Double.NaN;
    for (Single single : singles) {
      Edge edge = single.edge();
      Edge last = merged.isEmpty() ? null : merged.get(merged.size() - 1);
      if (last != null && last.target() == edge.target() && edge.distance() - reached <= SAME) {
        merged.set(merged.size() - 1, joined(last, edge));
      } else {
        merged.add(edge);
      }
      ordinals[single.contact()] = merged.size() - 1;
      reached = edge.distance();
    }
    return merged;
  }

  /** A contact as an edge of its own. */
  private record Single(int contact, Edge edge) {}

  private static Edge joined(Edge left, Edge right) {
    double weight = left.weight() + right.weight();
    double mean = (left.distance() * left.weight() + right.distance() * right.weight()) / weight;
    return new Edge(left.target(), mean, weight);
  }
}
