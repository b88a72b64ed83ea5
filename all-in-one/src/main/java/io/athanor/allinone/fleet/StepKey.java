package io.athanor.allinone.fleet;

/** One step of one experiment. */
record StepKey(String experimentId, int step) {}
