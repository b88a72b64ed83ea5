package io.athanor.inference.fewlabels;

import io.athanor.inference.model.InputMode;
import io.athanor.inference.model.MaterialGraph;
import io.athanor.materials.composition.Element;
import java.util.List;

/**
 * What a spring model reads off a crystal's graph: masses, contacts, and how stiff a bond of that
 * length may be against the mass it moves. No label enters. Pure.
 *
 * <p>Vibrations go as the square root of stiffness over mass, the highest by the stiffest and
 * lightest pair, which an average over sites hides. A bond's stiffness is taken as d^-3, d^-6
 * (Badger, J. Chem. Phys. 2, 128, 1934: a cubic law) or exp(-12 (d/(ri + rj) - 1)) of its length
 * and the covalent radii.
 */
final class BondDescriptors {
  /** Names in the order of the numbers. */
  static final List<String> NAMES =
      List.of(
          "logMassLeast",
          "logMassMean",
          "logMassMost",
          "logInverseMass",
          "logMassSpread",
          "distanceMean",
          "contactMean",
          "contactSpread",
          "distanceLeast",
          "expBond",
          "expSite",
          "sixthBond",
          "sixthSite",
          "sixthMean",
          "sixthStiffness",
          "cubicBond",
          "cubicSite",
          "cubicMean",
          "cubicStiffness",
          "stiffestPolarity",
          "stiffestElectronegativity",
          "stiffestContact",
          "stiffestReducedMass",
          "stiffestRadius",
          "stiffestCoordination",
          "alike",
          "polarity",
          "classes",
          "electronegativityMean",
          "electronegativitySpread");

  private static final double LEAST_WEIGHT = 0.2;
  private static final double SHELL = 1.25;
  private static final double STEEPNESS = 12;
  private static final double FLOOR = 1e-12;

  private final MaterialGraph graph;
  private final double[] reduced;
  private final double[] contact;
  private final double[] share;
  private final double[] values = new double[NAMES.size()];
  private int filled;

  private BondDescriptors(MaterialGraph graph) {
    this.graph = graph;
    int edges = graph.edges();
    reduced = new double[edges];
    contact = new double[edges];
    share = new double[edges];
    double total = 0;
    for (int edge = 0; edge < edges; edge++) {
      reduced[edge] = 1 / (1 / mass(near(edge)) + 1 / mass(far(edge)));
      contact[edge] = graph.distances()[edge] / (radius(near(edge)) + radius(far(edge)));
      share[edge] = graph.nodeWeights()[graph.centres()[edge]] * (double) graph.edgeWeights()[edge];
      total += share[edge];
    }
    for (int edge = 0; edge < edges; edge++) {
      share[edge] /= total;
    }
  }

  /**
   * The numbers of a crystal, finite.
   *
   * @param graph of a crystal
   * @throws IllegalArgumentException of a composition, which has no distances
   */
  static double[] of(MaterialGraph graph) {
    if (graph.mode() != InputMode.CRYSTAL) {
      throw new IllegalArgumentException("graph.mode must be CRYSTAL: bonds need a structure");
    }
    BondDescriptors each = new BondDescriptors(graph);
    each.masses();
    each.contacts();
    each.stiffness();
    each.stiffest();
    each.chemistry();
    return each.values;
  }

  private void masses() {
    double least = Double.POSITIVE_INFINITY;
    double most = 0;
    double inverse = 0;
    Moments log = new Moments();
    for (int node = 0; node < graph.size(); node++) {
      double mass = mass(element(node));
      least = Math.min(least, mass);
      most = Math.max(most, mass);
      inverse += graph.nodeWeights()[node] / mass;
      log.add(graph.nodeWeights()[node], Math.log(mass));
    }
    put(Math.log(least), log.mean(), Math.log(most), Math.log(inverse), log.spread());
  }

  private void contacts() {
    double least = Double.POSITIVE_INFINITY;
    Moments distances = new Moments();
    Moments contacts = new Moments();
    for (int edge = 0; edge < graph.edges(); edge++) {
      least = Math.min(least, graph.distances()[edge]);
      distances.add(share[edge], graph.distances()[edge]);
      contacts.add(share[edge], contact[edge]);
    }
    put(distances.mean(), contacts.mean(), contacts.spread(), least);
  }

  private void stiffness() {
    double[] exponential = new double[graph.edges()];
    double[] sixth = new double[graph.edges()];
    double[] cubic = new double[graph.edges()];
    for (int edge = 0; edge < graph.edges(); edge++) {
      exponential[edge] = Math.exp(-STEEPNESS * (contact[edge] - 1));
      cubic[edge] = Math.pow(graph.distances()[edge], -3);
      sixth[edge] = cubic[edge] * cubic[edge];
    }
    springs(exponential, false);
    springs(sixth, true);
    springs(cubic, true);
  }

  /** Logarithms of the squared frequencies of bonds and sites; with {@code means} over all, too. */
  private void springs(double[] stiffness, boolean means) {
    double bond = 0;
    double[] sites = new double[graph.size()];
    for (int edge = 0; edge < graph.edges(); edge++) {
      double weighted = graph.edgeWeights()[edge] * stiffness[edge];
      bond = Math.max(bond, weighted / reduced[edge]);
      sites[graph.centres()[edge]] += weighted;
    }
    double site = 0;
    double mean = 0;
    double stiff = 0;
    for (int node = 0; node < sites.length; node++) {
      double square = sites[node] / mass(element(node));
      site = Math.max(site, square);
      mean += graph.nodeWeights()[node] * square;
      stiff += graph.nodeWeights()[node] * sites[node];
    }
    put(Math.log(bond + FLOOR), Math.log(site + FLOOR));
    if (means) {
      put(Math.log(mean + FLOOR), Math.log(stiff + FLOOR));
    }
  }

  /** The two elements of the stiffest bond, and the lightest: atomic numbers. */
  static int[] keyElements(MaterialGraph graph) {
    BondDescriptors each = new BondDescriptors(graph);
    int bond = each.stiffestBond();
    Element lightest = each.element(0);
    for (int node = 1; node < graph.size(); node++) {
      lightest = mass(each.element(node)) < mass(lightest) ? each.element(node) : lightest;
    }
    return new int[] {
      each.near(bond).atomicNumber(), each.far(bond).atomicNumber(), lightest.atomicNumber()
    };
  }

  private int stiffestBond() {
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

  private void stiffest() {
    int best = stiffestBond();
    double neighbours = 0;
    for (int edge = 0; edge < graph.edges(); edge++) {
      if (graph.centres()[edge] == graph.centres()[best] && contact[edge] < SHELL) {
        neighbours += graph.edgeWeights()[edge];
      }
    }
    put(
        Math.abs(electronegativity(near(best)) - electronegativity(far(best))),
        electronegativity(near(best)) + electronegativity(far(best)),
        contact[best],
        Math.log(reduced[best]),
        Math.min(radius(near(best)), radius(far(best))),
        Math.log1p(neighbours));
  }

  private void chemistry() {
    double alike = 0;
    double polarity = 0;
    for (int edge = 0; edge < graph.edges(); edge++) {
      alike += near(edge) == far(edge) ? share[edge] : 0;
      polarity +=
          share[edge] * Math.abs(electronegativity(near(edge)) - electronegativity(far(edge)));
    }
    Moments pull = new Moments();
    for (int node = 0; node < graph.size(); node++) {
      pull.add(graph.nodeWeights()[node], electronegativity(element(node)));
    }
    put(alike, polarity, Math.log(graph.size()), pull.mean(), pull.spread());
  }

  private void put(double... next) {
    for (double value : next) {
      values[filled++] = value;
    }
  }

  private Element near(int edge) {
    return element(graph.centres()[edge]);
  }

  private Element far(int edge) {
    return element(graph.neighbours()[edge]);
  }

  private Element element(int node) {
    return Element.ofAtomicNumber(graph.elements()[node]);
  }

  private static double mass(Element element) {
    return element.atomicMass();
  }

  private static double radius(Element element) {
    return Double.isNaN(element.covalentRadius()) ? 1.5 : element.covalentRadius();
  }

  private static double electronegativity(Element element) {
    return Double.isNaN(element.electronegativity()) ? 2 : element.electronegativity();
  }

  /** Weighted mean and standard deviation; weights sum to 1. */
  private static final class Moments {
    private double first;
    private double second;

    void add(double weight, double value) {
      first += weight * value;
      second += weight * value * value;
    }

    double mean() {
      return first;
    }

    double spread() {
      return Math.sqrt(Math.max(0, second - first * first));
    }
  }
}
