package io.athanor.allinone.optimade;

import com.fasterxml.jackson.databind.JsonNode;
import io.athanor.formats.FormatException;
import io.athanor.formats.document.JsonText;
import io.athanor.formats.optimade.OptimadeFormat;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Fetches pages. Tried again, after a pause that doubles or that the provider asks for: no answer
 * in time, 429, 5xx, and an answer that is cut off. Anything else is final.
 */
final class PageClient {
  private static final int ATTEMPTS = 6;
  private static final int MOST_BYTES = 64 * 1024 * 1024;
  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
  private static final Duration LONGEST_ASKED = Duration.ofMinutes(10);

  private final HttpClient http =
      HttpClient.newBuilder()
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(Duration.ofSeconds(10))
          .build();
  private final Pace pace;
  private final Duration timeout;
  private final Supplier<Instant> now;
  private final Consumer<String> remarks;

  /** A failure that may pass, and how long the provider asks to wait. */
  private record Failure(String reason, Optional<Duration> asked) {}

  private record Outcome(Optional<JsonNode> page, Failure failure) {}

  /**
   * A client.
   *
   * @param timeout for one answer as a whole
   * @param now for a {@code Retry-After} that is a date
   * @param remarks is told of each failure that is tried again
   */
  PageClient(Pace pace, Duration timeout, Supplier<Instant> now, Consumer<String> remarks) {
    this.pace = pace;
    this.timeout = timeout;
    this.now = now;
    this.remarks = remarks;
  }

  /**
   * A page.
   *
   * @throws ImportException once trying again does not help
   */
  JsonNode page(URI address) throws InterruptedException {
    for (int attempt = 1; ; attempt++) {
      pace.await();
      Outcome outcome = attempt(address);
      if (outcome.page().isPresent()) {
        return outcome.page().get();
      }
      Failure failure = outcome.failure();
      Duration pause = failure.asked().orElse(backoff(attempt));
      if (attempt == ATTEMPTS || pause.compareTo(LONGEST_ASKED) > 0) {
        throw ImportException.provider(
            address + ": " + failure.reason() + ", tried " + attempt + " times");
      }
      remarks.accept(failure.reason() + ", trying again in " + pause.toMillis() + " ms");
      pace.pause(pause);
    }
  }

  private Outcome attempt(URI address) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .timeout(timeout)
            .header("Accept", "application/vnd.api+json, application/json")
            .GET()
            .build();
    CompletableFuture<HttpResponse<byte[]>> answer =
        http.sendAsync(request, info -> new BoundedBody(MOST_BYTES));
    try {
      // the request's own timeout ends with the header
      return read(address, answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      answer.cancel(true);
      return failed("no answer within " + timeout.toMillis() + " ms", Optional.empty());
    } catch (ExecutionException e) {
      return failed(reason(e.getCause()), Optional.empty());
    }
  }

  private String reason(Throwable cause) {
    if (cause instanceof java.net.http.HttpTimeoutException) {
      return "no answer within " + timeout.toMillis() + " ms";
    }
    String message = cause instanceof IOException ? cause.getMessage() : null;
    return message == null ? "no answer (" + cause.getClass().getSimpleName() + ")" : message;
  }

  private Outcome read(URI address, HttpResponse<byte[]> response) {
    int status = response.statusCode();
    if (status == 429 || status >= 500) {
      return failed("the provider answered " + status, retryAfter(response));
    }
    if (status != 200) {
      throw ImportException.provider(
          address
              + ": the provider answered "
              + status
              + response.headers().firstValue("Location").map(l -> ", moved to " + l).orElse("")
              + detail(response.body()));
    }
    try {
      JsonNode page = JsonText.document(OptimadeFormat.NAME, response.body());
      if (!page.path("data").isArray()) {
        throw ImportException.provider(address + ": the answer has no list 'data'");
      }
      return new Outcome(Optional.of(page), null);
    } catch (FormatException e) {
      return failed("the answer " + e.reason(), Optional.empty());
    }
  }

  private static Outcome failed(String reason, Optional<Duration> asked) {
    return new Outcome(Optional.empty(), new Failure(reason, asked));
  }

  /** What the provider says is wrong, as JSON:API has it. */
  private static String detail(byte[] body) {
    try {
      JsonNode error = JsonText.document(OptimadeFormat.NAME, body).path("errors").path(0);
      String text = error.path("detail").asText(error.path("title").asText(""));
      return text.isEmpty() ? "" : ": " + text.substring(0, Math.min(300, text.length()));
    } catch (FormatException e) {
      return "";
    }
  }

  private static Duration backoff(int attempt) {
    Duration pause = FIRST_PAUSE.multipliedBy(1L << (attempt - 1));
    return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
  }

  /** Seconds, or a date (RFC 9110, 10.2.3). */
  private Optional<Duration> retryAfter(HttpResponse<byte[]> response) {
    Optional<String> header = response.headers().firstValue("Retry-After").map(String::strip);
    if (header.isEmpty()) {
      return Optional.empty();
    }
    if (header.get().matches("[0-9]{1,9}")) {
      return Optional.of(Duration.ofSeconds(Long.parseLong(header.get())));
    }
    try {
      Instant at =
          ZonedDateTime.parse(header.get(), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      Duration until = Duration.between(now.get(), at);
      return Optional.of(until.isNegative() ? Duration.ZERO : until);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
