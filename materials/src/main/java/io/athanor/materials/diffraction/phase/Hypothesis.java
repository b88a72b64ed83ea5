package io.athanor.materials.diffraction.phase;

import java.util.List;

/**
 * One explanation of a pattern.
 *
 * @param phases by falling confidence; empty where the pattern is explained by no reference
 * @param rwp weighted profile residual, 0..1, weights 1/counts, background included
 * @param rwpPeaks the same relative to the intensity above the background only
 * @param zeroShift of all angles, degrees
 * @param bic Bayesian information criterion; lower is better, only differences count
 */
public record Hypothesis(
    List<FoundPhase> phases, double rwp, double rwpPeaks, double zeroShift, double bic) {
  /** Copies the list. */
  public Hypothesis {
    phases = List.copyOf(phases);
  }
}
