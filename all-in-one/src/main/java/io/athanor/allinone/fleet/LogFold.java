package io.athanor.allinone.fleet;

import io.athanor.event.ExperimentProgressed;
import io.athanor.event.ExperimentProposed;
import io.athanor.event.ExperimentState;
import io.athanor.event.OffsetSeen;
import io.athanor.schemas.lifecycle.ExperimentLifecycle;
import io.athanor.schemas.lifecycle.ExperimentLifecycle.Accepted;
import io.athanor.schemas.lifecycle.Held;
import io.athanor.schemas.lifecycle.Terms;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the log says of the fleet's experiments, folded as everybody folds it. All proposals must be
 * told before the first step, the steps in the order of the log.
 */
final class LogFold {
  private final Map<String, Proposal> proposals = new LinkedHashMap<>();
  private final Map<String, ExperimentLifecycle> lives = new HashMap<>();
  private final Map<StepKey, List<Permission>> permissions = new HashMap<>();
  private final Map<String, Instant> firstLeases = new HashMap<>();
  private final Map<String, List<Outcome>> outcomes = new HashMap<>();
  private final Set<Told> accepted = new HashSet<>();
  private final Set<String> readings = new HashSet<>();
  private int repeatedProposals;

  /** What is known of a proposal. */
  record Proposal(
      String campaignId, String experimentId, Instant proposedAt, List<OffsetSeen> seen) {
    Proposal {
      seen = List.copyOf(seen);
    }
  }

  /** The permission to actuate a step. */
  record Permission(int epoch, String worker, Instant at) {}

  /** Something learned about a campaign, at its place in the log. */
  record Outcome(String topic, int partition, long offset, Instant at) {}

  void proposed(ExperimentProposed event) {
    Proposal before =
        proposals.putIfAbsent(
            event.getExperimentId(),
            new Proposal(
                event.getCampaignId(),
                event.getExperimentId(),
                event.getMeta().getRecordedAt(),
                event.getOffsetsSeen()));
    if (before != null) {
      repeatedProposals++;
      return;
    }
    lives.put(event.getExperimentId(), ExperimentLifecycle.proposed(Terms.of(event)));
  }

  void progressed(ExperimentProgressed said, Outcome place) {
    ExperimentLifecycle before = lives.get(said.getExperimentId());
    if (before == null || !(before.on(said) instanceof Accepted next)) {
      return;
    }
    String experimentId = said.getExperimentId();
    lives.put(experimentId, next.next());
    Instant at = said.getMeta().getRecordedAt();
    switch (said.getState()) {
      case LEASED -> firstLeases.putIfAbsent(experimentId, at);
      case RUNNING -> permit(said, ((Held) next.next()).step());
      case PARTIAL -> {
        if (said.getStepDone()) {
          accept(Told.What.STEP_DONE, said, before);
        } else if (before.state() == ExperimentState.LEASED) {
          permit(said, ((Held) next.next()).step());
        }
      }
      case SUCCEEDED -> accept(Told.What.SUCCEEDED, said, before);
      case FAILED -> {
        accept(Told.What.FAILED, said, before);
        outcome(said.getCampaignId(), place);
      }
      default -> {
        // no word of a robot
      }
    }
  }

  /** A reading that lies in the log. */
  void reading(String id) {
    readings.add(id);
  }

  /** An observation, or a failure, of a campaign. */
  void outcome(String campaignId, Outcome outcome) {
    outcomes.computeIfAbsent(campaignId, key -> new ArrayList<>()).add(outcome);
  }

  private void permit(ExperimentProgressed said, int step) {
    permissions
        .computeIfAbsent(new StepKey(said.getExperimentId(), step), key -> new ArrayList<>())
        .add(
            new Permission(said.getLeaseEpoch(), said.getWorker(), said.getMeta().getRecordedAt()));
  }

  private void accept(Told.What what, ExperimentProgressed said, ExperimentLifecycle before) {
    if (before instanceof Held held) {
      accepted.add(new Told(what, said.getExperimentId(), held.step(), said.getLeaseEpoch(), ""));
    }
  }

  /** Proposals by experiment, in the order told. */
  Map<String, Proposal> proposals() {
    return Collections.unmodifiableMap(proposals);
  }

  /** Where an experiment stands; empty for one that was never proposed. */
  Optional<ExperimentLifecycle> life(String experimentId) {
    return Optional.ofNullable(lives.get(experimentId));
  }

  /** Permissions that were given for a step: one at most, if all is well. */
  List<Permission> permissions(StepKey key) {
    return List.copyOf(permissions.getOrDefault(key, List.of()));
  }

  /** Steps that anybody was permitted to actuate. */
  Set<StepKey> permitted() {
    return Collections.unmodifiableSet(permissions.keySet());
  }

  /** When an experiment was leased first. */
  Optional<Instant> firstLease(String experimentId) {
    return Optional.ofNullable(firstLeases.get(experimentId));
  }

  /** What was learned about a campaign, in the order told. */
  List<Outcome> outcomes(String campaignId) {
    return List.copyOf(outcomes.getOrDefault(campaignId, List.of()));
  }

  /** Whether the log holds what the door acknowledged. */
  boolean holds(Told told) {
    return told.what() == Told.What.READING
        ? readings.contains(told.id())
        : accepted.contains(
            new Told(told.what(), told.experimentId(), told.step(), told.epoch(), ""));
  }

  /** Proposals beyond the first of an experiment. */
  int repeatedProposals() {
    return repeatedProposals;
  }
}
