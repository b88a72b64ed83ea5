package io.athanor.inference.modality;

import static io.athanor.inference.modality.DiffractionAxis.BINS;

import io.athanor.materials.crystal.Crystal;
import io.athanor.materials.diffraction.PowderPattern;
import java.util.Arrays;

/**
 * A powder pattern as a network takes it: on {@link DiffractionAxis}, without background, square
 * roots of intensities as at Cu K-alpha, mean square 1 over the axis, and which bins were measured.
 *
 * @param roots per bin the square root of the intensity (dimensionless), 0 where nothing was
 *     measured
 * @param measured per bin 1 if it was measured, else 0
 */
public record PatternInput(float[] roots, float[] measured) {
  /** Numbers per bin in {@link #values()}. */
  public static final int CHANNELS = 2;

  /** Length of {@link #values()}. */
  public static final int SIZE = BINS * CHANNELS;

  /** Degrees at Cu K-alpha, full width at half maximum of the lines of a calculated pattern. */
  private static final double CALCULATED_WIDTH = 0.2;

  /** Full width at half maximum of the logistic density in units of its scale. */
  private static final double LOGISTIC_WIDTH = 3.5255;

  private static final int LEAST_BINS = BINS / 8;

  /** Checks lengths and values. */
  public PatternInput {
    if (roots.length != BINS || measured.length != BINS) {
      throw new ModalityException(
          "pattern", "must have " + BINS + " bins but has " + roots.length + "/" + measured.length);
    }
    for (int bin = 0; bin < BINS; bin++) {
      if (!(roots[bin] >= 0) || Float.isInfinite(roots[bin])) {
        throw new ModalityException(
            "pattern", "bin " + bin + " must be finite and >= 0 but is " + roots[bin]);
      }
    }
  }

  /**
   * A measured pattern, any wavelength and range: background removed, bins outside the range
   * masked, intensities converted to what Cu K-alpha would give (Lorentz-polarisation factor; the
   * form factors do not change at a fixed spacing), those within the noise damped.
   *
   * @throws ModalityException if less than an eighth of the axis was measured or nothing rises
   *     above the background
   */
  public static PatternInput of(PowderPattern pattern) {
    NetIntensity net = NetIntensity.of(pattern);
    double wavelength = pattern.wavelength();
    double[] intensity = new double[BINS];
    float[] measured = new float[BINS];
    int count = 0;
    for (int bin = 0; bin < BINS; bin++) {
      double from = DiffractionAxis.twoTheta(bin, wavelength);
      double to = DiffractionAxis.twoTheta(bin + 1, wavelength);
      if (!(from >= net.from() && to <= net.to())) {
        continue;
      }
      measured[bin] = 1;
      count++;
      double area = net.area(from, to);
      double noise = 2 * net.error(from, to);
      double damping = area > 0 ? area * area / (area * area + noise * noise) : 0;
      double centre = bin + 0.5;
      intensity[bin] =
          damping
              * area
              * DiffractionAxis.lorentzPolarisation(centre, PowderPhase.WAVELENGTH)
              / DiffractionAxis.lorentzPolarisation(centre, wavelength);
    }
    if (count < LEAST_BINS) {
      throw new ModalityException(
          "twoTheta",
          "covers "
              + count
              + " of the "
              + BINS
              + " bins between spacings of 10 and 1.15 Angstrom, fewer than "
              + LEAST_BINS);
    }
    return normalised(intensity, measured, "intensity", "nothing rises above the background");
  }

  /** The calculated pattern of a structure; see {@link PowderPhase#of}. */
  public static PatternInput of(Crystal crystal) {
    return of(PowderPhase.of(crystal));
  }

  /** The calculated pattern of these lines, all of the axis, lines 0.2 degrees wide. */
  public static PatternInput of(PowderPhase phase) {
    double[] intensity = new double[BINS];
    float[] measured = new float[BINS];
    Arrays.fill(measured, 1f);
    for (int line = 0; line < phase.lines(); line++) {
      double spacing = phase.spacing(line);
      double tangent = Math.tan(Math.asin(PowderPhase.WAVELENGTH / (2 * spacing)));
      double scale =
          Math.toRadians(CALCULATED_WIDTH) / (2 * tangent * DiffractionAxis.STEP) / LOGISTIC_WIDTH;
      spread(intensity, DiffractionAxis.position(spacing), scale, phase.intensity(line));
    }
    return normalised(intensity, measured, "structure", "has no line between 10 and 1.15 Angstrom");
  }

  /** Both channels, bin by bin: root, measured, root, measured; for a [B, SIZE] tensor. */
  public float[] values() {
    float[] values = new float[SIZE];
    for (int bin = 0; bin < BINS; bin++) {
      values[CHANNELS * bin] = roots[bin];
      values[CHANNELS * bin + 1] = measured[bin];
    }
    return values;
  }

  /** A logistic peak, integrated over each bin. */
  private static void spread(double[] intensity, double centre, double scale, double area) {
    double reach = 10 * scale + 1;
    int from = Math.max(0, (int) Math.floor(centre - reach));
    int to = Math.min(BINS - 1, (int) Math.ceil(centre + reach));
    double below = share(from - centre, scale);
    for (int bin = from; bin <= to; bin++) {
      double above = share(bin + 1 - centre, scale);
      intensity[bin] += area * (above - below);
      below = above;
    }
  }

  private static double share(double distance, double scale) {
    return 1 / (1 + Math.exp(-distance / scale));
  }

  private static PatternInput normalised(
      double[] intensity, float[] measured, String field, String empty) {
    double total = 0;
    for (double each : intensity) {
      total += each;
    }
    if (!(total > 0)) {
      throw new ModalityException(field, empty);
    }
    float[] roots = new float[BINS];
    for (int bin = 0; bin < BINS; bin++) {
      roots[bin] = (float) Math.sqrt(BINS * intensity[bin] / total);
    }
    return new PatternInput(roots, measured);
  }
}
