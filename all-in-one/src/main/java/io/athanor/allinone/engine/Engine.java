package io.athanor.allinone.engine;

import io.athanor.allinone.embedded.EmbeddedKafka;
import io.athanor.allinone.embedded.EmbeddedRegistry;
import io.athanor.allinone.embedded.SchemaAdmin;
import io.athanor.allinone.embedded.StartException;
import io.athanor.allinone.embedded.TopicAdmin;
import io.athanor.gateway.GatewayApp;
import io.athanor.gateway.security.SecuritySettings;
import io.athanor.schemas.settings.KafkaConnection;
import io.athanor.schemas.settings.Setting;
import io.athanor.schemas.settings.Settings;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Parts of Athanor in one process: started in order, those that do not wait for each other side by
 * side, and closed in reverse. If a part does not start, what was started is closed and the reason
 * thrown; if one fails later, the listeners hear of it and whoever owns the engine closes it.
 */
public final class Engine implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Engine.class);

  private final EngineConfig config;
  private final EngineListener listener;
  private final Metrics metrics = new Metrics();
  private final NavigableMap<Part, Running> running = new TreeMap<>();
  private final CompletableFuture<Throwable> failure = new CompletableFuture<>();
  private volatile Settings settings;
  private volatile Optional<URI> management = Optional.empty();
  private volatile Optional<URI> door = Optional.empty();
  private volatile boolean started;
  private boolean closed;

  private Engine(EngineConfig config, EngineListener listener) {
    this.config = config;
    this.listener = listener;
    Settings located = Apps.inDirectory(config.settings(), config.directory());
    this.settings =
        config.parts().contains(Part.BROKER) ? Apps.alone(located, config.directory()) : located;
    Apps.check(settings, config.parts());
  }

  /**
   * Starts the parts and returns when all are ready.
   *
   * @throws StartException if one is not, with what it was and why
   */
  public static Engine start(EngineConfig config, EngineListener listener) {
    Engine engine = new Engine(config, listener);
    try {
      engine.launch();
      engine.started = true;
      return engine;
    } catch (RuntimeException | Error e) {
      engine.close();
      throw e;
    }
  }

  /** Broker and registry in use. */
  public KafkaConnection kafka() {
    return KafkaConnection.of(settings);
  }

  /** The settings in use, with the ports that were chosen. */
  public Settings settings() {
    return settings;
  }

  /** Where health and metrics are, if they are here. */
  public Optional<URI> management() {
    return management;
  }

  /** Where the door is, if it is here. */
  public Optional<URI> door() {
    return door;
  }

  /** Whether every part does its work. */
  public boolean isReady() {
    return started && isAlive() && !readiness().containsValue(false);
  }

  /** Whether no part has failed. */
  public boolean isAlive() {
    return !failure.isDone() && snapshot().stream().allMatch(each -> each.alive().getAsBoolean());
  }

  /** Tells the listener about the first failure that ends a part, even if it came before. */
  public void onFailure(Consumer<Throwable> action) {
    var unused = failure.thenAccept(action);
  }

  /** Each part and whether it is ready, in the order of the start. */
  public Map<Part, Boolean> readiness() {
    Map<Part, Boolean> readiness = new TreeMap<>();
    config.parts().forEach(each -> readiness.put(each, false));
    snapshot().forEach(each -> readiness.put(each.part(), each.ready().getAsBoolean()));
    return readiness;
  }

  /** Closes every part in reverse order, in the configured time at most. */
  @Override
  public void close() {
    synchronized (running) {
      if (closed) {
        return;
      }
      closed = true;
    }
    Closer closer = new Closer(settings.get(EngineSettings.CLOSE_TIMEOUT), listener);
    while (true) {
      Map.Entry<Part, Running> last;
      synchronized (running) {
        last = running.pollLastEntry();
      }
      if (last == null) {
        break;
      }
      closer.close(last.getValue());
    }
    metrics.close();
  }

  private void launch() {
    start(Part.MANAGEMENT, this::startManagement);
    start(Part.BROKER, this::startBroker);
    sideBySide(
        () -> start(Part.REGISTRY, this::startRegistry),
        () -> start(Part.TOPICS, this::createTopics));
    if (config.parts().contains(Part.TOPICS)) {
      SchemaAdmin.register(kafka());
    }
    sideBySide(
        () -> start(Part.STREAMS, () -> Apps.streams(settings, metrics.registry())),
        () ->
            start(Part.INFERENCE_WORKER, () -> Apps.inferenceWorker(settings, metrics.registry())),
        () -> start(Part.TRAINER, () -> Apps.trainer(settings, metrics.registry())),
        () -> start(Part.ACQUISITION, this::startAcquisition),
        () -> start(Part.GENERATOR, () -> Apps.generator(settings, metrics.registry())),
        () -> start(Part.GATEWAY, this::startGateway),
        () -> start(Part.FEDERATION, () -> Apps.federation(settings)));
  }

  private Running startManagement() {
    ManagementServer server =
        ManagementServer.start(
            settings.get(EngineSettings.MANAGEMENT_HOST),
            settings.get(EngineSettings.MANAGEMENT_PORT),
            metrics,
            new ManagementServer.Health(this::isAlive, this::isReady, this::readiness));
    management = Optional.of(server.uri());
    return Running.steady(Part.MANAGEMENT, server);
  }

  private Running startAcquisition() {
    if (config.parts().contains(Part.BROKER)) {
      Apps.createSigningKey(settings);
    }
    return Apps.acquisition(settings, metrics.registry());
  }

  private Running startGateway() {
    GatewayApp app = Apps.gateway(settings, metrics.registry());
    String scheme = settings.get(SecuritySettings.TLS_CERTIFICATE).isBlank() ? "http" : "https";
    door = Optional.of(URI.create(scheme + "://127.0.0.1:" + app.port()));
    return new Running(Part.GATEWAY, app::isReady, app::isAlive, app::onFailure, app);
  }

  private Running startBroker() {
    EmbeddedKafka broker =
        EmbeddedKafka.start(
            new EmbeddedKafka.Config(
                config.directory().resolve("kafka"),
                settings.get(EngineSettings.KAFKA_PORT),
                settings.get(EngineSettings.CLOSE_TIMEOUT)));
    set(KafkaConnection.BOOTSTRAP_SERVERS, broker.bootstrapServers());
    return Running.steady(Part.BROKER, broker);
  }

  private Running startRegistry() {
    EmbeddedRegistry registry =
        EmbeddedRegistry.start(
            kafka(),
            settings.get(EngineSettings.REGISTRY_PORT),
            settings.get(EngineSettings.START_TIMEOUT));
    set(KafkaConnection.REGISTRY_URL, registry.url());
    return Running.steady(Part.REGISTRY, registry);
  }

  private Running createTopics() {
    int replication = settings.get(EngineSettings.REPLICATION);
    TopicAdmin.create(
        kafka(),
        settings.get(EngineSettings.PARTITIONS),
        replication == 0 ? Optional.empty() : Optional.of((short) replication),
        settings.get(EngineSettings.START_TIMEOUT));
    return Running.steady(Part.TOPICS, () -> {});
  }

  private void start(Part part, Supplier<Running> starter) {
    if (!config.parts().contains(part)) {
      return;
    }
    long begin = System.nanoTime();
    tell(() -> listener.starting(part));
    Running started = started(part, starter);
    synchronized (running) {
      running.put(part, started);
    }
    started.failures().accept(cause -> fail(part, cause));
    Readiness.await(started, failure, settings.get(EngineSettings.START_TIMEOUT));
    Duration took = Duration.ofNanos(System.nanoTime() - begin);
    LOG.atInfo()
        .addKeyValue("part", part.label())
        .addKeyValue("durationMillis", took.toMillis())
        .log("Part is ready");
    tell(() -> listener.ready(part, took));
  }

  private static Running started(Part part, Supplier<Running> starter) {
    try {
      return starter.get();
    } catch (StartException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new StartException(part.label() + " did not start: " + e.getMessage(), e);
    }
  }

  /** Runs all to their ends, then throws the first failure. */
  private void sideBySide(Runnable... starts) {
    List<CompletableFuture<Void>> futures =
        Arrays.stream(starts)
            .map(each -> CompletableFuture.runAsync(each, Engine::inOwnThread))
            .toList();
    RuntimeException first = null;
    for (CompletableFuture<Void> each : futures) {
      try {
        each.join();
      } catch (CompletionException e) {
        RuntimeException cause =
            e.getCause() instanceof RuntimeException runtime
                ? runtime
                : new StartException(e.getCause().toString(), e.getCause());
        if (first == null) {
          first = cause;
        } else {
          first.addSuppressed(cause);
        }
      }
    }
    if (first != null) {
      throw first;
    }
  }

  private static void inOwnThread(Runnable task) {
    Thread thread = new Thread(task, "engine-start");
    thread.setDaemon(true);
    thread.start();
  }

  private void fail(Part part, Throwable cause) {
    LOG.atError().addKeyValue("part", part.label()).setCause(cause).log("Part failed");
    failure.complete(new IllegalStateException(part.label() + " failed: " + cause, cause));
  }

  private void tell(Runnable news) {
    synchronized (listener) {
      news.run();
    }
  }

  private synchronized void set(Setting<?> setting, String value) {
    settings = settings.with(setting, value);
  }

  private List<Running> snapshot() {
    synchronized (running) {
      return List.copyOf(running.values());
    }
  }
}
