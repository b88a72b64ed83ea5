package io.athanor.inference.serving;

import java.util.List;
import java.util.Optional;

/**
 * A material as somebody wrote it down, unchecked. A material that has a crystal is read as one;
 * its formula counts only where there is no crystal at all.
 *
 * @param crystal its structure
 * @param formula its formula
 */
public record RawMaterial(Optional<RawCrystal> crystal, Optional<String> formula) {

  /**
   * A structure as numbers. Owns its arrays.
   *
   * @param lattice six cell parameters (angstrom, degrees) or nine numbers (rows a, b, c in
   *     angstrom)
   * @param species symbol of the element on each site
   * @param fractional three fractional coordinates for each site, end to end
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared, only read
  public record RawCrystal(double[] lattice, List<String> species, double[] fractional) {
    /** Copies the list. */
    public RawCrystal {
      species = List.copyOf(species);
    }
  }
}
