package io.athanor.bridge;

import io.athanor.bridge.core.BridgeCore;
import io.athanor.bridge.device.Device;
import io.athanor.bridge.device.SubprocessDevice;
import io.athanor.bridge.device.VirtualDevice;
import io.athanor.bridge.door.Door;
import io.athanor.bridge.door.DoorException;
import io.athanor.bridge.door.HttpDoor;
import io.athanor.bridge.door.Lease;
import io.athanor.bridge.door.Renewals;
import io.athanor.bridge.envelope.Envelope;
import io.athanor.bridge.envelope.EnvelopeFile;
import io.athanor.bridge.ledger.LedgerFile;
import io.athanor.schemas.signing.TrustedKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A bridge as a process: takes up what was open, then one lease after the other. It ends when it is
 * told to, or when its ledger cannot be written: then nothing may be carried out any more.
 */
public final class BridgeApp implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(BridgeApp.class);
  private static final long PAUSE_MILLIS = 1_000;

  private final LedgerFile ledger;
  private final Device device;
  private final Door door;
  private final Bridge bridge;
  private final Optional<Path> stopFile;
  private final Duration asking;
  private final ScheduledExecutorService timer;
  private final CountDownLatch stop = new CountDownLatch(1);

  private BridgeApp(BridgeConfig config, LedgerFile ledger, Envelope envelope, TrustedKeys keys)
      throws IOException {
    this.ledger = ledger;
    this.stopFile = config.stopFile();
    this.asking = config.asking();
    this.device =
        config.device().isEmpty()
            ? new VirtualDevice(config.virtualProperty(), config.virtualUnit())
            : new SubprocessDevice(config.device());
    Optional<String> token = Optional.empty();
    if (config.tokenFile().isPresent()) {
      token = Optional.of(Files.readString(config.tokenFile().get()).strip());
    }
    this.door = new HttpDoor(config.door(), token, config.patience(), config.identity());
    this.timer =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "bridge-renewals");
              thread.setDaemon(true);
              return thread;
            });
    this.bridge =
        new Bridge(
            new BridgeCore(keys, envelope, config.station()),
            ledger,
            device,
            door,
            new Renewals(door, timer, Clock.systemUTC()),
            this::isStopped,
            Clock.systemUTC());
    LOG.atInfo()
        .addKeyValue("instrumentId", config.identity().instrumentId())
        .addKeyValue("envelope", envelope.digest())
        .addKeyValue("keys", keys.size())
        .addKeyValue("begun", ledger.state().begun())
        .log("Bridge is ready");
  }

  /**
   * Opens keys, envelope and ledger.
   *
   * @throws IOException if one cannot be read; {@link IllegalArgumentException} if one is wrong
   */
  public static BridgeApp open(BridgeConfig config) throws IOException {
    Envelope envelope = EnvelopeFile.read(config.envelope());
    TrustedKeys keys = TrustedKeys.read(config.keys());
    if (keys.size() == 0) {
      throw new IllegalArgumentException("bridge.keys: " + config.keys() + " holds no key");
    }
    LedgerFile ledger = LedgerFile.open(config.ledger());
    try {
      return new BridgeApp(config, ledger, envelope, keys);
    } catch (IOException | RuntimeException e) {
      ledger.close();
      throw e;
    }
  }

  /**
   * Carries orders out until {@link #stop}.
   *
   * @throws IOException if the ledger cannot be written
   */
  public void run() throws IOException {
    boolean takenUp = false;
    List<Lease> held = new ArrayList<>();
    while (stop.getCount() > 0) {
      try {
        if (!takenUp) {
          bridge.recover();
          held.clear();
          held.addAll(door.held());
          takenUp = true;
        }
        if (!held.isEmpty()) {
          take(held.remove(0));
        } else if (isStopped()) {
          pause();
        } else {
          door.claim(asking).ifPresent(held::add);
        }
      } catch (DoorException e) {
        // what was begun is in the ledger; it is taken up again once the door answers
        takenUp = false;
        LOG.atWarn().addKeyValue("reason", e.getMessage()).log("The door does not do its part");
        pause();
      }
    }
  }

  /** What was not carried out may be the first thing that the door hands out again. */
  private void take(Lease lease) throws IOException {
    if (bridge.take(lease) != Bridge.Result.ACTUATED) {
      pause();
    }
  }

  /** Lets what is being done come to its end, then ends {@link #run}. */
  public void stop() {
    stop.countDown();
  }

  @Override
  public void close() throws IOException {
    stop();
    timer.shutdownNow();
    device.close();
    ledger.close();
  }

  private boolean isStopped() {
    return stopFile.filter(Files::exists).isPresent();
  }

  private void pause() {
    try {
      if (stop.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
        LOG.atDebug().log("Told to stop");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      stop();
    }
  }
}
