package io.athanor.gateway.room;

import io.athanor.materials.MaterialException;
import io.athanor.materials.crystal.Crystal;
import io.athanor.materials.diffraction.PeakProfile;
import io.athanor.materials.diffraction.PowderLine;
import io.athanor.materials.diffraction.PowderLines;
import io.athanor.materials.diffraction.Radiation;
import io.athanor.materials.diffraction.ScatteringCell;
import io.athanor.materials.diffraction.SimulatedPattern;
import java.util.List;
import java.util.Optional;

/**
 * A measured powder pattern against the one that a structure would show. The calculated one is
 * scaled and laid on a flat background by least squares; its peaks have one width. Pure.
 *
 * @param calculated intensity at each measured angle, in the measured unit
 * @param correlation of measured and calculated (Pearson, dimensionless)
 * @param lines positions in degrees and relative intensities in percent, the strongest
 */
public record PatternComparison(double[] calculated, double correlation, List<PowderLine> lines) {
  /** Full width at half maximum of the drawn peaks, in degrees. */
  public static final double WIDTH = 0.15;

  private static final int MOST_LINES = 60;

  /** Takes copies. */
  public PatternComparison {
    calculated = calculated.clone();
    lines = List.copyOf(lines);
  }

  /** Intensities, a copy. */
  @Override
  public double[] calculated() {
    return calculated.clone();
  }

  /**
   * Compares.
   *
   * @param twoTheta degrees, ascending
   * @param measured in any unit, as many
   * @param wavelength Angstrom
   * @return empty where no pattern can be calculated
   */
  public static Optional<PatternComparison> of(
      Crystal crystal, double[] twoTheta, double[] measured, double wavelength) {
    try {
      List<PowderLine> lines =
          PowderLines.of(
              ScatteringCell.of(crystal), wavelength, twoTheta[0], twoTheta[twoTheta.length - 1]);
      double[] pure =
          SimulatedPattern.of(
              lines, Radiation.componentsAt(wavelength), PeakProfile.ofWidth(WIDTH), twoTheta);
      return Optional.of(fitted(pure, measured, strongest(lines)));
    } catch (MaterialException e) {
      return Optional.empty();
    }
  }

  private static PatternComparison fitted(
      double[] pure, double[] measured, List<PowderLine> lines) {
    double meanPure = mean(pure);
    double meanMeasured = mean(measured);
    double purePure = 0;
    double pureMeasured = 0;
    double measuredMeasured = 0;
    for (int i = 0; i < pure.length; i++) {
      double one = pure[i] - meanPure;
      double other = measured[i] - meanMeasured;
      purePure += one * one;
      pureMeasured += one * other;
      measuredMeasured += other * other;
    }
    double scale = purePure > 0 ? Math.max(0, pureMeasured / purePure) : 0;
    double background = meanMeasured - scale * meanPure;
    double[] calculated = new double[pure.length];
    for (int i = 0; i < pure.length; i++) {
      calculated[i] = background + scale * pure[i];
    }
    double product = Math.sqrt(purePure * measuredMeasured);
    return new PatternComparison(calculated, product > 0 ? pureMeasured / product : 0, lines);
  }

  private static List<PowderLine> strongest(List<PowderLine> lines) {
    return lines.stream()
        .sorted(java.util.Comparator.comparingDouble(PowderLine::relative).reversed())
        .limit(MOST_LINES)
        .sorted(java.util.Comparator.comparingDouble(PowderLine::twoTheta))
        .toList();
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double each : values) {
      sum += each;
    }
    return sum / values.length;
  }
}
