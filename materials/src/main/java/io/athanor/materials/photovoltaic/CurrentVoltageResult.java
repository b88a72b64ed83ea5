package io.athanor.materials.photovoltaic;

/** What a sweep says: figures of merit, or the reason why it gives none. */
public sealed interface CurrentVoltageResult {

  /** A value and its standard error in the same unit. */
  record Estimate(double value, double standardError) {}

  /**
   * Figures of merit.
   *
   * @param openCircuitVoltage V
   * @param shortCircuitCurrent mA/cm², positive
   * @param fillFactor dimensionless, 0..1
   * @param efficiency power conversion efficiency in percent of the irradiance, at maximum power
   * @param maximumPowerVoltage voltage at maximum power in V
   */
  record FiguresOfMerit(
      Estimate openCircuitVoltage,
      Estimate shortCircuitCurrent,
      Estimate fillFactor,
      Estimate efficiency,
      double maximumPowerVoltage)
      implements CurrentVoltageResult {}

  /**
   * No figures.
   *
   * @param reason why, in words for a person
   */
  record Refused(String reason) implements CurrentVoltageResult {}
}
