package io.athanor.inference.worker;

import io.athanor.inference.batch.MicroBatcher;
import io.athanor.inference.serving.OpenModel;
import io.athanor.inference.serving.Versions;
import io.athanor.inference.store.ModelStore;
import io.athanor.inference.store.ModelStoreException;
import io.athanor.inference.store.StoredModel;
import io.athanor.schemas.serde.RegistryUnavailableException;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The inference worker: a thread that polls, one that predicts, the queue between, and a third that
 * exchanges the model unless one is fixed. Ready once the model is open, the last transaction is
 * settled and the group has answered.
 */
public final class InferenceApp implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(InferenceApp.class);
  private static final Duration BACKOFF = Duration.ofMillis(500);

  private final InferenceConfig config;
  private final StoredModel stored;
  private final MicroBatcher<Pending> queue;
  private final WorkerMetrics metrics;
  private final ModelStore store;
  private final InstantSource clock;
  private final Assignment assignment = new Assignment();
  private final AtomicReference<Throwable> failure = new AtomicReference<>();
  private final AtomicReference<Consumer<Throwable>> listener = new AtomicReference<>();
  private final Thread polling;
  private final Thread predicting;
  private final Poller poller;
  private volatile boolean open;
  private volatile boolean closing;

  private InferenceApp(
      InferenceConfig config,
      ModelStore store,
      StoredModel stored,
      MeterRegistry meters,
      InstantSource clock) {
    this.config = config;
    this.store = store;
    this.stored = stored;
    this.clock = clock;
    int neighbours = stored.manifest().shape().neighbours();
    this.queue =
        new MicroBatcher<>(
            config.queueCapacity(),
            config.fetchSize(),
            config.batchSize(),
            config.batchEdges(),
            pending -> (long) pending.sites() * neighbours,
            config.batchDelay());
    this.metrics = new WorkerMetrics(meters, queue);
    KafkaConsumer<byte[], byte[]> consumer = Clients.member(config);
    this.poller = new Poller(consumer, queue, assignment);
    this.polling =
        thread(
            "inference-poll",
            () -> {
              try (consumer) {
                poller.run();
              }
            });
    this.predicting = thread("inference-predict", this::predict);
  }

  /**
   * Verifies the model and starts the worker; the model opens in the background.
   *
   * @throws io.athanor.inference.store.ModelStoreException where the model is missing or not what
   *     its digest says
   */
  public static InferenceApp start(InferenceConfig config, MeterRegistry metrics) {
    return start(config, metrics, InstantSource.system());
  }

  /** As {@link #start(InferenceConfig, MeterRegistry)}, with a clock for the events' times. */
  public static InferenceApp start(
      InferenceConfig config, MeterRegistry metrics, InstantSource clock) {
    ModelStore store = config.store();
    StoredModel stored = store.load(config.modelName(), config.modelDigest());
    InferenceApp app = new InferenceApp(config, store, stored, metrics, clock);
    app.polling.start();
    app.predicting.start();
    return app;
  }

  /** Whether requests are being answered. */
  public boolean isReady() {
    return open && poller.joined() && isAlive();
  }

  /** Whether both threads work; false after a failure or a close. */
  public boolean isAlive() {
    return failure.get() == null && !closing && polling.isAlive() && predicting.isAlive();
  }

  /** Calls back once if the worker fails for good, at once if it already has. */
  public void onFailure(Consumer<Throwable> action) {
    listener.set(action);
    Throwable cause = failure.get();
    if (cause != null) {
      tell(cause);
    }
  }

  /** Finishes the batch under way, leaves the rest to the next start, and closes everything. */
  @Override
  public void close() {
    closing = true;
    stop();
    join(polling);
    join(predicting);
  }

  private void stop() {
    queue.removeIf(pending -> true);
    queue.close();
    poller.stop();
  }

  private void predict() throws InterruptedException {
    try (Codecs codecs = new Codecs(config.kafka());
        Versions<Serving> versions =
            new Versions<>(serving(stored), Serving::digest, this::version, Serving::close);
        Publisher publisher = new Publisher(() -> Clients.transactional(config))) {
      Answerer answerer = new Answerer(codecs.requests()::decode, versions, System::nanoTime);
      Reasoner reasoner =
          new Reasoner(queue, assignment, poller::group, answerer, codecs, publisher, metrics);
      if (!reasoner.start() || !announce(versions.peek().events(), codecs, reasoner, publisher)) {
        return;
      }
      Thread following = following(versions, codecs);
      open = true;
      LOG.atInfo().addKeyValue("modelDigest", stored.digest()).log("Inference worker is open");
      try {
        reasoner.run();
      } finally {
        // it uses what is closed next
        queue.close();
        following.join();
      }
    }
  }

  private Serving serving(StoredModel model) {
    return Serving.of(OpenModel.open(model, config.device(), config.batchEdges()), clock);
  }

  /** Whatever is wrong with a version that is served beside, it is the store's. */
  private Serving version(String digest) {
    try {
      return serving(store.load(config.modelName(), Optional.of(digest)));
    } catch (ModelStoreException cause) {
      throw cause;
    } catch (RuntimeException cause) {
      throw new ModelStoreException("it cannot be opened: " + cause.getMessage(), cause);
    }
  }

  /** The thread that exchanges models, running; one that ends at once where a model is fixed. */
  private Thread following(Versions<Serving> versions, Codecs codecs) {
    ModelFollower follower =
        new ModelFollower(
            new FollowerShell(config, queue),
            codecs,
            config.modelName(),
            versions,
            this::version,
            () -> store.released(config.modelName()),
            config.modelLook(),
            metrics);
    Thread thread =
        thread(
            "inference-models",
            () -> {
              if (config.modelDigest().isEmpty()) {
                follower.run();
              }
            });
    thread.start();
    return thread;
  }

  /** Publishes the release where it is due; false if the worker closes meanwhile. */
  private boolean announce(
      EventWriter events, Codecs codecs, Reasoner reasoner, Publisher publisher)
      throws InterruptedException {
    Announcer announcer = new Announcer(codecs, events);
    while (true) {
      try (KafkaConsumer<byte[], byte[]> reader = Clients.reader(config, "reader")) {
        var due = announcer.due(reader, stored.manifest().name(), stored.digest());
        if (!due.isEmpty()) {
          publisher.commit(due, Map.of(), null);
        }
        return true;
      } catch (AuthorizationException cause) {
        throw cause;
      } catch (KafkaException cause) {
        LOG.atWarn()
            .addKeyValue("reason", cause.getMessage())
            .log("Announcing the model failed, trying again");
        boolean renewed = cause instanceof RegistryUnavailableException || reasoner.start();
        if (!renewed || queue.awaitClosed(BACKOFF)) {
          return false;
        }
      }
    }
  }

  /** Work that may be interrupted. */
  @FunctionalInterface
  private interface Work {
    void run() throws InterruptedException;
  }

  private Thread thread(String name, Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (InterruptedException cause) {
                Thread.currentThread().interrupt();
                fail(cause);
              } catch (RuntimeException | Error cause) {
                fail(cause);
              }
            },
            name);
    thread.setDaemon(true);
    return thread;
  }

  private void fail(Throwable cause) {
    if (closing) {
      LOG.atDebug().setCause(cause).log("Inference worker closed with an error");
      return;
    }
    if (failure.compareAndSet(null, cause)) {
      LOG.atError().setCause(cause).log("Inference worker failed");
      stop();
      tell(cause);
    }
  }

  private void tell(Throwable cause) {
    Optional.ofNullable(listener.getAndSet(null)).ifPresent(action -> action.accept(cause));
  }

  private void join(Thread thread) {
    try {
      thread.join(config.closeTimeout().toMillis() / 2);
      if (thread.isAlive()) {
        LOG.atWarn()
            .addKeyValue("worker", thread.getName())
            .log("Interrupting a thread that hangs");
        thread.interrupt();
        thread.join(config.closeTimeout().toMillis() / 2);
      }
    } catch (InterruptedException cause) {
      Thread.currentThread().interrupt();
    }
  }
}
