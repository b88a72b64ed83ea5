package io.athanor.materials.diffraction.phase;

import java.util.List;

/**
 * One explanation of a pattern.
 *
 * @param phases those held to be there, by falling confidence, each at least 0.5; empty where no
 *     reference explains the pattern
 * @param doubtful those that improve the fit but are more likely not there; the residuals are
 *     without them
 * @param rwp weighted profile residual, 0..1, weights 1/counts, background included
 * @param rwpPeaks the same relative to the intensity above the background only
 * @param zeroShift of all angles, degrees
 * @param bic Bayesian information criterion; lower is better, only differences count
 */
public record Hypothesis(
    List<FoundPhase> phases,
    List<FoundPhase> doubtful,
    double rwp,
    double rwpPeaks,
    double zeroShift,
    double bic) {
  /** Copies the list. */
  public Hypothesis {
    phases = List.copyOf(phases);
    doubtful = List.copyOf(doubtful);
  }
}
