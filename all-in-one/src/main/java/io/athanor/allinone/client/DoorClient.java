package io.athanor.allinone.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The public door over HTTP. What may be said twice without harm (questions, definitions,
 * candidates, anything under an idempotency key) is tried again while the door does not answer or
 * says that it is overloaded; a claim of a lease is not, since its answer may have been lost: ask
 * {@link #leases} instead. Safe for use by several threads.
 */
public final class DoorClient {
  private static final int CANDIDATES_PER_REQUEST = 500;
  private static final Duration ANSWER = Duration.ofSeconds(30);
  private static final ObjectMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  private final URI base;
  private final Patience patience;
  private final HttpClient http;

  private record Candidates(List<?> candidates) {}

  private record Claim(String worker, int max, int waitSeconds) {}

  /**
   * A client of the door at {@code base}, e.g. {@code http://127.0.0.1:8080}.
   *
   * @param patience how long requests are tried again
   */
  public DoorClient(URI base, Patience patience) {
    this.base = base;
    this.patience = patience;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
  }

  /**
   * Defines a campaign.
   *
   * @return whether it is new; false where the same definition was there already
   * @throws DoorException with 409 where another definition was there
   */
  public boolean define(Campaigns.Definition definition) {
    return post("/v1/campaigns", definition, Optional.empty(), ANSWER, true).statusCode() == 201;
  }

  /** Where a campaign stands; empty where there is none of that id. */
  public Optional<Campaigns.View> campaign(String campaignId) {
    try {
      return Optional.of(
          read(get("/v1/campaigns/" + encoded(campaignId)), new TypeReference<>() {}));
    } catch (DoorException e) {
      if (e.status() == 404) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /**
   * Sends candidates to a campaign's pool, in portions.
   *
   * @param candidates as {@link Campaigns.Candidate} or as maps in the contract's words
   * @throws DoorException naming the first that was refused
   */
  public void addCandidates(String campaignId, List<?> candidates) {
    String path = "/v1/campaigns/" + encoded(campaignId) + "/candidates";
    for (int from = 0; from < candidates.size(); from += CANDIDATES_PER_REQUEST) {
      int to = Math.min(from + CANDIDATES_PER_REQUEST, candidates.size());
      HttpResponse<String> response =
          post(path, new Candidates(candidates.subList(from, to)), Optional.empty(), ANSWER, true);
      List<Campaigns.Admission> results = list(response, "results", new TypeReference<>() {});
      for (Campaigns.Admission result : results) {
        if (result.candidateId() == null) {
          throw new DoorException(
              response.statusCode(), "candidate " + result.index() + ": " + result.error());
        }
      }
    }
  }

  /**
   * Reports a reading, an {@link Experiments.Reading} or a map in the contract's words; the same
   * key and content give the same id, however often it is said.
   */
  public Experiments.Acknowledgement report(Object reading, String idempotencyKey) {
    return read(
        post("/v1/readings", reading, Optional.of(idempotencyKey), ANSWER, true),
        new TypeReference<>() {});
  }

  /** Reports the result of a computation, a map in the contract's words, as {@link #report}. */
  public Experiments.Acknowledgement reportSimulation(Object simulation, String idempotencyKey) {
    return read(
        post("/v1/simulations", simulation, Optional.of(idempotencyKey), ANSWER, true),
        new TypeReference<>() {});
  }

  /** Reports a document, a map in the contract's words, as {@link #report}. */
  public Experiments.Acknowledgement reportLiterature(Object document, String idempotencyKey) {
    return read(
        post("/v1/literature", document, Optional.of(idempotencyKey), ANSWER, true),
        new TypeReference<>() {});
  }

  /** Claims proposals, waiting up to {@code wait} for one; empty where there was none. */
  public List<Experiments.Lease> lease(String campaignId, String worker, int max, Duration wait) {
    int seconds = (int) Math.min(30, wait.toSeconds());
    return list(
        post(
            "/v1/campaigns/" + encoded(campaignId) + "/leases",
            new Claim(worker, max, seconds),
            Optional.empty(),
            ANSWER.plusSeconds(seconds),
            false),
        "leases",
        new TypeReference<>() {});
  }

  /** What a worker holds now. */
  public List<Experiments.Lease> leases(String worker) {
    return list(
        get("/v1/workers/" + encoded(worker) + "/leases"), "leases", new TypeReference<>() {});
  }

  /** Proposals of a campaign in a state; {@code open} for those not over. */
  public List<Experiments.Proposal> proposals(String campaignId, String state) {
    return list(
        get("/v1/campaigns/" + encoded(campaignId) + "/proposals?state=" + encoded(state)),
        "proposals",
        new TypeReference<>() {});
  }

  /**
   * Reports a step of an experiment.
   *
   * @throws DoorException with 409 where the step is out of place
   */
  public Experiments.Standing progress(
      String experimentId, Experiments.Step step, String idempotencyKey) {
    return read(
        post(
            "/v1/experiments/" + encoded(experimentId) + "/progress",
            step,
            Optional.of(idempotencyKey),
            ANSWER,
            true),
        new TypeReference<>() {});
  }

  private HttpResponse<String> get(String path) {
    return send(HttpRequest.newBuilder(base.resolve(path)).timeout(ANSWER).GET().build(), true);
  }

  private HttpResponse<String> post(
      String path, Object body, Optional<String> key, Duration timeout, boolean repeatable) {
    String text;
    try {
      text = JSON.writeValueAsString(body);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("cannot write " + body.getClass().getSimpleName(), e);
    }
    HttpRequest.Builder request =
        HttpRequest.newBuilder(base.resolve(path))
            .timeout(timeout)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(text));
    key.ifPresent(value -> request.header("Idempotency-Key", value));
    return send(request.build(), repeatable);
  }

  private HttpResponse<String> send(HttpRequest request, boolean repeatable) {
    long giveUp = System.nanoTime() + patience.overall().toNanos();
    for (int failures = 1; ; failures++) {
      DoorException failure;
      try {
        HttpResponse<String> response =
            http.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        if (response.statusCode() < 300) {
          return response;
        }
        failure = refusal(request, response);
      } catch (IOException e) {
        failure = new DoorException("no answer to " + request.method() + " " + request.uri(), e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new DoorException("interrupted", e);
      }
      Duration pause = patience.pause(failures);
      boolean late = System.nanoTime() + pause.toNanos() > giveUp;
      if (!repeatable || !failure.isTransient() || late) {
        throw failure;
      }
      pause(pause);
    }
  }

  private static void pause(Duration pause) {
    try {
      Thread.sleep(pause.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DoorException("interrupted", e);
    }
  }

  private static DoorException refusal(HttpRequest request, HttpResponse<String> response) {
    String detail = response.body();
    try {
      Campaigns.Problem problem = JSON.readValue(detail, Campaigns.Problem.class);
      if (problem != null && problem.detail() != null) {
        detail =
            problem.field() == null ? problem.detail() : problem.field() + ": " + problem.detail();
      }
    } catch (JsonProcessingException e) {
      // not our door's words: shown as they are
    }
    return new DoorException(
        response.statusCode(),
        request.method()
            + " "
            + request.uri().getPath()
            + " answered "
            + response.statusCode()
            + ": "
            + detail);
  }

  private static <T> T read(HttpResponse<String> response, TypeReference<T> type) {
    try {
      return JSON.readValue(response.body(), type);
    } catch (JsonProcessingException e) {
      throw new DoorException("cannot read the answer to " + response.request().uri().getPath(), e);
    }
  }

  private static <T> List<T> list(
      HttpResponse<String> response, String field, TypeReference<List<T>> type) {
    try {
      JsonNode node = JSON.readTree(response.body()).path(field);
      return node.isArray() ? List.copyOf(JSON.convertValue(node, type)) : List.of();
    } catch (JsonProcessingException e) {
      throw new DoorException("cannot read the answer to " + response.request().uri().getPath(), e);
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
