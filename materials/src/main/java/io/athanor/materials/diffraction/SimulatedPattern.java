package io.athanor.materials.diffraction;

import io.athanor.materials.MeasurementException;
import java.util.Arrays;
import java.util.List;

/** Draws calculated lines with a peak profile. */
public final class SimulatedPattern {
  /** Widths from the centre at which a peak is cut off: a Lorentzian tail is then below 0.1 %. */
  private static final double REACH = 20;

  private SimulatedPattern() {}

  /**
   * Intensity at each angle, unit of the lines' intensity per degree, no background.
   *
   * @param lines positions by their spacings
   * @param components spectral lines, see {@link Radiation#components()}
   * @param grid two-theta in degrees, ascending
   */
  public static double[] of(
      List<PowderLine> lines,
      List<Radiation.Component> components,
      PeakProfile profile,
      double[] grid) {
    for (int i = 1; i < grid.length; i++) {
      if (!(grid[i] > grid[i - 1])) {
        throw new MeasurementException("twoTheta", "does not ascend at point " + i);
      }
    }
    double[] y = new double[grid.length];
    for (PowderLine line : lines) {
      for (Radiation.Component component : components) {
        double sine = component.wavelength() / (2 * line.spacing());
        if (sine < 1) {
          double centre = 2 * Math.toDegrees(Math.asin(sine));
          double width = profile.width(centre, component.wavelength());
          add(y, grid, centre, width, profile, line.intensity() * component.share());
        }
      }
    }
    return y;
  }

  private static void add(
      double[] y, double[] grid, double centre, double width, PeakProfile profile, double area) {
    int from = Arrays.binarySearch(grid, centre - REACH * width);
    for (int i = from < 0 ? -from - 1 : from; i < grid.length; i++) {
      double distance = grid[i] - centre;
      if (distance > REACH * width) {
        break;
      }
      y[i] += area * profile.at(distance, width);
    }
  }
}
