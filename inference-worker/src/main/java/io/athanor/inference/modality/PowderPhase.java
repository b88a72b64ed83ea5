package io.athanor.inference.modality;

import io.athanor.materials.crystal.Crystal;
import io.athanor.materials.diffraction.PowderLine;
import io.athanor.materials.diffraction.PowderLines;
import io.athanor.materials.diffraction.Radiation;
import io.athanor.materials.diffraction.ScatteringCell;
import io.athanor.materials.diffraction.ScatteringSite;
import io.athanor.materials.diffraction.phase.StrainModes;
import java.util.Comparator;
import java.util.List;

/**
 * The powder lines of a structure at Cu K-alpha, kept small so that tens of thousands fit into
 * memory, ready to be strained and textured.
 */
public final class PowderPhase {
  static final double WAVELENGTH = Radiation.CU_KA.wavelength();

  /** B in square Angstrom, typical of inorganic solids at room temperature. */
  static final double USUAL_DISPLACEMENT = 0.6;

  // beyond the axis at both ends, so that strained lines may move into it
  private static final double FROM = 8.0;
  private static final double TO = 88.0;
  private static final int MOST_LINES = 200;
  private static final int MOST_PLANES = 8;

  private final double[] inverseSquare;
  private final float[] intensity;
  private final int[] firstPlane;
  private final float[] normals;
  private final float[] shares;
  private final float[][] change;

  private PowderPhase(Crystal crystal, List<PowderLine> lines) {
    int planes = 0;
    for (PowderLine line : lines) {
      planes += Math.min(MOST_PLANES, line.planes().size());
    }
    double[][] reciprocal = crystal.lattice().reciprocal();
    StrainModes modes = StrainModes.of(crystal.lattice());
    inverseSquare = new double[lines.size()];
    intensity = new float[lines.size()];
    firstPlane = new int[lines.size() + 1];
    normals = new float[3 * planes];
    shares = new float[planes];
    change = new float[modes.count()][lines.size()];
    double strongest = lines.stream().mapToDouble(PowderLine::intensity).max().orElse(1);
    int next = 0;
    for (int i = 0; i < lines.size(); i++) {
      PowderLine line = lines.get(i);
      List<PowderLine.Plane> strong =
          line.planes().stream()
              .sorted(Comparator.comparingDouble(PowderLine.Plane::intensity).reversed())
              .limit(MOST_PLANES)
              .toList();
      inverseSquare[i] = 1 / (line.spacing() * line.spacing());
      intensity[i] = (float) (line.intensity() / strongest);
      firstPlane[i] = next;
      double sum = strong.stream().mapToDouble(PowderLine.Plane::intensity).sum();
      for (PowderLine.Plane plane : strong) {
        double[] normal = normal(reciprocal, plane.h(), plane.k(), plane.l());
        for (int axis = 0; axis < 3; axis++) {
          normals[3 * next + axis] = (float) normal[axis];
        }
        shares[next++] = (float) (plane.intensity() / sum);
      }
      PowderLine.Plane first = strong.get(0);
      for (int mode = 0; mode < change.length; mode++) {
        change[mode][i] = (float) modes.change(mode, first.h(), first.k(), first.l());
      }
    }
    firstPlane[lines.size()] = next;
  }

  /**
   * Lines of a crystal whose atoms move as usual at room temperature (B = 0.6 square Angstrom): at
   * most the 200 strongest of those above 0.1 percent of the strongest.
   *
   * @throws io.athanor.materials.MeasurementException if the cell is too large or has an element
   *     without scattering coefficients
   * @throws ModalityException if no line lies in the range of the axis
   */
  public static PowderPhase of(Crystal crystal) {
    ScatteringCell cell =
        new ScatteringCell(
            crystal.lattice(),
            crystal.sites().stream()
                .map(
                    site ->
                        new ScatteringSite(
                            site.element(), site.x(), site.y(), site.z(), 1, USUAL_DISPLACEMENT))
                .toList());
    List<PowderLine> lines =
        PowderLines.of(cell, WAVELENGTH, FROM, TO).stream()
            .sorted(Comparator.comparingDouble(PowderLine::intensity).reversed())
            .limit(MOST_LINES)
            .sorted(Comparator.comparingDouble(PowderLine::twoTheta))
            .toList();
    if (lines.isEmpty()) {
      throw new ModalityException("structure", "shows no powder line between 8 and 88 degrees");
    }
    return new PowderPhase(crystal, lines);
  }

  /** Number of lines, at least one. */
  public int lines() {
    return intensity.length;
  }

  /** Integrated intensity of a line at Cu K-alpha, the strongest being 1. */
  public double intensity(int line) {
    return intensity[line];
  }

  /** Spacing of a line's planes in Angstrom. */
  public double spacing(int line) {
    return 1 / Math.sqrt(inverseSquare[line]);
  }

  /** Number of strains that keep the symmetry of the lattice, 1 (cubic) to 6; the first is even. */
  int modes() {
    return change.length;
  }

  /** Spacing in Angstrom of a line under strain, one number per mode. */
  double spacing(int line, double[] strain) {
    double sum = inverseSquare[line];
    for (int mode = 0; mode < strain.length; mode++) {
      sum += strain[mode] * change[mode][line];
    }
    return 1 / Math.sqrt(Math.max(sum, 1e-6));
  }

  /**
   * Factor on a line's intensity under a fibre texture about a unit vector, March-Dollase: (r^2
   * cos^2 + sin^2 / r)^(-3/2), averaged over the planes of the line (Dollase, J. Appl. Cryst. 19,
   * 267, 1986).
   */
  double texture(int line, double[] pole, double r) {
    double sum = 0;
    for (int plane = firstPlane[line]; plane < firstPlane[line + 1]; plane++) {
      double cosine =
          normals[3 * plane] * pole[0]
              + normals[3 * plane + 1] * pole[1]
              + normals[3 * plane + 2] * pole[2];
      double square = Math.min(1, cosine * cosine);
      double base = r * r * square + (1 - square) / r;
      sum += shares[plane] / (base * Math.sqrt(base));
    }
    return sum;
  }

  /** The normal of the planes that give the largest part of a line, a unit vector. */
  double[] pole(int line) {
    int plane = 3 * firstPlane[line];
    return new double[] {normals[plane], normals[plane + 1], normals[plane + 2]};
  }

  private static double[] normal(double[][] reciprocal, int h, int k, int l) {
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
