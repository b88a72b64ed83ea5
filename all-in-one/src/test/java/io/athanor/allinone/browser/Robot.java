package io.athanor.allinone.browser;

import io.athanor.allinone.client.DoorClient;
import io.athanor.allinone.client.Experiments;
import io.athanor.allinone.client.Patience;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToDoubleFunction;

/** Does what a campaign proposes, one after the other, until it is closed. */
final class Robot implements AutoCloseable {
  private static final String WORKER = "robot-1";
  private static final Duration WAIT = Duration.ofSeconds(1);

  private final DoorClient door;
  private final String campaignId;
  private final String property;
  private final String unit;
  private final ToDoubleFunction<Map<String, Object>> law;
  private final Thread thread;
  private final AtomicInteger measured = new AtomicInteger();
  private volatile boolean closed;

  /**
   * Starts it.
   *
   * @param law what is measured, in {@code unit}, of the parameters of a candidate
   */
  Robot(
      URI door,
      String campaignId,
      String property,
      String unit,
      ToDoubleFunction<Map<String, Object>> law) {
    this.door = new DoorClient(door, Patience.DEFAULT);
    this.campaignId = campaignId;
    this.property = property;
    this.unit = unit;
    this.law = law;
    this.thread = new Thread(this::work, WORKER);
    thread.setDaemon(true);
    thread.start();
  }

  /** How many experiments it has done. */
  int measured() {
    return measured.get();
  }

  @Override
  public void close() {
    closed = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void work() {
    while (!closed) {
      door.lease(campaignId, WORKER, 1, WAIT).forEach(this::measure);
    }
  }

  private void measure(Experiments.Lease lease) {
    String experiment = lease.experimentId();
    Experiments.Proposal proposal = lease.proposal();
    door.progress(experiment, step(lease, "running", List.of()), experiment + "/running");
    String sample = "sample-" + experiment;
    door.report(
        new Experiments.Reading(
            sample,
            proposal.candidateId(),
            campaignId,
            experiment,
            "balance-1",
            "scalar",
            null,
            true,
            Map.of(
                property,
                new Experiments.Quantity(
                    law.applyAsDouble(proposal.candidate().parameters()), unit, 0.5, 3)),
            null),
        sample);
    door.progress(experiment, step(lease, "succeeded", List.of(sample)), experiment + "/succeeded");
    measured.incrementAndGet();
  }

  private static Experiments.Step step(
      Experiments.Lease lease, String state, List<String> samples) {
    return new Experiments.Step(WORKER, lease.epoch(), state, null, null, samples);
  }
}
