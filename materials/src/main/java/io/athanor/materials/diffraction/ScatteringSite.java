package io.athanor.materials.diffraction;

import io.athanor.materials.MeasurementException;
import io.athanor.materials.composition.Element;

/**
 * What scatters at one place of a cell; several may share a place where it is mixed or partly
 * empty.
 *
 * @param element what sits there
 * @param x fractional coordinate along a
 * @param y fractional coordinate along b
 * @param z fractional coordinate along c
 * @param occupancy how much of it, in (0, 1]
 * @param displacement isotropic displacement parameter B in square Angstrom, 0..50
 */
public record ScatteringSite(
    Element element, double x, double y, double z, double occupancy, double displacement) {
  private static final double FARTHEST = 1e6;
  private static final double MOST_DISPLACEMENT = 50;

  /** Checks the ranges. */
  public ScatteringSite {
    if (element == null) {
      throw new MeasurementException("element", "is missing");
    }
    for (double each : new double[] {x, y, z}) {
      if (!(Math.abs(each) <= FARTHEST)) {
        throw new MeasurementException("site", "coordinate must be finite but is " + each);
      }
    }
    if (!(occupancy > 0 && occupancy <= 1)) {
      throw new MeasurementException("occupancy", "must be in (0, 1] but is " + occupancy);
    }
    if (!(displacement >= 0 && displacement <= MOST_DISPLACEMENT)) {
      throw new MeasurementException(
          "displacement", "must be in 0..50 square Angstrom but is " + displacement);
    }
  }
}
