package io.athanor.materials.stability;

import java.util.List;

/**
 * How far a phase lies above the best mixture of its competitors, and how sure that is.
 *
 * @param energyAboveHull at the most likely energies, eV/atom; negative where it lies below the
 *     hull of its competitors, by that depth
 * @param mean expectation over the errors of all energies, eV/atom: not below {@code
 *     energyAboveHull}, because a least energy suffers from every doubt
 * @param standardDeviation over the same errors, eV/atom
 * @param probabilityStable that it lies on or below the hull
 * @param probabilityMetastable that it lies at most {@code margin} above it
 * @param margin eV/atom
 * @param decomposition the best mixture at the most likely energies, largest part first; the
 *     fractions sum to 1
 * @param entries how many phases it competes with, without the standard states of the elements
 */
public record Stability(
    double energyAboveHull,
    double mean,
    double standardDeviation,
    double probabilityStable,
    double probabilityMetastable,
    double margin,
    List<PhaseFraction> decomposition,
    int entries) {
  /** Takes an immutable copy. */
  public Stability {
    decomposition = List.copyOf(decomposition);
  }
}
