package io.athanor.formats.cif;

import io.athanor.materials.crystal.Lattice;
import java.util.ArrayList;
import java.util.List;

/** The images of one site in the cell; those of a special position that coincide are merged. */
final class Orbit {
  private final double[][] matrix;
  private final double tolerance;
  private final List<double[]> first = new ArrayList<>();
  private final List<double[]> sums = new ArrayList<>();
  private final List<Integer> counts = new ArrayList<>();

  /**
   * An empty orbit.
   *
   * @param tolerance distance in Angstrom below which two images are one place
   */
  Orbit(Lattice lattice, double tolerance) {
    matrix = lattice.matrix();
    this.tolerance = tolerance;
  }

  /** Adds an image. */
  void add(double[] place) {
    for (int i = 0; i < first.size(); i++) {
      double[] known = first.get(i);
      double[] step = new double[3];
      for (int axis = 0; axis < 3; axis++) {
        double difference = place[axis] - known[axis];
        step[axis] = difference - Math.rint(difference);
      }
      if (length(step) < tolerance) {
        for (int axis = 0; axis < 3; axis++) {
          sums.get(i)[axis] += step[axis];
        }
        counts.set(i, counts.get(i) + 1);
        return;
      }
    }
    first.add(place.clone());
    sums.add(new double[3]);
    counts.add(1);
  }

  /** The places, each the mean of the images that coincide there, coordinates in [0, 1). */
  List<double[]> places() {
    List<double[]> places = new ArrayList<>();
    for (int i = 0; i < first.size(); i++) {
      double[] place = new double[3];
      for (int axis = 0; axis < 3; axis++) {
        double mean = first.get(i)[axis] + sums.get(i)[axis] / counts.get(i);
        double wrapped = mean - Math.floor(mean);
        place[axis] = wrapped >= 1 ? 0 : wrapped;
      }
      places.add(place);
    }
    return places;
  }

  private double length(double[] step) {
    double square = 0;
    for (int axis = 0; axis < 3; axis++) {
      double d = step[0] * matrix[0][axis] + step[1] * matrix[1][axis] + step[2] * matrix[2][axis];
      square += d * d;
    }
    return Math.sqrt(square);
  }
}
