package io.athanor.allinone.lab;

import io.athanor.allinone.client.Campaigns;
import io.athanor.allinone.client.DoorClient;
import io.athanor.allinone.client.DoorException;
import io.athanor.allinone.client.Experiments;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Robots that work until so many experiments are done. Each lease needs a ticket, so that exactly
 * the number asked for is done, however often the laboratory is restarted.
 */
public final class Fleet implements AutoCloseable {
  private static final Duration POLL = Duration.ofSeconds(2);

  /** Robots a fleet may have. */
  static final int MOST_ROBOTS = 16;

  private final DoorClient door;
  private final Plan plan;
  private final AtomicInteger tickets = new AtomicInteger();
  private final AtomicReference<RuntimeException> failure = new AtomicReference<>();
  private final CountDownLatch working;
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean stopping;

  /**
   * What a fleet is to do.
   *
   * @param campaignId the campaign
   * @param experiments how many experiments are to be done in all, those of earlier runs included
   * @param poolSize how many there can be
   * @param robots how many robots
   * @param pace how long making a sample takes on average
   */
  public record Plan(String campaignId, int experiments, int poolSize, int robots, Duration pace) {
    /** Checks the numbers. */
    public Plan {
      if (experiments < 1) {
        throw new IllegalArgumentException("experiments: " + experiments + " is not positive");
      }
      if (robots < 1 || robots > MOST_ROBOTS) {
        throw new IllegalArgumentException("robots: " + robots + " is not in 1.." + MOST_ROBOTS);
      }
    }
  }

  private Fleet(DoorClient door, Plan plan) {
    this.door = door;
    this.plan = plan;
    this.working = new CountDownLatch(plan.robots());
  }

  /** Starts the robots. What they held before a crash is finished first. */
  public static Fleet start(
      DoorClient door, LabJournal journal, Bench bench, InstantSource clock, Plan plan) {
    Fleet fleet = new Fleet(door, plan);
    List<List<Robot>> crews = new ArrayList<>();
    for (int i = 0; i < plan.robots(); i++) {
      crews.add(new ArrayList<>());
    }
    // a run with fewer robots than the one before takes over the others' leases
    for (int i = 0; i < MOST_ROBOTS; i++) {
      String worker = "robot-" + (i + 1);
      crews
          .get(i % plan.robots())
          .add(new Robot(door, journal, bench, clock, plan.pace(), plan.campaignId(), worker));
    }
    Campaigns.Progress progress = fleet.progress();
    int begun = progress.succeeded() + progress.failed() + progress.leased() + progress.running();
    fleet.tickets.set(Math.min(plan.experiments(), plan.poolSize()) - begun);
    for (int i = 0; i < plan.robots(); i++) {
      List<Robot> crew = crews.get(i);
      Thread thread = new Thread(() -> fleet.run(crew), "lab-robot-" + (i + 1));
      fleet.threads.add(thread);
      thread.start();
    }
    return fleet;
  }

  /** Where the campaign stands. */
  public Campaigns.Progress progress() {
    return door.campaign(plan.campaignId())
        .map(Campaigns.View::progress)
        .orElseThrow(() -> new DoorException(404, "no campaign " + plan.campaignId()));
  }

  /**
   * Waits until all is done.
   *
   * @return whether it is
   * @throws RuntimeException what stopped a robot
   */
  public boolean await(Duration atMost) throws InterruptedException {
    boolean done = working.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
    RuntimeException stopped = failure.get();
    if (stopped != null) {
      throw stopped;
    }
    return done;
  }

  private void run(List<Robot> crew) {
    try {
      for (Robot robot : crew) {
        for (Experiments.Lease lease : robot.held()) {
          if (!robot.finish(lease)) {
            tickets.incrementAndGet();
          }
        }
      }
      work(crew.get(0));
    } catch (RuntimeException e) {
      if (!stopping) {
        failure.compareAndSet(null, e);
        stopping = true;
      }
    } finally {
      working.countDown();
    }
  }

  private void work(Robot robot) {
    while (!stopping && takeTicket()) {
      Optional<Experiments.Lease> lease = robot.claim(POLL);
      boolean done = lease.isPresent() && robot.finish(lease.get());
      if (!done) {
        tickets.incrementAndGet();
      }
      if (lease.isEmpty() && isExhausted()) {
        return;
      }
    }
  }

  private boolean takeTicket() {
    return tickets.getAndUpdate(left -> left > 0 ? left - 1 : left) > 0;
  }

  private boolean isExhausted() {
    return progress().ended() >= plan.poolSize();
  }

  /** Lets the robots finish the step they are at, but no longer than {@code atMost}. */
  public void stop(Duration atMost) {
    stopping = true;
    try {
      if (!working.await(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
        threads.forEach(Thread::interrupt);
      }
    } catch (InterruptedException e) {
      threads.forEach(Thread::interrupt);
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    stop(Duration.ofSeconds(5));
  }
}
