package io.athanor.inference.trainer;

import io.athanor.inference.continual.Refresher;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The trainer: one thread that follows the log, and one while the model is refreshed. Ready once it
 * has read the log. Where it is switched off, where a version is fixed, or where there is no place
 * for what it makes, it is ready at once and does nothing.
 */
public final class TrainerApp implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TrainerApp.class);

  private final Optional<TrainerLoop> loop;
  private final Thread thread;
  private final long closeMillis;
  private final AtomicReference<Throwable> failure = new AtomicReference<>();
  private final AtomicReference<Consumer<Throwable>> listener = new AtomicReference<>();
  private volatile boolean closing;

  private TrainerApp(Optional<TrainerLoop> loop, long closeMillis) {
    this.loop = loop;
    this.closeMillis = closeMillis;
    this.thread = new Thread(this::run, "trainer");
    thread.setDaemon(true);
  }

  /**
   * Starts it.
   *
   * @param refreshers makes what trains; it is closed after each refresh
   * @throws io.athanor.inference.store.ModelStoreException where the store releases no such model
   */
  public static TrainerApp start(
      TrainerConfig config,
      Supplier<Refresher> refreshers,
      MeterRegistry metrics,
      InstantSource clock) {
    long closeMillis = config.inference().closeTimeout().toMillis();
    if (!config.works()) {
      LOG.atInfo().log("The trainer is off");
      return new TrainerApp(Optional.empty(), closeMillis);
    }
    TrainerLoop loop = new TrainerLoop(config, refreshers, new TrainerMetrics(metrics), clock);
    TrainerApp app = new TrainerApp(Optional.of(loop), closeMillis);
    app.thread.start();
    return app;
  }

  /** Whether it follows the log, or has nothing to do. */
  public boolean isReady() {
    return isAlive() && loop.map(TrainerLoop::isLive).orElse(true);
  }

  /** Whether it works; false after a failure or a close. */
  public boolean isAlive() {
    return failure.get() == null && !closing && (loop.isEmpty() || thread.isAlive());
  }

  /** Calls back once if it fails for good, at once if it already has. */
  public void onFailure(Consumer<Throwable> action) {
    listener.set(action);
    Throwable cause = failure.get();
    if (cause != null) {
      tell(cause);
    }
  }

  /** Leaves what is under way to the next start. */
  @Override
  public void close() {
    closing = true;
    if (loop.isEmpty()) {
      return;
    }
    loop.get().stop();
    try {
      thread.join(closeMillis);
      if (thread.isAlive()) {
        thread.interrupt();
      }
    } catch (InterruptedException cause) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try (TrainerLoop running = loop.orElseThrow()) {
      running.run();
    } catch (InterruptedException cause) {
      Thread.currentThread().interrupt();
      fail(cause);
    } catch (RuntimeException | Error cause) {
      fail(cause);
    }
  }

  private void fail(Throwable cause) {
    if (closing) {
      LOG.atDebug().setCause(cause).log("Trainer closed with an error");
      return;
    }
    if (failure.compareAndSet(null, cause)) {
      LOG.atError().setCause(cause).log("Trainer failed");
      tell(cause);
    }
  }

  private void tell(Throwable cause) {
    Optional.ofNullable(listener.getAndSet(null)).ifPresent(action -> action.accept(cause));
  }
}
