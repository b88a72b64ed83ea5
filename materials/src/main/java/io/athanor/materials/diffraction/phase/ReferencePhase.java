package io.athanor.materials.diffraction.phase;

import io.athanor.materials.MeasurementException;
import io.athanor.materials.diffraction.PowderLine;
import io.athanor.materials.diffraction.PowderLines;
import io.athanor.materials.diffraction.ScatteringCell;
import io.athanor.materials.diffraction.ScatteringSite;
import java.util.Comparator;
import java.util.List;

/**
 * A phase that may be in a sample: the lines of its structure, ready to be strained and textured.
 */
public final class ReferencePhase {
  /** Planes whose normal may be the axis of a texture. */
  static final List<int[]> AXES =
      List.of(
          new int[] {1, 0, 0},
          new int[] {0, 1, 0},
          new int[] {0, 0, 1},
          new int[] {1, 1, 0},
          new int[] {1, 0, 1},
          new int[] {0, 1, 1},
          new int[] {1, 1, 1});

  /** B in square Angstrom, typical of inorganic solids at room temperature. */
  private static final double USUAL_DISPLACEMENT = 0.6;

  private static final int MOST_LINES = 250;
  private static final double LEAST_RELATIVE = 0.4;

  private final String name;
  private final String formula;
  private final double[][] reciprocal;
  private final List<PowderLine> lines;
  private final double[] inverseSquare;
  private final double[] relative;
  private final double[][] change;
  private final double massPerIntensity;
  private final double scatteringPerIntensity;

  private ReferencePhase(
      String name, ScatteringCell cell, List<PowderLine> lines, double strongest, double total) {
    this.name = name;
    this.lines = lines;
    formula = cell.composition().formula();
    reciprocal = cell.lattice().reciprocal();
    StrainModes modes = StrainModes.of(cell.lattice());
    inverseSquare = new double[lines.size()];
    relative = new double[lines.size()];
    change = new double[modes.count()][lines.size()];
    for (int i = 0; i < lines.size(); i++) {
      PowderLine line = lines.get(i);
      inverseSquare[i] = 1 / (line.spacing() * line.spacing());
      relative[i] = line.intensity() / strongest;
      PowderLine.Plane plane =
          line.planes().stream()
              .max(Comparator.comparingDouble(PowderLine.Plane::intensity))
              .orElseThrow();
      for (int mode = 0; mode < modes.count(); mode++) {
        change[mode][i] = modes.change(mode, plane.h(), plane.k(), plane.l());
      }
    }
    massPerIntensity = cell.mass() * cell.lattice().volume() / strongest;
    scatteringPerIntensity = total / strongest;
  }

  /**
   * The lines of a structure that a pattern over this range may show.
   *
   * @param name what to call it; unique within a reference set
   * @param wavelength Angstrom
   * @param from lowest two-theta of the patterns, degrees
   * @param to highest
   * @throws MeasurementException if the structure has no line there
   */
  public static ReferencePhase of(
      String name, ScatteringCell cell, double wavelength, double from, double to) {
    List<PowderLine> all =
        PowderLines.of(moving(cell), wavelength, Math.max(1, from - 2), Math.min(178, to + 2));
    double strongest = 0;
    double total = 0;
    for (PowderLine line : all) {
      if (line.twoTheta() >= from && line.twoTheta() <= to) {
        strongest = Math.max(strongest, line.intensity());
        total += line.intensity();
      }
    }
    if (strongest == 0) {
      throw new MeasurementException("phase", name + " has no line in this range of angles");
    }
    double least = LEAST_RELATIVE / 100 * strongest;
    List<PowderLine> kept =
        all.stream()
            .filter(line -> line.intensity() >= least)
            .sorted(Comparator.comparingDouble(PowderLine::intensity).reversed())
            .limit(MOST_LINES)
            .sorted(Comparator.comparingDouble(PowderLine::twoTheta))
            .toList();
    return new ReferencePhase(name, cell, kept, strongest, total);
  }

  /** The cell with a usual displacement of its atoms where it says nothing about it. */
  private static ScatteringCell moving(ScatteringCell cell) {
    if (cell.sites().stream().anyMatch(site -> site.displacement() > 0)) {
      return cell;
    }
    return new ScatteringCell(
        cell.lattice(),
        cell.sites().stream()
            .map(
                site ->
                    new ScatteringSite(
                        site.element(),
                        site.x(),
                        site.y(),
                        site.z(),
                        site.occupancy(),
                        USUAL_DISPLACEMENT))
            .toList());
  }

  /** Its name in the reference set. */
  public String name() {
    return name;
  }

  /** Its composition. */
  public String formula() {
    return formula;
  }

  int lines() {
    return relative.length;
  }

  /** Intensity of each line, the strongest in range being 1; not to be written to. */
  double[] relative() {
    return relative;
  }

  int modes() {
    return change.length;
  }

  /** 1/d^2 of a line under strain, never below a tiny positive number. */
  double inverseSquare(int line, double[] strain) {
    double sum = inverseSquare[line];
    for (int mode = 0; mode < strain.length; mode++) {
      sum += strain[mode] * change[mode][line];
    }
    return Math.max(sum, 1e-6);
  }

  /** Mass of the phase in the beam (any unit) per height of its strongest line. */
  double massPerIntensity() {
    return massPerIntensity;
  }

  /** Intensity of all lines per height of the strongest. */
  double scatteringPerIntensity() {
    return scatteringPerIntensity;
  }

  /**
   * Intensities under a fibre texture about the normal of a plane: March-Dollase, (r^2 cos^2 +
   * sin^2 / r)^(-3/2), averaged over the planes of a line (Dollase, J. Appl. Cryst. 19, 267, 1986).
   */
  double[] textured(int[] axis, double r) {
    double[] pole = normal(axis[0], axis[1], axis[2]);
    double[] textured = new double[relative.length];
    for (int i = 0; i < relative.length; i++) {
      double sum = 0;
      double weights = 0;
      for (PowderLine.Plane plane : lines.get(i).planes()) {
        double[] n = normal(plane.h(), plane.k(), plane.l());
        double cosine = n[0] * pole[0] + n[1] * pole[1] + n[2] * pole[2];
        double square = cosine * cosine;
        double base = r * r * square + (1 - square) / r;
        sum += plane.intensity() / (base * Math.sqrt(base));
        weights += plane.intensity();
      }
      textured[i] = relative[i] * sum / weights;
    }
    return textured;
  }

  private double[] normal(int h, int k, int l) {
    double[] n = new double[3];
    double square = 0;
    for (int axis = 0; axis < 3; axis++) {
      n[axis] = h * reciprocal[0][axis] + k * reciprocal[1][axis] + l * reciprocal[2][axis];
      square += n[axis] * n[axis];
    }
    double length = Math.sqrt(square);
    return new double[] {n[0] / length, n[1] / length, n[2] / length};
  }
}
