package io.athanor.acquisition.topology;

import io.athanor.acquisition.journal.ScheduledJob;
import io.athanor.acquisition.journal.SchedulerLedger;
import io.athanor.acquisition.portfolio.Prospect;
import io.athanor.acquisition.portfolio.Standing;
import io.athanor.acquisition.scheduling.Job;
import io.athanor.acquisition.scheduling.Ledger;
import io.athanor.event.ExperimentState;
import io.athanor.schemas.lifecycle.ExperimentLifecycle;
import io.athanor.schemas.lifecycle.Held;
import io.athanor.schemas.lifecycle.PendingApproval;
import io.athanor.schemas.lifecycle.Proposed;
import io.athanor.schemas.lifecycle.Terms;
import java.util.Optional;

/** How the scheduler's state is written down, and read again. */
final class SchedulerMemory {
  private SchedulerMemory() {}

  static ScheduledJob kept(Job job) {
    ScheduledJob.Builder kept =
        ScheduledJob.newBuilder()
            .setState(job.life().state().name())
            .setEpoch(job.life().epoch())
            .setStep(0)
            .setStepId("")
            .setReadySince(job.readySince())
            .setMovedAt(job.movedAt());
    if (job.life() instanceof Proposed proposed) {
      kept.setStep(proposed.step())
          .setInstrumentId(proposed.offeredTo().orElse(null))
          .setStepId(proposed.stepId());
    } else if (job.life() instanceof Held held) {
      kept.setStep(held.step())
          .setInstrumentId(held.instrumentId().orElse(null))
          .setWorker(held.worker())
          .setLeaseExpiresAt(held.leaseExpiresAt())
          .setStepId(held.stepId());
    }
    return kept.build();
  }

  /** A job as proposed, brought to where it was kept. */
  static Job restored(Job proposed, Terms terms, ScheduledJob kept) {
    ExperimentState state = ExperimentState.valueOf(kept.getState());
    ExperimentLifecycle life =
        switch (state) {
          case PENDING_APPROVAL -> new PendingApproval(terms);
          case PROPOSED, APPROVED, OFFERED ->
              new Proposed(
                  state,
                  terms,
                  kept.getEpoch(),
                  kept.getStep(),
                  Optional.ofNullable(kept.getInstrumentId()),
                  kept.getStepId());
          case LEASED, RUNNING ->
              new Held(
                  state,
                  kept.getEpoch(),
                  kept.getWorker(),
                  kept.getLeaseExpiresAt(),
                  terms,
                  kept.getStep(),
                  Optional.ofNullable(kept.getInstrumentId()),
                  kept.getStepId());
          case PARTIAL, SUCCEEDED, FAILED, CANCELLED, EXPIRED, REJECTED, RETRACTED ->
              throw new IllegalStateException(
                  "experiment %s was kept as %s".formatted(proposed.experimentId(), state));
        };
    return new Job(
        proposed.campaignId(),
        proposed.experimentId(),
        proposed.settings(),
        proposed.priority(),
        proposed.deadline(),
        proposed.recipe(),
        proposed.scheduled(),
        life,
        kept.getReadySince(),
        kept.getMovedAt());
  }

  static SchedulerLedger kept(Ledger ledger) {
    Standing standing = ledger.standing();
    return SchedulerLedger.newBuilder()
        .setSpent(ledger.spent())
        .setServedAt(ledger.servedAt().orElse(null))
        .setWeight(standing.weight())
        .setGain(standing.gain())
        .setOutcomes(standing.outcomes())
        .setMeasured(standing.last().map(Prospect::measured).orElse(null))
        .setExpectedImprovement(standing.last().map(Prospect::expectedImprovement).orElse(0.0))
        .setImprovement(standing.last().map(Prospect::improvement).orElse(0.0))
        .build();
  }

  static Ledger restored(SchedulerLedger kept) {
    Optional<Prospect> last =
        Optional.ofNullable(kept.getMeasured())
            .map(
                measured ->
                    new Prospect(measured, kept.getExpectedImprovement(), kept.getImprovement()));
    return new Ledger(
        kept.getSpent(),
        Optional.ofNullable(kept.getServedAt()),
        new Standing(last, kept.getWeight(), kept.getGain(), kept.getOutcomes()));
  }
}
