package io.athanor.inference.fewlabels;

import io.athanor.inference.model.MaterialGraph;
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

  private static final double SHELL = 1.25;
  private static final double FLOOR = 1e-12;

  private final Bonds bonds;
  private final MaterialGraph graph;
  private final double[] values = new double[NAMES.size()];
  private int filled;

  private BondDescriptors(Bonds bonds) {
    this.bonds = bonds;
    this.graph = bonds.graph();
  }

  /** The numbers of a crystal, finite. */
  static double[] of(Bonds bonds) {
    BondDescriptors each = new BondDescriptors(bonds);
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
      double mass = bonds.element(node).atomicMass();
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
      distances.add(bonds.share(edge), graph.distances()[edge]);
      contacts.add(bonds.share(edge), bonds.contact(edge));
    }
    put(distances.mean(), contacts.mean(), contacts.spread(), least);
  }

  private void stiffness() {
    double[] exponential = new double[graph.edges()];
    double[] sixth = new double[graph.edges()];
    double[] cubic = new double[graph.edges()];
    for (int edge = 0; edge < graph.edges(); edge++) {
      exponential[edge] = bonds.exponential(edge);
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
      bond = Math.max(bond, weighted / bonds.reduced(edge));
      sites[graph.centres()[edge]] += weighted;
    }
    double site = 0;
    double mean = 0;
    double stiff = 0;
    for (int node = 0; node < sites.length; node++) {
      double square = sites[node] / bonds.element(node).atomicMass();
      site = Math.max(site, square);
      mean += graph.nodeWeights()[node] * square;
      stiff += graph.nodeWeights()[node] * sites[node];
    }
    put(Math.log(bond + FLOOR), Math.log(site + FLOOR));
    if (means) {
      put(Math.log(mean + FLOOR), Math.log(stiff + FLOOR));
    }
  }

  private void stiffest() {
    int best = bonds.stiffest();
    double neighbours = 0;
    for (int edge = 0; edge < graph.edges(); edge++) {
      if (graph.centres()[edge] == graph.centres()[best] && bonds.contact(edge) < SHELL) {
        neighbours += graph.edgeWeights()[edge];
      }
    }
    put(
        Math.abs(
            Bonds.electronegativity(bonds.near(best)) - Bonds.electronegativity(bonds.far(best))),
        Bonds.electronegativity(bonds.near(best)) + Bonds.electronegativity(bonds.far(best)),
        bonds.contact(best),
        Math.log(bonds.reduced(best)),
        Math.min(Bonds.radius(bonds.near(best)), Bonds.radius(bonds.far(best))),
        Math.log1p(neighbours));
  }

  private void chemistry() {
    double alike = 0;
    double polarity = 0;
    for (int edge = 0; edge < graph.edges(); edge++) {
      alike += bonds.near(edge) == bonds.far(edge) ? bonds.share(edge) : 0;
      polarity +=
          bonds.share(edge)
              * Math.abs(
                  Bonds.electronegativity(bonds.near(edge))
                      - Bonds.electronegativity(bonds.far(edge)));
    }
    Moments pull = new Moments();
    for (int node = 0; node < graph.size(); node++) {
      pull.add(graph.nodeWeights()[node], Bonds.electronegativity(bonds.element(node)));
    }
    put(alike, polarity, Math.log(graph.size()), pull.mean(), pull.spread());
  }

  private void put(double... next) {
    for (double value : next) {
      values[filled++] = value;
    }
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
