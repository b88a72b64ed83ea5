package io.athanor.materials.spectra;

/** What a Tauc analysis finds: a gap, or the reason why there is none to state. */
public sealed interface TaucResult {

  /**
   * A direct allowed optical gap.
   *
   * @param energy the gap in eV
   * @param standardError its standard error in eV: regression, baseline and choice of section
   * @param from lower end of the linear section in eV
   * @param to upper end of the linear section in eV
   * @param points points in the section
   */
  record Gap(double energy, double standardError, double from, double to, int points)
      implements TaucResult {}

  /**
   * No gap.
   *
   * @param reason why, in words for a person
   */
  record NoEdge(String reason) implements TaucResult {}
}
