package io.athanor.allinone.fleet;

import java.util.OptionalInt;

/**
 * One instrument of the fleet.
 *
 * @param id its id at the door, also the name of its robot
 * @param step 0-based step of the recipe that it does
 * @param technique what it does
 * @param slots samples it processes at once
 * @param queue samples that wait beside them
 * @param serviceAfter actuations after which it is maintained once; empty: never
 * @param driftPerUse what each measurement adds to the next ones' values until it is maintained
 */
record InstrumentSpec(
    String id,
    int step,
    String technique,
    int slots,
    int queue,
    OptionalInt serviceAfter,
    double driftPerUse) {
  InstrumentSpec {
    if (slots < 1) {
      throw new IllegalArgumentException("slots " + slots + " is below 1");
    }
    if (queue < 0) {
      throw new IllegalArgumentException("queue " + queue + " is below 0");
    }
  }

  /** Samples that it may hold. */
  int capacity() {
    return slots + queue;
  }
}
