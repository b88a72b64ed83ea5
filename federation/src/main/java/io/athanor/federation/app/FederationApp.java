package io.athanor.federation.app;

import io.athanor.federation.round.Participant;
import io.athanor.schemas.serde.SchemaRegistries;
import io.athanor.schemas.serde.SchemaRegistry;
import io.athanor.schemas.signing.Ed25519;
import io.athanor.schemas.signing.OrderSigner;
import io.athanor.schemas.signing.TrustedKeys;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A site that learns with others. It reads its own log, speaks at the hub only in steps of rounds,
 * and puts what comes out back into its own log. While the hub or the own log is not there it
 * waits; a restart takes up every round where it was. Thread-safe.
 */
public final class FederationApp implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(FederationApp.class);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final long AGAIN_MILLIS = 2_000;
  private static final long CLOSE_MILLIS = 20_000;

  private final FederationConfig config;
  private final OrderSigner signer;
  private final TrustedKeys keys;
  private final Vault vault;
  private final Participant participant;
  private final Optional<TrunkLearner> learner;
  private final Thread thread;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final List<Consumer<Throwable>> listeners = new CopyOnWriteArrayList<>();
  private final AtomicReference<Throwable> failure = new AtomicReference<>();
  private volatile boolean ready;

  private FederationApp(FederationConfig config, Optional<TrunkLearner> learner)
      throws IOException {
    this.config = config;
    this.signer = new OrderSigner(Ed25519.readOrCreate(config.identity()));
    this.keys = TrustedKeys.read(config.keys());
    this.vault = new Vault(config.state());
    this.participant = new Participant(signer.keyId(), vault.master());
    this.learner = learner;
    this.thread = new Thread(this::run, "federation");
  }

  /** Starts one that averages no network. */
  public static FederationApp start(FederationConfig config) {
    return start(config, Optional.empty());
  }

  /**
   * Starts it.
   *
   * @param learner this site's network, closed with the application; needed where the configuration
   *     has a plan for it
   * @throws IllegalArgumentException where keys or state cannot be read, naming the setting
   */
  public static FederationApp start(FederationConfig config, Optional<TrunkLearner> learner) {
    if (config.trunk().isPresent() && learner.isEmpty()) {
      throw new IllegalArgumentException(
          "federation.trunk.properties: are given, and there is no network to average");
    }
    try {
      FederationApp app = new FederationApp(config, learner);
      app.thread.start();
      return app;
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "federation.identity, federation.keys or federation.state cannot be read: "
              + e.getMessage(),
          e);
    }
  }

  /** The id of this site's key, which is its name at the hub. */
  public String site() {
    return signer.keyId();
  }

  /** Whether it has read the hub's log and takes part. */
  public boolean isReady() {
    return ready && isAlive();
  }

  /** Whether it runs or will. */
  public boolean isAlive() {
    return failure.get() == null && closing.getCount() > 0;
  }

  /** Tells the listener about the failure that ends this application, even if it came before. */
  public void onFailure(Consumer<Throwable> listener) {
    listeners.add(listener);
    Throwable before = failure.get();
    if (before != null && listeners.remove(listener)) {
      listener.accept(before);
    }
  }

  private void run() {
    try {
      sessions();
    } finally {
      // here and not where it is closed: a pass may still be under way there
      learner.ifPresent(TrunkLearner::close);
    }
  }

  private void sessions() {
    while (closing.getCount() > 0) {
      try {
        session();
      } catch (InterruptException e) {
        return;
      } catch (KafkaException | IOException e) {
        LOG.atWarn().setCause(e).log("The hub or the own log is not there, trying again");
        pause();
      } catch (RuntimeException e) {
        fail(e);
        return;
      }
    }
  }

  /** From a fold of the hub's log on, until closed or until one of the logs fails. */
  private void session() throws IOException {
    try (SchemaRegistry registry = SchemaRegistries.open(config.own().serdes());
        Hub hub = Hub.open(config.hub(), signer)) {
      LogReader log = new LogReader(config.own(), registry);
      try (OwnLog own = new OwnLog(config.own(), registry, log)) {
        HubFold fold = new HubFold(keys);
        Optional<Trunks> trunks =
            config.trunk().map(plan -> new Trunks(config, plan, learner.orElseThrow(), own));
        Site site = new Site(config, participant, vault, log, trunks);
        Desk desk =
            new Desk(
                config,
                signer.keyId(),
                keys.size(),
                site,
                trunks,
                vault,
                hub,
                own,
                Clock.systemUTC());
        while (closing.getCount() > 0) {
          hub.read(fold, POLL);
          desk.settle(fold);
          if (ready || hub.isCaughtUp()) {
            ready = true;
            desk.work(fold);
          }
        }
      }
    } finally {
      ready = false;
    }
  }

  private void pause() {
    try {
      boolean closed = closing.await(AGAIN_MILLIS, TimeUnit.MILLISECONDS);
      LOG.atDebug().addKeyValue("closed", closed).log("Waited for the hub");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void fail(Throwable cause) {
    LOG.atError().setCause(cause).log("Federation failed and ends");
    if (failure.compareAndSet(null, cause)) {
      for (Consumer<Throwable> listener : listeners) {
        if (listeners.remove(listener)) {
          listener.accept(cause);
        }
      }
    }
  }

  /** Ends it; what it owes in open rounds it says after the next start. */
  @Override
  public void close() {
    closing.countDown();
    try {
      thread.join(CLOSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (thread.isAlive()) {
      LOG.atWarn().log("Federation did not close in time");
    }
  }
}
