package io.athanor.allinone.failures;

import io.athanor.acquisition.diagnosis.Cause;

/** What can be taken away from a run of the simulated laboratory. */
enum Fault {
  /** Water in the precursor. */
  PRECURSOR(Cause.PRECURSOR),
  /** A competing phase at this composition. */
  PHASE(Cause.PHASE_IMPURITY),
  /** Temperature and time as asked for. */
  CONDITION(Cause.SYNTHESIS_CONDITION),
  /** Furnace and detector. */
  INSTRUMENT(Cause.INSTRUMENT),
  /** Gripper. */
  ROBOT(Cause.ROBOT),
  /** Time in air. */
  HANDLING(Cause.SAMPLE_HANDLING),
  /** Distance from what the model knows. */
  DOMAIN(Cause.OUT_OF_DOMAIN);

  private final Cause cause;

  Fault(Cause cause) {
    this.cause = cause;
  }

  Cause cause() {
    return cause;
  }
}
