package io.athanor.allinone.fleet;

/**
 * One thing that the door said it has: from then on nobody may lose it.
 *
 * @param what which
 * @param experimentId of the experiment
 * @param step of the recipe
 * @param epoch of the lease
 * @param id of a reading's event; empty for an outcome
 */
record Told(What what, String experimentId, int step, int epoch, String id) {
  /** What was acknowledged. */
  enum What {
    /** A measurement. */
    READING,
    /** A step of the recipe was done. */
    STEP_DONE,
    /** The experiment succeeded. */
    SUCCEEDED,
    /** The experiment failed. */
    FAILED
  }
}
