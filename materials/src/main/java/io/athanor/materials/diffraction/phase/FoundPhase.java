package io.athanor.materials.diffraction.phase;

import java.util.List;

/**
 * A phase of a hypothesis.
 *
 * @param name as in the reference set
 * @param formula its composition
 * @param confidence calibrated probability that the phase is there
 * @param evidence what the confidence was made of
 * @param quantities how much of it, and in which state
 */
public record FoundPhase(
    String name, String formula, double confidence, Evidence evidence, Quantities quantities) {

  FoundPhase as(Quantities others) {
    return new FoundPhase(name, formula, confidence, evidence, others);
  }

  /**
   * How much, and in which state.
   *
   * @param weightFraction share of the mass of all phases of the hypothesis, by scale, mass and
   *     volume of the cells (Hill and Howard, J. Appl. Cryst. 20, 467, 1987); absorption contrast
   *     is left out
   * @param intensityFraction share of the diffracted intensity
   * @param volumeChange of the cell against the reference, percent
   * @param textureAxis Miller indices of the plane that lies along the surface
   * @param texture March-Dollase parameter, 1 for none, less for plates
   * @param width of its peaks, degrees
   */
  public record Quantities(
      double weightFraction,
      double intensityFraction,
      double volumeChange,
      List<Integer> textureAxis,
      double texture,
      double width) {
    /** Copies the axis. */
    public Quantities {
      textureAxis = List.copyOf(textureAxis);
    }
  }
}
