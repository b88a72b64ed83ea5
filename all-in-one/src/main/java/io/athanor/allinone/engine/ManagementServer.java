package io.athanor.allinone.engine;

import io.athanor.allinone.embedded.StartException;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code /health/live}, {@code /health/ready} and {@code /metrics}: what an orchestrator asks. It
 * is the first part up and the last one down, so that a process that starts can say so.
 */
final class ManagementServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ManagementServer.class);
  private static final long TIMEOUT_SECONDS = 10;
  private static final int UNAVAILABLE = 503;

  private final Vertx vertx;
  private final URI uri;

  private ManagementServer(Vertx vertx, URI uri) {
    this.vertx = vertx;
    this.uri = uri;
  }

  /** What is asked. */
  record Health(BooleanSupplier alive, BooleanSupplier ready, Supplier<Map<Part, Boolean>> parts) {}

  static ManagementServer start(String host, int port, Metrics metrics, Health health) {
    Vertx vertx =
        Vertx.vertx(
            new VertxOptions()
                .setEventLoopPoolSize(1)
                .setWorkerPoolSize(1)
                .setInternalBlockingPoolSize(1));
    try {
      HttpServer server =
          vertx
              .createHttpServer(new HttpServerOptions().setHost(host).setPort(port))
              .requestHandler(request -> answer(request, metrics, health))
              .listen()
              .toCompletionStage()
              .toCompletableFuture()
              .get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
      return new ManagementServer(vertx, URI.create("http://" + host + ":" + server.actualPort()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      abandon(vertx);
      throw new StartException("interrupted while starting the management server", e);
    } catch (ExecutionException | TimeoutException e) {
      abandon(vertx);
      throw new StartException(
          "the management server cannot listen on "
              + host
              + ":"
              + port
              + ": "
              + e.getMessage()
              + "; choose another management port",
          e);
    }
  }

  URI uri() {
    return uri;
  }

  @Override
  public void close() {
    try {
      vertx
          .close()
          .toCompletionStage()
          .toCompletableFuture()
          .get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      LOG.atWarn().addKeyValue("reason", e).log("Management server did not stop cleanly");
    }
  }

  private static void answer(HttpServerRequest request, Metrics metrics, Health health) {
    switch (request.path()) {
      case "/health/live" -> status(request, health.alive().getAsBoolean(), health);
      case "/health/ready" -> status(request, health.ready().getAsBoolean(), health);
      case "/metrics" ->
          request
              .response()
              .putHeader("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
              .end(metrics.scrape());
      default -> request.response().setStatusCode(404).end();
    }
  }

  private static void status(HttpServerRequest request, boolean good, Health health) {
    JsonObject parts = new JsonObject();
    health.parts().get().forEach((part, ready) -> parts.put(part.label(), ready ? "up" : "down"));
    request
        .response()
        .setStatusCode(good ? 200 : UNAVAILABLE)
        .putHeader("Content-Type", "application/json")
        .end(new JsonObject().put("status", good ? "up" : "down").put("parts", parts).encode());
  }

  private static void abandon(Vertx vertx) {
    var unused = vertx.close();
  }
}
