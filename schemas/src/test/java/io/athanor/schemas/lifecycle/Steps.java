package io.athanor.schemas.lifecycle;

import io.athanor.event.ExperimentProgressed;
import io.athanor.event.ExperimentState;
import io.athanor.event.Meta;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/** Steps for tests: seconds since {@link #START} stand for times. */
final class Steps {
  static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private Steps() {}

  static Instant at(long seconds) {
    return START.plusSeconds(seconds);
  }

  static ExperimentProgressed step(
      String id, ExperimentState state, int epoch, String worker, long now, Long leaseUntil) {
    return ExperimentProgressed.newBuilder()
        .setMeta(
            Meta.newBuilder()
                .setId(id)
                .setSource("test")
                .setOccurredAt(at(now))
                .setRecordedAt(at(now))
                .build())
        .setCampaignId("campaign")
        .setExperimentId("experiment")
        .setState(state)
        .setLeaseEpoch(epoch)
        .setWorker(worker)
        .setLeaseExpiresAt(leaseUntil == null ? null : at(leaseUntil))
        .build();
  }

  /** What should come next. */
  static ExperimentProgressed next(ExperimentLifecycle state, int ordinal, Instant now) {
    ExperimentState said = ExperimentState.SUCCEEDED;
    int epoch = state.epoch();
    int recipeStep = 0;
    boolean stepDone = false;
    String worker = "worker-0";
    if (state instanceof PendingApproval) {
      said = ExperimentState.APPROVED;
      worker = null;
    } else if (state instanceof Proposed free) {
      recipeStep = free.step();
      boolean offer = free.terms().scheduled() && free.offeredTo().isEmpty();
      said = offer ? ExperimentState.OFFERED : ExperimentState.LEASED;
      worker = offer ? null : worker;
      epoch += offer ? 0 : 1;
    } else if (state instanceof Held held) {
      worker = held.worker();
      stepDone = held.isRunning() && held.step() < held.terms().steps() - 1;
      if (!held.isRunning() || stepDone) {
        said = stepDone ? ExperimentState.PARTIAL : ExperimentState.RUNNING;
      }
    }
    return ExperimentProgressed.newBuilder(step("step-" + ordinal, said, epoch, worker, 0, null))
        .setMeta(
            Meta.newBuilder()
                .setId("step-" + ordinal)
                .setSource("test")
                .setOccurredAt(now)
                .setRecordedAt(now)
                .build())
        .setStep(recipeStep)
        .setStepDone(stepDone)
        .setInstrumentId(
            state instanceof Proposed free ? free.offeredTo().orElse("instrument-0") : null)
        .setLeaseExpiresAt(now.plus(Duration.ofSeconds(60)))
        .build();
  }

  /** Anything anyone might write, sensible or not; {@code now} grows but may stand still. */
  static ExperimentProgressed random(RandomGenerator random, int ordinal, Instant now) {
    ExperimentState[] states = ExperimentState.values();
    String worker = random.nextInt(4) == 0 ? null : "worker-" + random.nextInt(3);
    // ids repeat now and then, as retries do
    String id = "step-" + (random.nextInt(5) == 0 ? random.nextInt(ordinal + 1) : ordinal);
    return ExperimentProgressed.newBuilder()
        .setMeta(
            Meta.newBuilder()
                .setId(id)
                .setSource("test")
                .setOccurredAt(now)
                .setRecordedAt(now)
                .build())
        .setCampaignId("campaign")
        .setExperimentId("experiment")
        .setState(states[random.nextInt(states.length)])
        .setStep(random.nextInt(3) == 0 ? random.nextInt(3) : 0)
        .setStepDone(random.nextInt(2) == 0)
        .setInstrumentId(random.nextInt(3) == 0 ? null : "instrument-" + random.nextInt(2))
        .setLeaseEpoch(random.nextInt(5))
        .setWorker(worker)
        .setLeaseExpiresAt(
            random.nextInt(8) == 0 ? null : now.plus(Duration.ofSeconds(random.nextInt(-5, 60))))
        .build();
  }
}
