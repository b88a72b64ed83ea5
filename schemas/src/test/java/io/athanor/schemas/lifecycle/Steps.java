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
        .setLeaseEpoch(random.nextInt(5))
        .setWorker(worker)
        .setLeaseExpiresAt(
            random.nextInt(8) == 0 ? null : now.plus(Duration.ofSeconds(random.nextInt(-5, 60))))
        .build();
  }
}
