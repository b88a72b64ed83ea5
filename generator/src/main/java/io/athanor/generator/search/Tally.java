package io.athanor.generator.search;

import java.util.Map;
import java.util.TreeMap;

/** Counts of what was rejected and repaired, by reason. Owned by one caller. */
final class Tally {
  private final Map<String, Integer> rejected = new TreeMap<>();
  private final Map<String, Integer> repaired = new TreeMap<>();

  void reject(String reason) {
    rejected.merge(reason, 1, Integer::sum);
  }

  void repair(String reason) {
    repaired.merge(reason, 1, Integer::sum);
  }

  Map<String, Integer> rejected() {
    return rejected;
  }

  Map<String, Integer> repaired() {
    return repaired;
  }
}
