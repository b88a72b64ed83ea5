package io.athanor.gateway;

import io.athanor.gateway.bluesky.BlueskyConfig;
import io.athanor.gateway.bluesky.BlueskyDoor;
import io.athanor.gateway.bluesky.BlueskyRuns;
import io.athanor.gateway.cloudevents.CloudEventCommands;
import io.athanor.gateway.command.CampaignCommands;
import io.athanor.gateway.command.DecisionCommands;
import io.athanor.gateway.command.DraftCommands;
import io.athanor.gateway.command.FactCommands;
import io.athanor.gateway.command.HaltCommands;
import io.athanor.gateway.command.InquiryCommands;
import io.athanor.gateway.command.InstrumentCommands;
import io.athanor.gateway.command.Intake;
import io.athanor.gateway.command.LeaseCommands;
import io.athanor.gateway.command.OutcomeCommands;
import io.athanor.gateway.command.ProgressCommands;
import io.athanor.gateway.command.ReadingCommands;
import io.athanor.gateway.command.ShadowCommands;
import io.athanor.gateway.command.TellCommands;
import io.athanor.gateway.command.WebhookCommands;
import io.athanor.gateway.contract.Contract;
import io.athanor.gateway.event.Origin;
import io.athanor.gateway.http.HttpDoor;
import io.athanor.gateway.log.EventLog;
import io.athanor.gateway.log.Followers;
import io.athanor.gateway.log.KafkaEventLog;
import io.athanor.gateway.log.OwnedLog;
import io.athanor.gateway.mqtt.MqttParts;
import io.athanor.gateway.room.FleetLoad;
import io.athanor.gateway.room.RoomDoors;
import io.athanor.gateway.room.Rooms;
import io.athanor.gateway.security.Audit;
import io.athanor.gateway.security.Authenticator;
import io.athanor.gateway.security.DoorTls;
import io.athanor.gateway.security.Identities;
import io.athanor.gateway.security.Identity;
import io.athanor.gateway.security.LogAudit;
import io.athanor.gateway.security.Quotas;
import io.athanor.gateway.security.SecurityConfig;
import io.athanor.gateway.view.View;
import io.athanor.schemas.topic.Topic;
import io.athanor.schemas.topic.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * The gateway: a door that listens, a view that follows the log, and a log to write to. It holds no
 * truth of its own; any number of gateways may stand before one log.
 */
public final class GatewayApp implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(30);
  private static final int MAXIMUM_HEADER = 16 * 1024;

  private final GatewayConfig config;
  private final EventLog log;
  private final View view;
  private final CompletableFuture<Throwable> failure;
  private final Vertx vertx;
  private final ThreadPoolExecutor workers;
  private final LeaseCommands leases;
  private final HttpDoor door;
  private final BlueskyRuns runs;
  private final BlueskyDoor documents;
  private final MqttParts mqtt;
  private final OtherDoors doors;
  private final Rooms rooms;
  private final FleetLoad load;
  private final Audit audit;
  private final Identity local;
  private HttpServer server;
  private volatile boolean closed;

  private GatewayApp(
      GatewayConfig config,
      MeterRegistry metrics,
      Clock clock,
      RandomGenerator random,
      Readers readers,
      Function<CompletableFuture<Throwable>, EventLog> logs) {
    this.config = config;
    this.failure = new CompletableFuture<>();
    Contract contract = Contract.load();
    Timer latency =
        Timer.builder("athanor.gateway.reading.to.proposal")
            .description("From the acceptance of a reading to the arrival of its proposal")
            .publishPercentileHistogram()
            .register(metrics);
    this.view =
        new View(clock, millis -> latency.record((long) (millis * 1e6), TimeUnit.NANOSECONDS));
    GatewayConfig.Limits limits = config.limits();
    this.workers =
        new ThreadPoolExecutor(
            limits.threads(),
            limits.threads(),
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(limits.pendingRequests() + limits.waitingClients()),
            GatewayApp::worker);
    metrics.gauge("athanor.gateway.workers.queued", workers, each -> each.getQueue().size());
    this.log = logs.apply(failure);
    Duration patience = config.timeouts().log();
    Function<Optional<String>, Origin> origins =
        traceparent ->
            new Origin(clock.instant().truncatedTo(ChronoUnit.MICROS), random, traceparent);
    this.leases =
        new LeaseCommands(
            log,
            view,
            workers,
            () -> origins.apply(Optional.empty()),
            patience,
            config.timeouts().stall().dividedBy(2));
    SecurityConfig security = config.security();
    this.local = Identity.local(security.isRequired(), security.localTenant());
    Supplier<Origin> now = () -> origins.apply(Optional.empty()).by(local);
    CampaignCommands campaigns = new CampaignCommands(contract, log, view, patience);
    ReadingCommands readings = new ReadingCommands(contract, log, view);
    FactCommands facts = new FactCommands(contract, log, view);
    InstrumentCommands instruments = new InstrumentCommands(contract, log, view, workers, patience);
    Intake intake = new Intake(contract, readings, campaigns, facts, instruments);
    BlueskyConfig bluesky = config.doors().bluesky();
    this.runs =
        new BlueskyRuns(
            readers.runs(), new OwnedLog(log, local), workers, now, bluesky.timeout(), metrics);
    this.documents = new BlueskyDoor(log, runs, bluesky.mostWaiting(), security.localTenant());
    this.rooms = new Rooms(log.archive(), view);
    this.load = new FleetLoad(view);
    ProgressCommands progress = new ProgressCommands(log, view, patience);
    HttpDoor.Commands commands =
        new HttpDoor.Commands(
            campaigns,
            readings,
            leases,
            progress,
            new OutcomeCommands(progress, view),
            new TellCommands(readings, progress, workers),
            new DecisionCommands(log, view),
            new HaltCommands(log, view, patience),
            new InquiryCommands(log, view, config.timeouts().stall().dividedBy(2), patience),
            new ShadowCommands(log, view, patience),
            new WebhookCommands(log, view, patience, config.doors().webhooks()),
            facts,
            instruments,
            new CloudEventCommands(contract, intake),
            documents,
            new DraftCommands(contract),
            RoomDoors.of(rooms, view, load, patience));
    this.vertx = Vertx.vertx(options());
    this.audit = security.isRequired() ? new LogAudit(log, clock, random, metrics) : Audit.OFF;
    Authenticator authenticator = authenticator(clock);
    Quotas quotas = new Quotas(security.quota());
    this.mqtt =
        new MqttParts(
            vertx,
            config.doors().mqtt(),
            contract,
            intake,
            instruments,
            workers,
            now,
            view::isCaughtUp,
            metrics,
            new MqttParts.Security(authenticator, quotas, audit, security.tls()));
    this.doors = new OtherDoors(vertx, config);
    this.door =
        new HttpDoor(
            new HttpDoor.Parts(
                vertx,
                contract,
                view,
                commands,
                workers,
                origins,
                new HttpDoor.Security(authenticator, quotas, audit),
                metrics),
            config);
  }

  /**
   * Starts the gateway: it listens when this returns, and is ready once its view has caught up.
   *
   * @throws IllegalStateException if it cannot listen
   */
  public static GatewayApp start(GatewayConfig config, MeterRegistry metrics) {
    KafkaEventLog.Limits limits =
        new KafkaEventLog.Limits(
            config.timeouts().log(), config.limits().eventBytes(), config.timeouts().close());
    return start(
        config,
        metrics,
        Clock.systemUTC(),
        new SecureRandom(),
        Readers.of(config),
        failure -> new KafkaEventLog(config.kafka(), followed(), limits, failure::complete));
  }

  /** The topics it follows. */
  private static List<Topic<?>> followed() {
    List<Topic<?>> topics = new ArrayList<>(View.topics());
    topics.add(Topics.BLUESKY_DOCUMENT_RECEIVED);
    return topics;
  }

  /** On any log, with a given clock and source of randomness. */
  static GatewayApp start(
      GatewayConfig config,
      MeterRegistry metrics,
      Clock clock,
      RandomGenerator random,
      Readers readers,
      Function<CompletableFuture<Throwable>, EventLog> logs) {
    GatewayApp app = new GatewayApp(config, metrics, clock, random, readers, logs);
    try {
      app.log.follow(new Followers(List.of(app.runs, app.view, app.load)));
      app.rooms.open();
      app.listen();
      app.doors.open(
          app.mqtt,
          new OwnedLog(app.log, app.local),
          app.view,
          readers.files(),
          app.documents,
          app.runs);
      return app;
    } catch (RuntimeException | Error e) {
      app.close();
      throw e;
    }
  }

  /** The port it listens on. */
  public int port() {
    return server.actualPort();
  }

  /** The port its MQTT server listens on, where it has one. */
  public Optional<Integer> mqttPort() {
    return doors.mqttPort();
  }

  /** Whether it listens and its view has caught up with what was in the log at the start. */
  public boolean isReady() {
    return isAlive() && view.isCaughtUp();
  }

  /** Whether it follows the log; an outage of the broker does not change that. */
  public boolean isAlive() {
    return !closed && !failure.isDone() && log.isAlive();
  }

  /** Tells the listener about the failure that ended it, even if it came before. */
  public void onFailure(Consumer<Throwable> listener) {
    var unused = failure.thenAccept(listener);
  }

  /** Stops accepting, lets what is in work end, and closes the log, in bounded time. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    long millis = Math.max(1, config.timeouts().close().toMillis() / 3);
    door.endStreams();
    doors.opened().forEach(each -> Closing.quietly("door", each::close));
    leases.close();
    if (server != null) {
      Closing.quietly(
          "server",
          () ->
              server
                  .shutdown(millis, TimeUnit.MILLISECONDS)
                  .await(2 * millis, TimeUnit.MILLISECONDS));
    }
    workers.shutdown();
    Closing.quietly(
        "workers",
        () -> {
          if (!workers.awaitTermination(millis, TimeUnit.MILLISECONDS)) {
            workers.shutdownNow();
          }
        });
    Closing.quietly("audit", audit::close);
    Closing.quietly("log", log::close);
    Closing.quietly("vertx", () -> vertx.close().await(millis, TimeUnit.MILLISECONDS));
  }

  private Authenticator authenticator(Clock clock) {
    if (!config.security().isRequired()) {
      return Authenticator.open();
    }
    try {
      return Identities.open(vertx, config.security(), clock);
    } catch (RuntimeException e) {
      Closing.quietly("vertx", () -> vertx.close().await(1, TimeUnit.SECONDS));
      Closing.quietly("log", log::close);
      throw e;
    }
  }

  private void listen() {
    HttpServerOptions options =
        new HttpServerOptions()
            .setHost(config.host())
            .setPort(config.port())
            .setMaxHeaderSize(MAXIMUM_HEADER)
            // browsers never ask for it, and a client that upgrades with its first request may lose
            // its place in a large answer (seen with the JDK's, 2 in 60)
            .setHttp2ClearTextEnabled(false)
            // a stalled client: closing otherwise waits until it has read what was written
            .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
            .setWriteIdleTimeout((int) config.timeouts().stall().toMillis());
    DoorTls.apply(config.security().tls(), options);
    try {
      server =
          vertx
              .createHttpServer(options)
              .requestHandler(door.router())
              .listen()
              .await(START.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | RuntimeException e) {
      throw new IllegalStateException(
          "cannot listen on " + config.host() + ":" + config.port() + ": " + e.getMessage(), e);
    }
  }

  private static VertxOptions options() {
    return new VertxOptions()
        .setEventLoopPoolSize(1)
        .setFileSystemOptions(
            new FileSystemOptions()
                .setFileCachingEnabled(false)
                .setClassPathResolvingEnabled(false));
  }

  private static Thread worker(Runnable task) {
    Thread thread = new Thread(task, "gateway-worker");
    thread.setDaemon(true);
    return thread;
  }
}
