package io.athanor.materials.crystal;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The k nearest neighbours of every atom, periodic images included, as the flat arrays a graph
 * network wants. Neighbours are sorted by (distance, atomic number, site, image); distances that
 * agree to 1e-8 Angstrom count as equal, for the last bits of a symmetric shell are noise.
 *
 * <p>Complete by construction: within radius r no image beyond {@code r |b_m|} cells along axis m
 * can be nearer than r, b_m being the reciprocal vectors; the radius grows until every atom has k +
 * 1.
 *
 * @param atoms number of atoms n
 * @param k neighbours per atom
 * @param indices n*k site indices; atom i's neighbours are at i*k .. i*k+k-1, nearest first
 * @param distances n*k distances in Angstrom, in the same places
 * @param cutoffs n distances in Angstrom to the (k+1)-th neighbour: where an envelope must vanish
 *     so that the choice among a tied k-th shell does not matter
 */
public record NeighbourList(int atoms, int k, int[] indices, double[] distances, double[] cutoffs) {
  private static final double SELF = 1e-8;
  private static final double RESOLUTION = 1e-8;
  private static final double GROWTH = 1.25;
  private static final int MOST_NEIGHBOURS = 1_000;
  // a sort key holds the rounded distance above, the order of enumeration below
  private static final int ORDER_BITS = 28;

  /** Lengths must fit n and k. */
  public NeighbourList {
    if (indices.length != atoms * k || distances.length != atoms * k || cutoffs.length != atoms) {
      throw new CrystalException("indices", "lengths do not fit " + atoms + " atoms, k = " + k);
    }
  }

  /**
   * The neighbour list of a crystal.
   *
   * @throws CrystalException unless k is in 1..1000
   */
  public static NeighbourList nearest(Crystal crystal, int k) {
    if (k < 1 || k > MOST_NEIGHBOURS) {
      throw new CrystalException("k", "must be in 1.." + MOST_NEIGHBOURS + " but is " + k);
    }
    return new Search(crystal, k).run();
  }

  private static final class Search {
    private final Lattice lattice;
    private final double[][] matrix;
    private final int n;
    private final int k;
    private final double[][] wrapped;
    private final int[] byElement;
    private final int[] indices;
    private final double[] distances;
    private final double[] cutoffs;
    private long[] keys = new long[256];
    private int[] sites = new int[256];
    private double[] lengths = new double[256];
    private int found;

    Search(Crystal crystal, int k) {
      this.lattice = crystal.lattice();
      this.matrix = lattice.matrix();
      List<Site> list = crystal.sites();
      this.n = list.size();
      this.k = k;
      this.wrapped = new double[n][];
      for (int i = 0; i < n; i++) {
        Site site = list.get(i).wrapped();
        wrapped[i] = new double[] {site.x(), site.y(), site.z()};
      }
      // enumerating in the order of (Z, site, image) makes that order the tie-breaker
      this.byElement =
          IntStream.range(0, n)
              .boxed()
              .sorted(Comparator.comparing(i -> list.get(i).element()))
              .mapToInt(Integer::intValue)
              .toArray();
      this.indices = new int[n * k];
      this.distances = new double[n * k];
      this.cutoffs = new double[n];
    }

    NeighbourList run() {
      // twice the sphere that holds k + 1 atoms on average: the answer does not depend on it
      double volumePerAtom = lattice.volume() / n;
      double radius = Math.cbrt(2 * (k + 2) * volumePerAtom * 3 / (4 * Math.PI));
      for (int i = 0; i < n; i++) {
        double reached = radius;
        collect(i, reached);
        while (found < k + 1) {
          reached *= GROWTH;
          collect(i, reached);
        }
        take(i);
      }
      return new NeighbourList(n, k, indices, distances, cutoffs);
    }

    private void collect(int i, double radius) {
      found = 0;
      double[] reach = ClosePairs.reach(lattice, radius);
      for (int j : byElement) {
        double fx = wrapped[j][0] - wrapped[i][0];
        double fy = wrapped[j][1] - wrapped[i][1];
        double fz = wrapped[j][2] - wrapped[i][2];
        for (double p = Math.ceil(-reach[0] - fx); p <= reach[0] - fx; p++) {
          for (double q = Math.ceil(-reach[1] - fy); q <= reach[1] - fy; q++) {
            for (double r = Math.ceil(-reach[2] - fz); r <= reach[2] - fz; r++) {
              double length = length(fx + p, fy + q, fz + r);
              if (length <= radius && length >= SELF) {
                add(j, length);
              }
            }
          }
        }
      }
    }

    private double length(double u, double v, double w) {
      double x = u * matrix[0][0] + v * matrix[1][0] + w * matrix[2][0];
      double y = u * matrix[0][1] + v * matrix[1][1] + w * matrix[2][1];
      double z = u * matrix[0][2] + v * matrix[1][2] + w * matrix[2][2];
      return Math.sqrt(x * x + y * y + z * z);
    }

    private void add(int j, double length) {
      if (found == keys.length) {
        keys = Arrays.copyOf(keys, 2 * found);
        sites = Arrays.copyOf(sites, 2 * found);
        lengths = Arrays.copyOf(lengths, 2 * found);
      }
      keys[found] = (Math.round(length / RESOLUTION) << ORDER_BITS) | found;
      sites[found] = j;
      lengths[found] = length;
      found++;
    }

    private void take(int i) {
      Arrays.sort(keys, 0, found);
      int mask = (1 << ORDER_BITS) - 1;
      for (int rank = 0; rank < k; rank++) {
        int entry = (int) (keys[rank] & mask);
        indices[i * k + rank] = sites[entry];
        distances[i * k + rank] = lengths[entry];
      }
      cutoffs[i] = lengths[(int) (keys[k] & mask)];
    }
  }
}
