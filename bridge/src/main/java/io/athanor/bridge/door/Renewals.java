package io.athanor.bridge.door;

import io.athanor.bridge.Bridge;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Renews a lease at every third of what is left of it, for as long as the robot works. A lease that
 * is lost meanwhile stops nothing: a robot that has begun finishes, and the ledger keeps it.
 */
public final class Renewals implements Bridge.Keeper {
  private static final Logger LOG = LoggerFactory.getLogger(Renewals.class);
  private static final long SHORTEST_MILLIS = 200;

  private final Door door;
  private final ScheduledExecutorService timer;
  private final InstantSource clock;

  /** Renewals by {@code timer}. */
  public Renewals(Door door, ScheduledExecutorService timer, InstantSource clock) {
    this.door = door;
    this.timer = timer;
    this.clock = clock;
  }

  @Override
  public <T> T whileKept(Lease lease, Callable<T> action) throws Exception {
    Duration left = Duration.between(clock.instant(), lease.expiresAt());
    long pause = Math.max(SHORTEST_MILLIS, left.toMillis() / 3);
    ScheduledFuture<?> renewals =
        timer.scheduleWithFixedDelay(() -> renew(lease), pause, pause, TimeUnit.MILLISECONDS);
    try {
      return action.call();
    } finally {
      renewals.cancel(false);
    }
  }

  private void renew(Lease lease) {
    try {
      if (!door.renew(lease)) {
        LOG.atWarn()
            .addKeyValue("experimentId", lease.experimentId())
            .log("The lease is lost while the robot works");
      }
    } catch (DoorException e) {
      LOG.atWarn()
          .addKeyValue("experimentId", lease.experimentId())
          .addKeyValue("reason", e.getMessage())
          .log("The lease could not be renewed");
    }
  }
}
