package io.athanor.allinone.fleet;

import io.athanor.schemas.lifecycle.ExperimentLifecycle;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The books of the laboratory held against the log.
 *
 * @param actuations steps that were begun at an instrument
 * @param actuatedTwice of them beyond the first of a step of an experiment
 * @param overCapacity of them begun at an instrument all of whose slots were taken
 * @param unpermitted of them without this robot's permission under this lease in the log
 * @param outOfOrder of them begun although the step before was not over
 * @param permittedOnly permissions that no actuation followed: a robot gave the step up
 * @param unfinished experiments that were proposed and have not ended
 * @param lostReadings readings that the door acknowledged and the log does not hold
 * @param lostOutcomes the same of outcomes and step ends
 * @param repeatedProposals proposals beyond the first of an experiment
 * @param states how many experiments ended how
 */
record Verdict(
    int actuations,
    int actuatedTwice,
    int overCapacity,
    int unpermitted,
    int outOfOrder,
    int permittedOnly,
    int unfinished,
    int lostReadings,
    int lostOutcomes,
    int repeatedProposals,
    Map<String, Integer> states) {
  Verdict {
    states = Map.copyOf(states);
  }

  /** One step, or one slot, given to two. */
  int doubleBookings() {
    return actuatedTwice + overCapacity;
  }

  /** What was begun, done or said and is nowhere to be found. */
  int lost() {
    return unfinished + unpermitted + lostReadings + lostOutcomes;
  }

  /** Whether nothing is wrong. */
  boolean isClean() {
    return doubleBookings() + lost() + outOfOrder + repeatedProposals == 0;
  }

  /**
   * Judges.
   *
   * @param slots of each instrument
   */
  static Verdict of(Ledger.Books books, LogFold log, Map<String, Integer> slots) {
    Map<StepKey, Actuation> first = new HashMap<>();
    int twice = 0;
    int unpermitted = 0;
    int outOfOrder = 0;
    for (Actuation each : books.actuations()) {
      twice += first.putIfAbsent(each.key(), each) == null ? 0 : 1;
      boolean permitted =
          log.permissions(each.key()).stream()
              .anyMatch(p -> p.epoch() == each.epoch() && p.worker().equals(each.worker()));
      unpermitted += permitted ? 0 : 1;
      if (each.step() > 0) {
        Actuation before = first.get(new StepKey(each.experimentId(), each.step() - 1));
        boolean over =
            before != null
                && before.endedAt() != null
                && !before.endedAt().isAfter(each.startedAt());
        outOfOrder += over ? 0 : 1;
      }
    }
    Set<StepKey> permittedOnly = new HashSet<>(log.permitted());
    permittedOnly.removeAll(first.keySet());
    int lostReadings = 0;
    int lostOutcomes = 0;
    for (Told each : books.told()) {
      if (!log.holds(each)) {
        lostReadings += each.what() == Told.What.READING ? 1 : 0;
        lostOutcomes += each.what() == Told.What.READING ? 0 : 1;
      }
    }
    Map<String, Integer> states = new TreeMap<>();
    int unfinished = 0;
    for (String each : log.proposals().keySet()) {
      ExperimentLifecycle life = log.life(each).orElseThrow();
      states.merge(life.state().name(), 1, Integer::sum);
      unfinished += life.isEnded() ? 0 : 1;
    }
    return new Verdict(
        books.actuations().size(),
        twice,
        overCapacity(books.actuations(), slots),
        unpermitted,
        outOfOrder,
        permittedOnly.size(),
        unfinished,
        lostReadings,
        lostOutcomes,
        log.repeatedProposals(),
        states);
  }

  /** Beginnings at a moment at which as many as the instrument has slots were going on. */
  private static int overCapacity(List<Actuation> actuations, Map<String, Integer> slots) {
    Map<String, List<Actuation>> byInstrument = new LinkedHashMap<>();
    actuations.forEach(
        each ->
            byInstrument.computeIfAbsent(each.instrumentId(), key -> new ArrayList<>()).add(each));
    int over = 0;
    for (Map.Entry<String, List<Actuation>> entry : byInstrument.entrySet()) {
      int most = slots.getOrDefault(entry.getKey(), 0);
      List<Actuation> inOrder =
          entry.getValue().stream().sorted(Comparator.comparing(Actuation::startedAt)).toList();
      List<Actuation> running = new ArrayList<>();
      for (Actuation each : inOrder) {
        running.removeIf(other -> isOver(other, each.startedAt()));
        over += running.size() < most ? 0 : 1;
        running.add(each);
      }
    }
    return over;
  }

  private static boolean isOver(Actuation actuation, Instant at) {
    return actuation.endedAt() != null && !actuation.endedAt().isAfter(at);
  }
}
