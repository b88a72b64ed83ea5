package io.athanor.materials.diffraction;

import java.util.List;

/**
 * One line of a calculated powder pattern: all planes that reflect at the same angle.
 *
 * @param twoTheta position in degrees
 * @param spacing distance of the lattice planes in Angstrom
 * @param intensity integrated: sum of |F|^2 times the Lorentz-polarisation factor over the planes,
 *     per cell, in squared electrons
 * @param relative in percent of the strongest line
 * @param planes the planes, one of each pair h k l and -h -k -l, at least one
 */
public record PowderLine(
    double twoTheta, double spacing, double intensity, double relative, List<Plane> planes) {

  /** Copies the list. */
  public PowderLine {
    planes = List.copyOf(planes);
  }

  /**
   * A pair of planes.
   *
   * @param h first Miller index
   * @param k second Miller index
   * @param l third Miller index
   * @param intensity its part of the line's
   */
  public record Plane(int h, int k, int l, double intensity) {}
}
