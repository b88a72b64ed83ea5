package io.athanor.allinone.fleet;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/**
 * Which fault happens at which lease, counted over the whole fleet from 0. A function of seed and
 * numbers: every kind of robot fault comes equally often, the kinds in a seeded order at seeded
 * leases of the middle of the run.
 */
final class FaultPlan {
  /** Of so many faults one hits a process of the engine; of fewer, none. */
  static final int ENGINE_ONE_IN = 12;

  private static final double FIRST = 0.05;
  private static final double LAST = 0.85;

  private final NavigableMap<Integer, FaultKind> at = new TreeMap<>();

  /**
   * A plan.
   *
   * @param faults in all
   * @param leases that the run will have at least
   * @throws IllegalArgumentException where there are too few leases for so many faults
   */
  FaultPlan(int faults, int leases, long seed) {
    Random random = new Random(seed);
    int first = (int) (FIRST * leases);
    int last = (int) (LAST * leases);
    if (last - first < faults) {
      throw new IllegalArgumentException(
          "faults " + faults + " is more than the " + (last - first) + " leases they may strike");
    }
    List<Integer> places = new ArrayList<>();
    for (int i = first; i < last; i++) {
      places.add(i);
    }
    Collections.shuffle(places, random);
    List<FaultKind> kinds = kinds(faults);
    Collections.shuffle(kinds, random);
    for (int i = 0; i < faults; i++) {
      at.put(places.get(i), kinds.get(i));
    }
  }

  private static List<FaultKind> kinds(int faults) {
    List<FaultKind> robot = new ArrayList<>();
    for (FaultKind each : FaultKind.values()) {
      if (each.where() == FaultKind.Where.ROBOT) {
        robot.add(each);
      }
    }
    // of the engine's faults the door has half, the decider a third, the whole engine the rest
    List<FaultKind> engine =
        List.of(
            FaultKind.DOOR_KILLED,
            FaultKind.ACQUISITION_KILLED,
            FaultKind.ENGINE_KILLED,
            FaultKind.DOOR_KILLED,
            FaultKind.ACQUISITION_KILLED,
            FaultKind.DOOR_KILLED);
    List<FaultKind> kinds = new ArrayList<>();
    for (int i = 0; i < faults; i++) {
      kinds.add(
          i % ENGINE_ONE_IN == ENGINE_ONE_IN - 1
              ? engine.get(i / ENGINE_ONE_IN % engine.size())
              : robot.get(i % robot.size()));
    }
    return kinds;
  }

  /** What strikes at the lease with this number. */
  Optional<FaultKind> at(int lease) {
    return Optional.ofNullable(at.get(lease));
  }
}
