package io.athanor.bridge.door;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** Questions and answers in JSON. Safe for use by several threads. */
final class DoorHttp {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration ANSWER = Duration.ofSeconds(30);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  private final URI base;
  private final Optional<String> token;
  private final Duration patience;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  /**
   * An answer.
   *
   * @param status HTTP status
   * @param body JSON, or missing where there was none
   */
  record Answer(int status, JsonNode body) {
    boolean isGood() {
      return status < 300;
    }

    private boolean isTransient() {
      return status == 429 || status >= 500;
    }

    /** Whether the door did not listen to what was said, as it does not know who said it. */
    private boolean isUnheard() {
      return status == 401 || status == 403;
    }

    String detail() {
      String field = body.path("field").asText("");
      return status + (field.isEmpty() ? "" : " " + field) + " " + body.path("detail").asText("");
    }
  }

  /**
   * For a door.
   *
   * @param token bearer token; empty where the door asks for none
   * @param patience how long a question is asked again while the door does not answer
   */
  DoorHttp(URI base, Optional<String> token, Duration patience) {
    this.base = base;
    this.token = token;
    this.patience = patience;
  }

  Answer get(String path) {
    return again(request(path, ANSWER).GET().build());
  }

  /** Asks once: what may not be said twice. */
  Answer postOnce(String path, JsonNode body, Duration wait) {
    try {
      return send(post(path, body, ANSWER.plus(wait)).build());
    } catch (IOException e) {
      throw new DoorException("no answer to POST " + path, e);
    }
  }

  /** Asks until there is an answer: what is the same however often it is said. */
  Answer post(String path, JsonNode body, String idempotencyKey) {
    return again(post(path, body, ANSWER).header("Idempotency-Key", idempotencyKey).build());
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private HttpRequest.Builder post(String path, JsonNode body, Duration timeout) {
    return request(path, timeout)
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(body.toString()));
  }

  private HttpRequest.Builder request(String path, Duration timeout) {
    HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path)).timeout(timeout);
    token.ifPresent(each -> request.header("Authorization", "Bearer " + each));
    return request;
  }

  private Answer again(HttpRequest request) {
    long giveUp = System.nanoTime() + patience.toNanos();
    Duration pause = FIRST_PAUSE;
    while (true) {
      DoorException failure;
      try {
        Answer answer = send(request);
        failure = new DoorException(request.uri().getPath() + " answered " + answer.detail());
        if (answer.isUnheard()) {
          throw failure;
        }
        if (!answer.isTransient()) {
          return answer;
        }
      } catch (IOException e) {
        failure = new DoorException("no answer to " + request.uri().getPath(), e);
      }
      if (System.nanoTime() + pause.toNanos() > giveUp) {
        throw failure;
      }
      sleep(pause);
      pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : pause;
    }
  }

  private Answer send(HttpRequest request) throws IOException {
    try {
      HttpResponse<String> response =
          http.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
      return new Answer(response.statusCode(), read(response.body()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DoorException("interrupted", e);
    }
  }

  private static JsonNode read(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      return JSON.missingNode();
    }
  }

  private static void sleep(Duration pause) {
    try {
      Thread.sleep(pause.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DoorException("interrupted", e);
    }
  }
}
