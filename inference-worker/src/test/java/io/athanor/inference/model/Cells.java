package io.athanor.inference.model;

import java.util.Arrays;
import java.util.Random;

/** Crystals for tests, as plain numbers. */
public record Cells(double[][] lattice, int[] elements, double[][] fractional) {

  /** Rock salt, conventional cell. */
  public static Cells rockSalt(int cation, int anion, double edge) {
    double[][] fractional = {
      {0, 0, 0}, {0, .5, .5}, {.5, 0, .5}, {.5, .5, 0},
      {.5, .5, .5}, {.5, 0, 0}, {0, .5, 0}, {0, 0, .5}
    };
    int[] elements = {cation, cation, cation, cation, anion, anion, anion, anion};
    return new Cells(cubic(edge), elements, fractional);
  }

  /** Rock salt, primitive cell. */
  public static Cells primitiveRockSalt(int cation, int anion, double edge) {
    double half = edge / 2;
    double[][] lattice = {{0, half, half}, {half, 0, half}, {half, half, 0}};
    return new Cells(lattice, new int[] {cation, anion}, new double[][] {{0, 0, 0}, {.5, .5, .5}});
  }

  /** Cubic perovskite. */
  public static Cells perovskite(int a, int b, int x, double edge) {
    double[][] fractional = {{0, 0, 0}, {.5, .5, .5}, {.5, .5, 0}, {.5, 0, .5}, {0, .5, .5}};
    return new Cells(cubic(edge), new int[] {a, b, x, x, x}, fractional);
  }

  /** A triclinic cell with atoms at random, no two closer than an angstrom or so. */
  public static Cells random(long seed) {
    Random random = new Random(seed);
    double[][] lattice = cubic(4 + 3 * random.nextDouble());
    for (double[] row : lattice) {
      for (int axis = 0; axis < 3; axis++) {
        row[axis] += 0.6 * (random.nextDouble() - 0.5);
      }
    }
    int size = 2 + random.nextInt(5);
    int[] elements = new int[size];
    double[][] fractional = new double[size][3];
    for (int site = 0; site < size; site++) {
      elements[site] = 1 + random.nextInt(80);
      for (int axis = 0; axis < 3; axis++) {
        fractional[site][axis] = random.nextDouble();
      }
    }
    return new Cells(lattice, elements, fractional);
  }

  /** Sites in another order. */
  public Cells permuted(long seed) {
    Random random = new Random(seed);
    int[] order = new int[elements.length];
    Arrays.setAll(order, index -> index);
    for (int index = order.length - 1; index > 0; index--) {
      int other = random.nextInt(index + 1);
      int held = order[index];
      order[index] = order[other];
      order[other] = held;
    }
    return new Cells(
        lattice,
        Arrays.stream(order).map(index -> elements[index]).toArray(),
        Arrays.stream(order).mapToObj(index -> fractional[index]).toArray(double[][]::new));
  }

  /** All sites moved alike. */
  public Cells translated(double x, double y, double z) {
    double[][] moved =
        Arrays.stream(fractional)
            .map(site -> new double[] {site[0] + x, site[1] + y, site[2] + z})
            .toArray(double[][]::new);
    return new Cells(lattice, elements, moved);
  }

  /** The lattice turned about z. */
  public Cells rotated(double angle) {
    double cosine = Math.cos(angle);
    double sine = Math.sin(angle);
    double[][] turned =
        Arrays.stream(lattice)
            .map(
                row ->
                    new double[] {
                      cosine * row[0] - sine * row[1], sine * row[0] + cosine * row[1], row[2]
                    })
            .toArray(double[][]::new);
    return new Cells(turned, elements, fractional);
  }

  /** Repeated along the three vectors. */
  public Cells repeated(int a, int b, int c) {
    int[] times = {a, b, c};
    double[][] larger = new double[3][3];
    for (int vector = 0; vector < 3; vector++) {
      for (int axis = 0; axis < 3; axis++) {
        larger[vector][axis] = lattice[vector][axis] * times[vector];
      }
    }
    int copies = a * b * c;
    int[] moreElements = new int[elements.length * copies];
    double[][] moreSites = new double[elements.length * copies][];
    int next = 0;
    for (int i = 0; i < a; i++) {
      for (int j = 0; j < b; j++) {
        for (int k = 0; k < c; k++) {
          for (int site = 0; site < elements.length; site++) {
            moreElements[next] = elements[site];
            moreSites[next] =
                new double[] {
                  (fractional[site][0] + i) / a,
                  (fractional[site][1] + j) / b,
                  (fractional[site][2] + k) / c
                };
            next++;
          }
        }
      }
    }
    return new Cells(larger, moreElements, moreSites);
  }

  /** As the network's input. */
  public MaterialGraph graph() {
    return new GraphBuilder(Models.SHAPE).crystal(lattice, elements, fractional);
  }

  private static double[][] cubic(double edge) {
    return new double[][] {{edge, 0, 0}, {0, edge, 0}, {0, 0, edge}};
  }
}
