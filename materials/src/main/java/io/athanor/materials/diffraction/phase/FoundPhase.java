package io.athanor.materials.diffraction.phase;

import java.util.List;

/**
 * A phase of a hypothesis.
 *
 * @param name as in the reference set
 * @param formula its composition
 * @param weightFraction share of the mass of all phases found, by scale, mass and volume of the
 *     cells (Hill and Howard, J. Appl. Cryst. 20, 467, 1987); absorption contrast is left out
 * @param intensityFraction share of the diffracted intensity
 * @param confidence calibrated probability that the phase is there
 * @param volumeChange of the cell against the reference, percent
 * @param textureAxis Miller indices of the plane that lies along the surface
 * @param texture March-Dollase parameter, 1 for none, less for plates
 * @param width of its peaks, degrees
 * @param evidence what the confidence was made of, see {@link Confidence}
 */
public record FoundPhase(
    String name,
    String formula,
    double weightFraction,
    double intensityFraction,
    double confidence,
    double volumeChange,
    List<Integer> textureAxis,
    double texture,
    double width,
    Evidence evidence) {
  /** Copies the axis. */
  public FoundPhase {
    textureAxis = List.copyOf(textureAxis);
  }
}
