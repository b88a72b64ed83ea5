package io.athanor.allinone.embedded;

import io.athanor.schemas.settings.KafkaConnection;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A small schema registry on loopback that speaks Confluent's REST interface (Avro, no references,
 * no authentication) and keeps its state in the compacted topic {@code _schemas}. Production runs a
 * registry of its own; this one is for one process and has one writer.
 */
public final class EmbeddedRegistry implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedRegistry.class);
  private static final int WORKERS = 4;

  private final Vertx vertx;
  private final RegistryLog log;
  private final Duration timeout;
  private final int port;
  private final AtomicBoolean closed = new AtomicBoolean();

  private EmbeddedRegistry(Vertx vertx, RegistryLog log, Duration timeout, int port) {
    this.vertx = vertx;
    this.log = log;
    this.timeout = timeout;
    this.port = port;
  }

  /**
   * Reads its topic and listens; when this returns it answers.
   *
   * @param port on loopback, 0 for any free one
   * @param timeout for the start, for each write and for the close
   * @throws StartException if the port is in use or the broker does not answer
   */
  public static EmbeddedRegistry start(KafkaConnection kafka, int port, Duration timeout) {
    Objects.requireNonNull(timeout, "timeout");
    int claimed = Ports.claim(port, "schema registry");
    RegistryLog.Opened opened = RegistryLog.open(kafka, timeout);
    Vertx vertx =
        Vertx.vertx(
            new VertxOptions()
                .setEventLoopPoolSize(1)
                .setWorkerPoolSize(WORKERS)
                .setInternalBlockingPoolSize(2));
    try {
      RegistryService service = new RegistryService(opened.state(), opened.log()::append);
      HttpServer server =
          vertx
              .createHttpServer(new HttpServerOptions().setHost(Ports.LOOPBACK).setPort(claimed))
              .requestHandler(RegistryRoutes.router(vertx, service))
              .listen()
              .toCompletionStage()
              .toCompletableFuture()
              .get(timeout.toMillis(), TimeUnit.MILLISECONDS);
      LOG.atInfo()
          .addKeyValue("port", server.actualPort())
          .addKeyValue("count", opened.state().subjectNames(false).size())
          .log("Embedded schema registry is up");
      return new EmbeddedRegistry(vertx, opened.log(), timeout, server.actualPort());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      abandon(vertx, opened.log());
      throw new StartException("interrupted while starting the schema registry", e);
    } catch (ExecutionException | TimeoutException e) {
      abandon(vertx, opened.log());
      throw new StartException("the schema registry did not start: " + e.getMessage(), e);
    }
  }

  /** Address for clients. */
  public String url() {
    return "http://" + Ports.LOOPBACK + ":" + port;
  }

  /** Where it listens. */
  public int port() {
    return port;
  }

  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    try {
      vertx
          .close()
          .toCompletionStage()
          .toCompletableFuture()
          .get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      LOG.atWarn().addKeyValue("reason", e).log("Embedded schema registry did not stop cleanly");
    } finally {
      log.close();
    }
  }

  private static void abandon(Vertx vertx, RegistryLog log) {
    var unused = vertx.close();
    log.close();
  }
}
