package io.athanor.gateway;

import io.athanor.event.AcquisitionBreakdown;
import io.athanor.event.Approval;
import io.athanor.event.Candidate;
import io.athanor.event.ExperimentProposed;
import io.athanor.event.Meta;
import io.athanor.event.ObservationDerived;
import io.athanor.event.Quantity;
import io.athanor.gateway.log.EventLog;
import io.athanor.gateway.log.MemoryEventLog;
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
import java.util.List;
import java.util.Map;
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
          Duration.ofSeconds(30),
          Duration.ofSeconds(3));

  final MemoryEventLog log;
  final GatewayApp app;
  final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final HttpClient http = HttpClient.newHttpClient();

  Door() {
    this(new MemoryEventLog(), each -> each, LIMITS);
  }

  Door(MemoryEventLog log, Function<EventLog, EventLog> wrapping, GatewayConfig.Limits limits) {
    this.log = log;
    KafkaConnection unused =
        new KafkaConnection(
            "127.0.0.1:1", Map.of(), Map.of(SerdeConfig.URL, "mock://gateway-door"));
    this.app =
        GatewayApp.start(
            new GatewayConfig(unused, "127.0.0.1", 0, limits, TIMEOUTS),
            metrics,
            Clock.systemUTC(),
            new Random(7),
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

  private Answer send(HttpRequest.Builder request) {
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
    ExperimentProposed proposed = proposal(campaignId, ordinal, Instant.now().plusSeconds(3600));
    log.append(Topics.EXPERIMENT_PROPOSED, campaignId, proposed).join();
    return proposed;
  }

  /** Perception derives. */
  void observe(String campaignId, String experimentId, double value, String unit) {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
    ObservationDerived observation =
        ObservationDerived.newBuilder()
            .setMeta(meta("o-" + experimentId + value, now))
            .setCampaignId(campaignId)
            .setExperimentId(experimentId)
            .setCandidateId("c-1")
            .setSampleId("s-1")
            .setProperty("gap")
            .setQuantity(
                Quantity.newBuilder().setValue(value).setUnit(unit).setSem(value / 100).build())
            .setTechnique("scalar")
            .setMethod("as-reported/1")
            .setFidelity("experiment")
            .setReadingId("r-1")
            .setReadingRecordedAt(now)
            .setSimulated(true)
            .build();
    log.append(Topics.OBSERVATION_DERIVED, campaignId, observation).join();
  }

  static ExperimentProposed proposal(String campaignId, int ordinal, Instant expiresAt) {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
    String id = campaignId + "-e" + ordinal;
    return ExperimentProposed.newBuilder()
        .setMeta(meta("p-" + id, now))
        .setCampaignId(campaignId)
        .setExperimentId(id)
        .setOrdinal(ordinal)
        .setCandidateId("c-" + ordinal)
        .setCandidate(
            Candidate.newBuilder()
                .setCandidateId("c-" + ordinal)
                .setParameters(Map.of("x", ordinal / 10.0))
                .build())
        .setPoolIndex(ordinal)
        .setObjective("gap")
        .setWhy(
            AcquisitionBreakdown.newBuilder()
                .setFunction("upper-confidence-bound")
                .setValue(1.9)
                .setMean(1.5)
                .setStandardDeviation(0.25 - ordinal * 0.01)
                .setObservations(ordinal)
                .setPending(0)
                .build())
        .setRunnersUp(List.of())
        .setOffsetsSeen(List.of())
        .setApproval(Approval.AUTOMATIC)
        .setSeed(1)
        .setProposedAt(now)
        .setExpiresAt(expiresAt.truncatedTo(ChronoUnit.MICROS))
        .setTriggerRecordedAt(ordinal == 0 ? null : now)
        .setSimulated(true)
        .build();
  }

  private static Meta meta(String id, Instant now) {
    return Meta.newBuilder()
        .setId(id)
        .setSource("test")
        .setOccurredAt(now)
        .setRecordedAt(now)
        .setCausedBy(List.of())
        .build();
  }

  @Override
  public void close() {
    app.close();
  }
}
