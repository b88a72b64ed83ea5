package io.athanor.inference.relax;

import io.athanor.materials.crystal.Crystal;

/**
 * How a relaxation went.
 *
 * @param crystal where it ended; its sites are in the order of the start
 * @param energyBefore formation energy of the start as the network says, eV/atom
 * @param energyAfter formation energy of the end, eV/atom; never above the start's by more than
 *     rounding
 * @param steps evaluations of energy and forces
 * @param largestForce largest force on a site that may move, eV/angstrom
 * @param largestStress largest free component of the stress, GPa
 * @param ending why it ended
 */
public record Relaxation(
    Crystal crystal,
    double energyBefore,
    double energyAfter,
    int steps,
    double largestForce,
    double largestStress,
    Ending ending) {

  /** Why a relaxation ended. */
  public enum Ending {
    /** Forces and stress are below their tolerances. */
    CONVERGED,
    /** The steps were used up. */
    STEPS,
    /** Every way down leads out of what is physical or known to the network. */
    GUARD,
    /** No way down that is longer than rounding. */
    STALLED
  }

  /** Whether forces and stress are below their tolerances. */
  public boolean converged() {
    return ending == Ending.CONVERGED;
  }
}
