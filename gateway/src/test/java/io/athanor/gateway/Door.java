package io.athanor.gateway;

import io.athanor.event.ExperimentProposed;
import io.athanor.event.ObservationDerived;
import io.athanor.gateway.bluesky.AssembledRuns;
import io.athanor.gateway.file.FormatReader;
import io.athanor.gateway.log.EventLog;
import io.athanor.gateway.log.MemoryEventLog;
import io.athanor.gateway.security.SecurityConfig;
import io.athanor.schemas.serde.SerdeConfig;
import io.athanor.schemas.settings.KafkaConnection;
import io.athanor.schemas.topic.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;

/** A gateway before a log in memory, and a client of it. */
final class Door implements AutoCloseable {
  static final GatewayConfig.Limits LIMITS =
      new GatewayConfig.Limits(8 * 1024 * 1024, 1_000_000, 64 * 1024 * 1024, 512, 64, 4);
  static final GatewayConfig.Timeouts TIMEOUTS =
      new GatewayConfig.Timeouts(
          Duration.ofSeconds(5),
          Duration.ofSeconds(15),
          Duration.ofSeconds(60),
          Duration.ofSeconds(3));

  final MemoryEventLog log;
  final GatewayApp app;
  final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final HttpClient http = HttpClient.newHttpClient();

  Door() {
    this(new MemoryEventLog(), each -> each, LIMITS);
  }

  /** Readers of every format. */
  static Readers readers() {
    return new Readers(
        new FormatReader(Optional.empty(), LIMITS.eventBytes()),
        new AssembledRuns(LIMITS.eventBytes()));
  }

  /** With other doors beside HTTP. */
  Door(DoorsConfig doors, Readers readers) {
    this(new MemoryEventLog(), each -> each, LIMITS, TIMEOUTS, doors, readers, SecurityConfig.OPEN);
  }

  /** That asks who speaks. */
  Door(MemoryEventLog log, DoorsConfig doors, SecurityConfig security) {
    this(log, each -> each, LIMITS, TIMEOUTS, doors, readers(), security);
  }

  Door(MemoryEventLog log, Function<EventLog, EventLog> wrapping, GatewayConfig.Limits limits) {
    this(log, wrapping, limits, TIMEOUTS);
  }

  Door(
      MemoryEventLog log,
      Function<EventLog, EventLog> wrapping,
      GatewayConfig.Limits limits,
      GatewayConfig.Timeouts timeouts) {
    this(log, wrapping, limits, timeouts, DoorsConfig.OFF, readers());
  }

  Door(
      MemoryEventLog log,
      Function<EventLog, EventLog> wrapping,
      GatewayConfig.Limits limits,
      GatewayConfig.Timeouts timeouts,
      DoorsConfig doors,
      Readers readers) {
    this(log, wrapping, limits, timeouts, doors, readers, SecurityConfig.OPEN);
  }

  Door(
      MemoryEventLog log,
      Function<EventLog, EventLog> wrapping,
      GatewayConfig.Limits limits,
      GatewayConfig.Timeouts timeouts,
      DoorsConfig doors,
      Readers readers,
      SecurityConfig security) {
    this.log = log;
    KafkaConnection unused =
        new KafkaConnection(
            "127.0.0.1:1", Map.of(), Map.of(SerdeConfig.URL, "mock://gateway-door"));
    this.app =
        GatewayApp.start(
            new GatewayConfig(unused, "127.0.0.1", 0, limits, timeouts, doors, security),
            metrics,
            Clock.systemUTC(),
            new Random(7),
            readers,
            failure -> wrapping.apply(log));
  }

  /** An answer. */
  record Answer(int status, String contentType, String text) {
    JsonObject json() {
      return new JsonObject(text);
    }

    String code() {
      return json().getString("code");
    }

    String field() {
      return json().getString("field");
    }
  }

  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + app.port() + path);
  }

  Answer get(String path) {
    return send(HttpRequest.newBuilder(uri(path)).GET());
  }

  Answer post(String path, JsonObject body, String... headers) {
    return post(path, body.encode(), headers);
  }

  Answer post(String path, String body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri(path))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body));
    for (int i = 0; i < headers.length; i += 2) {
      request.setHeader(headers[i], headers[i + 1]);
    }
    return send(request);
  }

  Answer put(String path, JsonObject body) {
    return send(
        HttpRequest.newBuilder(uri(path))
            .header("Content-Type", "application/json")
            .PUT(HttpRequest.BodyPublishers.ofString(body.encode())));
  }

  Answer delete(String path) {
    return send(HttpRequest.newBuilder(uri(path)).DELETE());
  }

  Answer send(HttpRequest.Builder request) {
    try {
      HttpResponse<String> response =
          http.send(
              request.timeout(Duration.ofSeconds(40)).build(),
              HttpResponse.BodyHandlers.ofString());
      return new Answer(
          response.statusCode(),
          response.headers().firstValue("Content-Type").orElse(""),
          response.body());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A campaign over a pool of ten. */
  static JsonObject campaign(String id) {
    return new JsonObject(
        """
        {"campaignId":"%s","name":"Test","objectives":[{"property":"gap","unit":"eV","goal":"maximize"}],
         "search":{"pool":{"size":10,"parameters":[{"name":"x","kind":"continuous","unit":"1"}]}},
         "policy":{"acquisition":"upper-confidence-bound","surrogate":"gaussian-process",
                   "features":["parameters"],"kappa":1.5},
         "budget":10,"leaseSeconds":60,"seed":9007199254740993,"simulated":true}
        """
            .formatted(id));
  }

  void define(String id) {
    Answer answer = post("/v1/campaigns", campaign(id));
    if (answer.status() != 201) {
      throw new AssertionError(answer);
    }
  }

  /** Acquisition proposes. */
  ExperimentProposed propose(String campaignId, int ordinal) {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
    ExperimentProposed proposed =
        Events.proposal(campaignId, ordinal, now.plusSeconds(3600), now, ordinal == 0 ? null : now);
    log.append(Topics.EXPERIMENT_PROPOSED, campaignId, proposed).join();
    return proposed;
  }

  /** Perception derives. */
  void observe(String campaignId, String experimentId, double value, String unit) {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
    ObservationDerived observation = Events.observation(campaignId, experimentId, value, unit, now);
    log.append(Topics.OBSERVATION_DERIVED, campaignId, observation).join();
  }

  @Override
  public void close() {
    app.close();
  }
}
