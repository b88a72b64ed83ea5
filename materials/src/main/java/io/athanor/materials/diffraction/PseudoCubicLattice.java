package io.athanor.materials.diffraction;

import io.athanor.materials.MeasurementException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The edge of a primitive cubic (or nearly cubic) cell.
 *
 * @param parameter edge in Angstrom
 * @param standardError its standard error in Angstrom: that of the positions, widened where they
 *     disagree by more
 * @param reflections how many reflections it rests on
 */
public record PseudoCubicLattice(double parameter, double standardError, int reflections) {
  private static final int MOST_SQUARES = 16;
  private static final int STRONGEST = 8;
  private static final double TOLERANCE = 0.15;
  // an instrument's angles are no better than this, whatever the counting statistics say
  private static final double LEAST_ANGLE_ERROR = 1e-4;

  /**
   * Least squares over the angles of indexed reflections (all of one cell).
   *
   * @param wavelength Angstrom
   * @throws MeasurementException if there are none
   */
  public static PseudoCubicLattice fit(List<IndexedReflection> indexed, double wavelength) {
    if (indexed.isEmpty()) {
      throw new MeasurementException("reflections", "must hold at least one");
    }
    double edge = indexed.get(0).reflection().spacing() * Math.sqrt(indexed.get(0).sumOfSquares());
    double information = 0;
    for (int iteration = 0; iteration < 20; iteration++) {
      information = 0;
      double gradient = 0;
      for (IndexedReflection one : indexed) {
        double calculated = angle(edge, one.sumOfSquares(), wavelength);
        double weight = weight(one.reflection());
        // d(2 theta)/da = -2 tan(theta) / a, in degrees
        double slope = -2 * Math.tan(Math.toRadians(calculated) / 2) / edge * 180 / Math.PI;
        information += weight * slope * slope;
        gradient += weight * slope * (one.reflection().twoTheta() - calculated);
      }
      double step = gradient / information;
      edge += step;
      if (Math.abs(step) < 1e-12 * edge) {
        break;
      }
    }
    double chiSquare = 0;
    for (IndexedReflection one : indexed) {
      double residual = one.reflection().twoTheta() - angle(edge, one.sumOfSquares(), wavelength);
      chiSquare += weight(one.reflection()) * residual * residual;
    }
    double reduced = indexed.size() > 1 ? chiSquare / (indexed.size() - 1) : 0;
    return new PseudoCubicLattice(
        edge, Math.sqrt(Math.max(1, reduced) / information), indexed.size());
  }

  /**
   * Indexes reflections on a primitive cubic cell and fits it: of all edges that put one of the
   * strong reflections on one of the first lines, the one that explains most intensity within 0.15
   * degrees for the fewest predicted lines. Reflections that stay unexplained (other phases) are
   * left out.
   *
   * @param least smallest edge to consider in Angstrom
   * @param most largest edge, best below twice the smallest
   * @return empty if no edge explains at least half of the intensity with two reflections
   */
  public static Optional<PseudoCubicLattice> of(
      List<Reflection> reflections, double wavelength, double least, double most) {
    if (!(least > 0 && most > least)) {
      throw new MeasurementException("least", "must be positive and below " + most);
    }
    double total = 0;
    double farthest = 0;
    for (Reflection reflection : reflections) {
      total += reflection.relativeIntensity();
      farthest = Math.max(farthest, reflection.twoTheta());
    }
    List<Reflection> strongest =
        reflections.stream()
            .sorted((a, b) -> Double.compare(b.relativeIntensity(), a.relativeIntensity()))
            .limit(STRONGEST)
            .toList();
    List<IndexedReflection> best = List.of();
    double bestScore = 0;
    for (Reflection strong : strongest) {
      for (int squares = 1; squares <= MOST_SQUARES; squares++) {
        double edge = strong.spacing() * Math.sqrt(squares);
        if (indices(squares).isEmpty() || edge < least || edge > most) {
          continue;
        }
        List<IndexedReflection> indexed = index(reflections, edge, wavelength);
        double explained =
            indexed.stream().mapToDouble(one -> one.reflection().relativeIntensity()).sum();
        double score = explained / total - 0.02 * predicted(edge, wavelength, farthest);
        if (indexed.size() >= 2
            && explained >= 0.5 * total
            && (best.isEmpty() || score > bestScore)) {
          best = indexed;
          bestScore = score;
        }
      }
    }
    if (best.isEmpty()) {
      return Optional.empty();
    }
    // once more on the fitted edge: the first guess rests on a single reflection
    PseudoCubicLattice rough = fit(best, wavelength);
    return Optional.of(fit(index(reflections, rough.parameter(), wavelength), wavelength));
  }

  /** The reflections that lie on a line of this cell, the nearest for each line. */
  private static List<IndexedReflection> index(
      List<Reflection> reflections, double edge, double wavelength) {
    List<IndexedReflection> indexed = new ArrayList<>();
    for (int squares = 1; squares <= 2 * MOST_SQUARES; squares++) {
      List<int[]> planes = indices(squares);
      if (planes.isEmpty() || wavelength * Math.sqrt(squares) >= 2 * edge) {
        continue;
      }
      double expected = angle(edge, squares, wavelength);
      Reflection nearest = null;
      for (Reflection reflection : reflections) {
        double distance = Math.abs(reflection.twoTheta() - expected);
        if (distance <= TOLERANCE
            && (nearest == null || distance < Math.abs(nearest.twoTheta() - expected))) {
          nearest = reflection;
        }
      }
      if (nearest != null) {
        int[] plane = planes.get(0);
        indexed.add(new IndexedReflection(nearest, plane[0], plane[1], plane[2]));
      }
    }
    return indexed;
  }

  private static int predicted(double edge, double wavelength, double farthest) {
    int lines = 0;
    for (int squares = 1; squares <= 2 * MOST_SQUARES; squares++) {
      if (!indices(squares).isEmpty()
          && wavelength * Math.sqrt(squares) < 2 * edge
          && angle(edge, squares, wavelength) <= farthest + TOLERANCE) {
        lines++;
      }
    }
    return lines;
  }

  /** Triples h >= k >= l >= 0 with this sum of squares; none for 7, 15, 23, ... */
  private static List<int[]> indices(int squares) {
    List<int[]> triples = new ArrayList<>();
    for (int h = 1; h * h <= squares; h++) {
      for (int k = 0; k <= h && h * h + k * k <= squares; k++) {
        for (int l = 0; l <= k; l++) {
          if (h * h + k * k + l * l == squares) {
            triples.add(new int[] {h, k, l});
          }
        }
      }
    }
    return triples;
  }

  private static double angle(double edge, int squares, double wavelength) {
    return 2 * Math.toDegrees(Math.asin(wavelength * Math.sqrt(squares) / (2 * edge)));
  }

  private static double weight(Reflection reflection) {
    double error = Math.hypot(reflection.standardError(), LEAST_ANGLE_ERROR);
    return 1 / (error * error);
  }
}
