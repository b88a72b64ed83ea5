package io.athanor.allinone.audit;

import io.athanor.allinone.lab.LabJournal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The verdict.
 *
 * @param acknowledgedReadings readings the door said it had, by the laboratory's journal
 * @param lostReadings those of them that are not in the log, or are in it and left no trace
 *     downstream although something should have been derived of them
 * @param lostReadingIds their ids
 * @param repeatedReadings readings that lie in the log more than once under one id
 * @param duplicateObservations observations beyond one per reading and property
 * @param duplicateProposals proposals beyond one per experiment and per candidate
 * @param actuations samples made
 * @param doubleActuations samples made of an experiment that had one
 * @param deadLetters by application and code
 * @param undecodableRecords records in the log that are no events
 * @param modelDigest of the model whose predictions were used
 * @param decisionMillis reading accepted to decision made, p50 and p99; empty where none
 */
public record Audit(
    int acknowledgedReadings,
    int lostReadings,
    List<String> lostReadingIds,
    int repeatedReadings,
    int duplicateObservations,
    int duplicateProposals,
    int actuations,
    int doubleActuations,
    Map<String, Integer> deadLetters,
    int undecodableRecords,
    Optional<String> modelDigest,
    Optional<Percentiles> decisionMillis) {

  /** Two percentiles. */
  public record Percentiles(double p50, double p99) {
    /** By nearest rank; empty for no values. */
    static Optional<Percentiles> of(List<Double> values) {
      if (values.isEmpty()) {
        return Optional.empty();
      }
      List<Double> sorted = values.stream().sorted().toList();
      return Optional.of(new Percentiles(rank(sorted, 0.50), rank(sorted, 0.99)));
    }

    private static double rank(List<Double> sorted, double share) {
      return sorted.get((int) Math.ceil(share * sorted.size()) - 1);
    }
  }

  /** Copies. */
  public Audit {
    lostReadingIds = List.copyOf(lostReadingIds);
    deadLetters = Map.copyOf(deadLetters);
  }

  /**
   * Holds the log against the journal.
   *
   * @param derivable techniques of which perception derives something
   */
  static Audit of(LogFacts log, List<LabJournal.Entry> journal, Set<String> derivable) {
    Map<String, Integer> actuations = new TreeMap<>();
    Map<String, String> acknowledged = new TreeMap<>();
    for (LabJournal.Entry entry : journal) {
      switch (entry.event()) {
        case LabJournal.Entry.ACTUATED -> actuations.merge(entry.experimentId(), 1, Integer::sum);
        case LabJournal.Entry.ACKNOWLEDGED ->
            acknowledged.put(entry.readingId(), entry.technique());
        default -> {
          // outcomes are the door's affair
        }
      }
    }
    List<String> lost = new ArrayList<>();
    acknowledged.forEach(
        (readingId, technique) -> {
          boolean traceless =
              derivable.contains(technique)
                  && !log.isObserved(readingId)
                  && !log.isDeadLettered(readingId);
          if (!log.hasReading(readingId) || traceless) {
            lost.add(readingId);
          }
        });
    int made = actuations.values().stream().mapToInt(Integer::intValue).sum();
    return new Audit(
        acknowledged.size(),
        lost.size(),
        lost,
        log.repeatedReadings(),
        log.duplicateObservations(),
        log.duplicateProposals(),
        made,
        made - actuations.size(),
        log.deadLetters(),
        log.undecodableRecords(),
        log.modelDigest(),
        Percentiles.of(log.decisionMillis()));
  }

  /** Dead letters of all kinds. */
  public int deadLetterCount() {
    return deadLetters.values().stream().mapToInt(Integer::intValue).sum();
  }
}
