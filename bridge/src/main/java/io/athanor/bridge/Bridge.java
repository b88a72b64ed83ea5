package io.athanor.bridge;

import io.athanor.bridge.core.BridgeCore;
import io.athanor.bridge.core.Command;
import io.athanor.bridge.core.LedgerEntry;
import io.athanor.bridge.core.LedgerState;
import io.athanor.bridge.core.Offer;
import io.athanor.bridge.core.Outcome;
import io.athanor.bridge.core.Verdict;
import io.athanor.bridge.device.Device;
import io.athanor.bridge.door.Door;
import io.athanor.bridge.door.Lease;
import io.athanor.bridge.envelope.Refusal;
import io.athanor.bridge.ledger.Ledger;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries orders out, one after the other, each at most once whatever moment it dies at: the order
 * is judged, the door is asked for the permission, the order is judged again, the intent is put on
 * the disk, the device acts, its answer is put on the disk, the door is told. What the ledger says
 * was begun is never begun again; after a crash the device is asked what became of it. Owned by one
 * thread.
 */
public final class Bridge {
  private static final Logger LOG = LoggerFactory.getLogger(Bridge.class);

  private final BridgeCore core;
  private final Ledger ledger;
  private final Device device;
  private final Door door;
  private final Keeper keeper;
  private final BooleanSupplier stopped;
  private final InstantSource clock;

  /** Does something while a lease is kept. */
  public interface Keeper {
    /** What {@code action} gives, {@code lease} having been renewed as long as it ran. */
    <T> T whileKept(Lease lease, Callable<T> action) throws Exception;

    /** Does not renew. */
    static Keeper none() {
      return new Keeper() {
        @Override
        public <T> T whileKept(Lease lease, Callable<T> action) throws Exception {
          return action.call();
        }
      };
    }
  }

  /** What became of a lease. */
  public enum Result {
    /** Carried out, with whatever outcome. */
    ACTUATED,
    /** Refused, and the door was told. */
    REFUSED,
    /** The door gave no permission. */
    NOT_PERMITTED,
    /** It was begun before: nothing was done again. */
    KNOWN
  }

  /**
   * A bridge.
   *
   * @param stopped whether the robot's own stop is pressed
   */
  public Bridge(
      BridgeCore core,
      Ledger ledger,
      Device device,
      Door door,
      Keeper keeper,
      BooleanSupplier stopped,
      InstantSource clock) {
    this.core = core;
    this.ledger = ledger;
    this.device = device;
    this.door = door;
    this.keeper = keeper;
    this.stopped = stopped;
    this.clock = clock;
  }

  /** Finds out about what was begun before a crash, and tells the door. */
  public void recover() throws IOException {
    for (LedgerState.Open open : ledger.state().open()) {
      Command command = open.intent().command();
      Outcome outcome =
          open.outcome().isPresent() ? open.outcome().get() : asked(command, "interrupted");
      if (open.outcome().isEmpty()) {
        ledger.append(new LedgerEntry.Done(clock.instant(), command.orderId(), outcome));
      }
      report(command, outcome);
    }
  }

  /** Brings a lease to its end. */
  public Result take(Lease lease) throws IOException {
    if (lease.running()
        && ledger.state().isUsed(lease.experimentId(), lease.step())
        && ledger.state().highestEpoch(lease.experimentId()) == lease.epoch()) {
      // from before a crash: recover() has said what became of it
      return Result.KNOWN;
    }
    Lease permitted = lease;
    if (!lease.running()) {
      if (judge(lease) instanceof Verdict.Refuse refuse) {
        return refuse(lease, refuse.refusal());
      }
      Optional<Instant> until = door.permit(lease);
      if (until.isEmpty()) {
        LOG.atWarn()
            .addKeyValue("experimentId", lease.experimentId())
            .log("No permission to actuate");
        return Result.NOT_PERMITTED;
      }
      permitted = running(lease, until.get());
    }
    Verdict verdict = judge(permitted);
    if (verdict instanceof Verdict.Refuse refuse) {
      return refuse(permitted, refuse.refusal());
    }
    actuate(permitted, (Verdict.Actuate) verdict);
    return Result.ACTUATED;
  }

  private Verdict judge(Lease lease) {
    if (lease.signed().isEmpty()) {
      return new Verdict.Refuse(
          new Refusal(Refusal.Code.SIGNATURE, "signature", "the order is not signed"));
    }
    boolean halted = stopped.getAsBoolean() || door.isHalted(lease.campaignId());
    return core.on(
        new Offer(
            lease.signed().get(),
            lease.experimentId(),
            lease.epoch(),
            lease.step(),
            lease.expiresAt(),
            halted),
        ledger.state(),
        clock.instant());
  }

  private void actuate(Lease lease, Verdict.Actuate verdict) throws IOException {
    Command command = verdict.command();
    ledger.append(new LedgerEntry.Intent(clock.instant(), command, verdict.uses()));
    Outcome outcome;
    try {
      outcome = keeper.whileKept(lease, () -> device.actuate(command));
    } catch (IOException e) {
      LOG.atWarn()
          .addKeyValue("experimentId", command.experimentId())
          .addKeyValue("reason", e.getMessage())
          .log("The device did not answer");
      outcome = asked(command, String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException(e);
    }
    ledger.append(new LedgerEntry.Done(clock.instant(), command.orderId(), outcome));
    report(command, outcome);
  }

  /** What the device says became of a command whose answer was lost. */
  private Outcome asked(Command command, String reason) {
    Device.Answer answer = device.did(command.orderId());
    return switch (answer.memory()) {
      case DONE ->
          answer
              .outcome()
              .orElseGet(() -> lost("carried out, but the outcome was lost: " + reason));
      case NOT_DONE -> new Outcome.Failed("interrupted", reason, true, Map.of());
      case UNKNOWN -> lost("nobody knows whether it was carried out: " + reason);
    };
  }

  private static Outcome lost(String reason) {
    return new Outcome.Failed(Outcome.LOST, reason, false, Map.of());
  }

  private void report(Command command, Outcome outcome) throws IOException {
    boolean accepted = door.report(command, outcome);
    if (!accepted) {
      LOG.atWarn()
          .addKeyValue("experimentId", command.experimentId())
          .log("The lease was over before the outcome was reported; the ledger has it");
    }
    ledger.append(new LedgerEntry.Reported(clock.instant(), command.orderId(), accepted));
  }

  private Result refuse(Lease lease, Refusal refusal) {
    LOG.atWarn()
        .addKeyValue("experimentId", lease.experimentId())
        .addKeyValue("code", refusal.code().spelled())
        .addKeyValue("field", refusal.field())
        .log("Refused an order");
    door.refuse(lease, refusal);
    return Result.REFUSED;
  }

  private static Lease running(Lease lease, Instant until) {
    return new Lease(
        lease.experimentId(),
        lease.campaignId(),
        lease.epoch(),
        lease.step(),
        true,
        until,
        lease.signed());
  }
}
