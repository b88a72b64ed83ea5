package io.athanor.acquisition.diagnosis;

import java.util.Locale;

/** Why an experiment may fail. */
public enum Cause {
  /** What it was made from: old, wet, impure, of the wrong amount. */
  PRECURSOR(0.12),
  /** The composition itself: other phases compete under the best conditions. */
  PHASE_IMPURITY(0.13),
  /** Temperature, time or atmosphere as asked for: too little reacted, or too much decomposed. */
  SYNTHESIS_CONDITION(0.25),
  /** Furnace or detector do not do what they say. */
  INSTRUMENT(0.16),
  /** Gripper, dispenser or plan of the robot. */
  ROBOT(0.12),
  /** Between the instruments: air, contamination, mix-ups. */
  SAMPLE_HANDLING(0.08),
  /** Nothing failed but the expectation: the model was asked beyond what it knows. */
  OUT_OF_DOMAIN(0.09),
  /** None of these. */
  UNKNOWN(0.05);

  private final double prior;

  Cause(double prior) {
    this.prior = prior;
  }

  /**
   * Probability before any evidence (dimensionless; all together 1). An assumption, of the order of
   * what autonomous laboratories report: conditions and competing phases lead, then hardware (of 17
   * failed targets of the A-Lab most were slow kinetics and amorphisation, the rest precursors and
   * computed stability; Szymanski et al., Nature 624, 86 (2023)).
   */
  double prior() {
    return prior;
  }

  /** As events write it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
