package io.athanor.materials.crystal;

import io.athanor.materials.composition.Composition;
import io.athanor.materials.composition.Element;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A periodic crystal: a lattice and what stands in its cell. Refuses what no solid at ordinary
 * pressure is: atoms closer than 0.5 Angstrom (images included), a volume per atom outside 4..150
 * cubic Angstrom, a density outside 0.3..25 g/cm³.
 *
 * @param lattice the cell
 * @param sites fully occupied sites, at least one
 */
public record Crystal(Lattice lattice, List<Site> sites) {
  private static final double CLOSEST = 0.5;
  private static final double CLOSE = 0.7;
  private static final double LEAST_VOLUME_PER_ATOM = 4;
  private static final double MOST_VOLUME_PER_ATOM = 150;
  private static final double LEAST_DENSITY = 0.3;
  private static final double MOST_DENSITY = 25;
  private static final double GRAM_PER_CUBIC_CENTIMETRE = 1.66053906660;

  /** Checks the guards; a {@link CrystalException} names the one that fails. */
  public Crystal {
    if (lattice == null) {
      throw new CrystalException("lattice", "is missing");
    }
    sites = List.copyOf(sites);
    if (sites.isEmpty()) {
      throw new CrystalException("sites", "must hold at least one site");
    }
    double volumePerAtom = lattice.volume() / sites.size();
    if (volumePerAtom < LEAST_VOLUME_PER_ATOM || volumePerAtom > MOST_VOLUME_PER_ATOM) {
      throw new CrystalException(
          "lattice",
          shown("volume per atom is %.4g cubic Angstrom, outside 4..150", volumePerAtom));
    }
    double density = density(lattice, sites);
    if (density < LEAST_DENSITY || density > MOST_DENSITY) {
      throw new CrystalException(
          "lattice", shown("density is %.4g g/cm3, outside 0.3..25", density));
    }
    for (ClosePairs.Pair pair : ClosePairs.within(lattice, sites, CLOSEST)) {
      throw new CrystalException(
          "sites",
          shown(
              "atoms "
                  + pair.i()
                  + " and "
                  + pair.j()
                  + " are %.4g Angstrom apart, closer than 0.5",
              pair.distance()));
    }
  }

  /** What the cell is made of, amounts per cell. */
  public Composition composition() {
    Map<Element, Double> amounts = new EnumMap<>(Element.class);
    for (Site site : sites) {
      amounts.merge(site.element(), 1.0, Double::sum);
    }
    return Composition.of(amounts);
  }

  /** Mass density in g/cm³. */
  public double density() {
    return density(lattice, sites);
  }

  /** Volume per atom in cubic Angstrom. */
  public double volumePerAtom() {
    return lattice.volume() / sites.size();
  }

  /**
   * What is suspicious though not impossible: pairs closer than 0.7 of the sum of their covalent
   * radii. One sentence each, empty if nothing is.
   */
  public List<String> warnings() {
    double largest = 0;
    for (Site site : sites) {
      largest = Math.max(largest, radius(site));
    }
    List<String> warnings = new ArrayList<>();
    for (ClosePairs.Pair pair : ClosePairs.within(lattice, sites, CLOSE * 2 * largest)) {
      Site first = sites.get(pair.i());
      Site second = sites.get(pair.j());
      if (pair.distance() < CLOSE * (radius(first) + radius(second))) {
        warnings.add(
            shown(
                first.element()
                    + " "
                    + pair.i()
                    + " and "
                    + second.element()
                    + " "
                    + pair.j()
                    + " are only %.4g Angstrom apart",
                pair.distance()));
      }
    }
    return List.copyOf(warnings);
  }

  /**
   * The form the content hash is taken of: coordinates wrapped into [0, 1) and rounded to 1e-4,
   * sites sorted by atomic number and coordinates, cell lengths (Angstrom) and angles (degrees)
   * rounded to 1e-4. It forgives the order of sites, whole-cell translations of single sites and
   * last digits. It is no symmetry reduction: another choice of cell, axes or origin is another
   * form.
   */
  public String canonical() {
    StringBuilder form = new StringBuilder(64 + sites.size() * 20).append("cell");
    double[] cell = {
      lattice.a(), lattice.b(), lattice.c(), lattice.alpha(), lattice.beta(), lattice.gamma()
    };
    for (double parameter : cell) {
      form.append(' ').append(Math.round(parameter * 1e4));
    }
    sites.stream()
        .map(
            site ->
                new long[] {
                  site.element().atomicNumber(), grid(site.x()), grid(site.y()), grid(site.z())
                })
        .sorted(
            Comparator.<long[]>comparingLong(s -> s[0])
                .thenComparingLong(s -> s[1])
                .thenComparingLong(s -> s[2])
                .thenComparingLong(s -> s[3]))
        .forEach(
            s ->
                form.append("\nsite ")
                    .append(s[0])
                    .append(' ')
                    .append(s[1])
                    .append(' ')
                    .append(s[2])
                    .append(' ')
                    .append(s[3]));
    return form.toString();
  }

  private static long grid(double coordinate) {
    return Math.round(Site.wrap(coordinate) * 1e4) % 10_000;
  }

  private static double radius(Site site) {
    double radius = site.element().covalentRadius();
    return Double.isNaN(radius) ? 0 : radius;
  }

  private static double density(Lattice lattice, List<Site> sites) {
    double mass = 0;
    for (Site site : sites) {
      mass += site.element().atomicMass();
    }
    return mass / lattice.volume() * GRAM_PER_CUBIC_CENTIMETRE;
  }

  private static String shown(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }
}
