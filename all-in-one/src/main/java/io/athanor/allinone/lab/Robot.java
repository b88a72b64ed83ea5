package io.athanor.allinone.lab;

import io.athanor.allinone.client.DoorClient;
import io.athanor.allinone.client.DoorException;
import io.athanor.allinone.client.Experiments;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One robot: leases, asks for the permission to actuate, writes to the journal that it is about to,
 * makes and measures the sample, reports, and tells the outcome. Whatever moment it dies at, {@link
 * #held} and {@link #finish} take it up again: an experiment is in the journal once, and only what
 * is not in the journal is ever made.
 */
final class Robot {
  private static final Logger LOG = LoggerFactory.getLogger(Robot.class);

  private final DoorClient door;
  private final LabJournal journal;
  private final Bench bench;
  private final InstantSource clock;
  private final Duration pace;
  private final String campaignId;
  private final String worker;

  /**
   * A robot.
   *
   * @param pace how long making a sample takes on average
   */
  Robot(
      DoorClient door,
      LabJournal journal,
      Bench bench,
      InstantSource clock,
      Duration pace,
      String campaignId,
      String worker) {
    this.door = door;
    this.journal = journal;
    this.bench = bench;
    this.clock = clock;
    this.pace = pace;
    this.campaignId = campaignId;
    this.worker = worker;
  }

  /** Leases this robot holds already, from before a crash. */
  List<Experiments.Lease> held() {
    return door.leases(worker).stream()
        .filter(lease -> lease.proposal().campaignId().equals(campaignId))
        .toList();
  }

  /** Claims a proposal; empty where none came in time. */
  Optional<Experiments.Lease> claim(Duration wait) {
    try {
      return door.lease(campaignId, worker, 1, wait).stream().findFirst();
    } catch (DoorException e) {
      if (!e.isTransient()) {
        throw e;
      }
      // the claim may have been heard although its answer was not
      return held().stream().findFirst();
    }
  }

  /**
   * Brings a leased experiment to its end, from wherever it stands.
   *
   * @return whether it ended by this robot's word; false where the lease was lost
   */
  boolean finish(Experiments.Lease lease) {
    String experimentId = lease.experimentId();
    Optional<LabJournal.Entry> before = journal.actuation(experimentId);
    if (before.isEmpty() && !lease.isRunning() && !isPermitted(lease)) {
      return false;
    }
    LabJournal.Entry actuation = before.orElseGet(() -> actuate(lease));
    Bench.Outcome outcome = bench.perform(lease.proposal(), Instant.parse(actuation.at()));
    if (outcome instanceof Bench.Measured measured) {
      for (Experiments.Reading reading : measured.readings()) {
        Experiments.Acknowledgement acknowledged =
            door.report(reading, experimentId + "/" + reading.technique());
        journal.acknowledged(actuation, reading.technique(), acknowledged.id());
      }
      return end(
          lease,
          actuation,
          new Experiments.Step(
              worker, lease.epoch(), "succeeded", null, null, List.of(measured.sampleId())));
    }
    Bench.Failed failed = (Bench.Failed) outcome;
    return end(
        lease,
        actuation,
        new Experiments.Step(
            worker, lease.epoch(), "failed", failed.kind(), failed.reason(), null));
  }

  private boolean isPermitted(Experiments.Lease lease) {
    return tell(lease, new Experiments.Step(worker, lease.epoch(), "running", null, null, null));
  }

  private LabJournal.Entry actuate(Experiments.Lease lease) {
    LabJournal.Entry entry =
        journal.actuate(
            lease.experimentId(),
            worker,
            clock.instant().truncatedTo(ChronoUnit.MILLIS),
            campaignId,
            lease.proposal().candidateId());
    if (!pace.isZero()) {
      try {
        // from half to one and a half of the pace: robots do not stay in step
        double factor = 0.5 + Randoms.of(0, "pace", lease.experimentId()).nextDouble();
        Thread.sleep(Math.round(pace.toMillis() * factor));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new DoorException("interrupted", e);
      }
    }
    return entry;
  }

  private boolean end(
      Experiments.Lease lease, LabJournal.Entry actuation, Experiments.Step outcome) {
    boolean told = tell(lease, outcome);
    if (told) {
      journal.ended(actuation, outcome.state());
    }
    return told;
  }

  private boolean tell(Experiments.Lease lease, Experiments.Step step) {
    // the same key whenever it is said: the door takes a repetition for what it is
    String key = lease.experimentId() + "/" + lease.epoch() + "/" + step.state();
    try {
      door.progress(lease.experimentId(), step, key);
      return true;
    } catch (DoorException e) {
      if (!e.isConflict()) {
        throw e;
      }
      LOG.atWarn()
          .setMessage("The door refused a step of an experiment")
          .addKeyValue("experimentId", lease.experimentId())
          .addKeyValue("worker", worker)
          .addKeyValue("reason", e.getMessage())
          .log();
      return false;
    }
  }
}
