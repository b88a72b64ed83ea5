package io.athanor.loadtests.planner;

import java.util.List;

/**
 * One engine's picks on one pool from one start.
 *
 * @param rows picked, in order
 * @param millis wall time of each pick
 */
record Run(List<Integer> rows, List<Double> millis) {}
