package io.athanor.allinone.audit;

import io.athanor.event.DeadLetter;
import io.athanor.event.ExperimentProgressed;
import io.athanor.event.ExperimentProposed;
import io.athanor.event.ExperimentState;
import io.athanor.event.ObservationDerived;
import io.athanor.event.ReadingReported;
import io.athanor.schemas.lifecycle.ExperimentLifecycle;
import io.athanor.schemas.lifecycle.Terms;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a walk through the log counts. Not safe for several threads. */
public final class LogFacts {
  private final Map<String, Integer> readings = new TreeMap<>();
  private final Map<String, Set<String>> readingsAt = new TreeMap<>();
  private final Map<String, Integer> observations = new TreeMap<>();
  private final Set<String> observedReadings = new TreeSet<>();
  private final Map<String, Integer> proposals = new TreeMap<>();
  private final Map<String, List<ExperimentProposed>> ofCandidate = new TreeMap<>();
  private final Map<String, List<ExperimentProgressed>> steps = new TreeMap<>();
  private final Map<String, Integer> deadLetters = new TreeMap<>();
  private final Set<String> deadCoordinates = new TreeSet<>();
  private final List<Double> decisionMillis = new ArrayList<>();
  private final String campaignId;
  private String modelDigest;
  private int undecodable;

  /**
   * Nothing seen yet.
   *
   * @param campaignId the campaign whose decisions are timed; duplicates are counted of all
   */
  LogFacts(String campaignId) {
    this.campaignId = campaignId;
  }

  /** A reading at its place in the log. */
  void reading(int partition, long offset, ReadingReported event) {
    String id = event.getMeta().getId();
    readings.merge(id, 1, Integer::sum);
    readingsAt.computeIfAbsent(id, key -> new TreeSet<>()).add(partition + "/" + offset);
  }

  /** An observation. */
  void observation(ObservationDerived event) {
    observations.merge(event.getReadingId() + "/" + event.getProperty(), 1, Integer::sum);
    observedReadings.add(event.getReadingId());
  }

  /** A proposal. */
  void proposal(ExperimentProposed event) {
    proposals.merge(event.getExperimentId(), 1, Integer::sum);
    if (event.getFollowsUp() == null) {
      // what corrects a failure is done again on purpose
      ofCandidate
          .computeIfAbsent(
              event.getCampaignId() + "/" + event.getCandidateId(), key -> new ArrayList<>())
          .add(event);
    }
    if (!event.getCampaignId().equals(campaignId)) {
      return;
    }
    if (event.getModelDigest() != null) {
      modelDigest = event.getModelDigest();
    }
    if (event.getTriggerRecordedAt() != null) {
      Duration taken =
          Duration.between(event.getTriggerRecordedAt(), event.getMeta().getRecordedAt());
      decisionMillis.add(taken.toNanos() / 1e6);
    }
  }

  /** A step in the life of an experiment. */
  void step(ExperimentProgressed event) {
    steps.computeIfAbsent(event.getExperimentId(), key -> new ArrayList<>()).add(event);
  }

  /** A dead letter. */
  void deadLetter(DeadLetter event) {
    deadLetters.merge(event.getApplication() + "/" + event.getCode(), 1, Integer::sum);
    if (event.getTopic().equals("reading-reported")) {
      deadCoordinates.add(event.getPartition() + "/" + event.getOffset());
    }
  }

  /** A record that this reader could not read. */
  void undecodable() {
    undecodable++;
  }

  /** Whether the log holds a reading. */
  boolean hasReading(String readingId) {
    return readings.containsKey(readingId);
  }

  /** Whether a reading gave an observation. */
  boolean isObserved(String readingId) {
    return observedReadings.contains(readingId);
  }

  /** Whether a reading was refused aloud. */
  boolean isDeadLettered(String readingId) {
    return readingsAt.getOrDefault(readingId, Set.of()).stream()
        .anyMatch(deadCoordinates::contains);
  }

  /** Readings that lie in the log more than once under one id; perception counts them once. */
  int repeatedReadings() {
    return surplus(readings);
  }

  /** Observations beyond the first of a reading and property. */
  int duplicateObservations() {
    return surplus(observations);
  }

  /**
   * Proposals beyond the first of an experiment, and of a candidate that was not free again: what
   * expired, was withdrawn or failed by no fault of its recipe may be proposed anew.
   */
  int duplicateProposals() {
    int candidates =
        ofCandidate.values().stream()
            .mapToInt(each -> (int) each.stream().filter(this::holdsItsCandidate).count())
            .map(count -> Math.max(0, count - 1))
            .sum();
    return Math.max(surplus(proposals), candidates);
  }

  /** Whether an experiment is open or has succeeded. */
  private boolean holdsItsCandidate(ExperimentProposed proposal) {
    ExperimentLifecycle life = ExperimentLifecycle.proposed(Terms.of(proposal));
    for (ExperimentProgressed step : steps.getOrDefault(proposal.getExperimentId(), List.of())) {
      if (life.on(step) instanceof ExperimentLifecycle.Accepted accepted) {
        life = accepted.next();
      }
    }
    return !life.isEnded() || life.state() == ExperimentState.SUCCEEDED;
  }

  /** How many, by application and code. */
  Map<String, Integer> deadLetters() {
    return Collections.unmodifiableMap(deadLetters);
  }

  /** Records that could not be read. */
  int undecodableRecords() {
    return undecodable;
  }

  /** Digest of the model behind the last proposal that used one. */
  Optional<String> modelDigest() {
    return Optional.ofNullable(modelDigest);
  }

  /** Milliseconds from an accepted reading to the decision it triggered, in log order. */
  List<Double> decisionMillis() {
    return List.copyOf(decisionMillis);
  }

  private static int surplus(Map<String, Integer> counts) {
    return counts.values().stream().mapToInt(count -> count - 1).sum();
  }
}
