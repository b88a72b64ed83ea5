package io.athanor.allinone.fleet;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** The public door over HTTP without a thread for each request. Used on one event loop. */
final class AsyncDoor {
  private static final int CONNECTIONS = 512;
  private static final Duration ANSWER = Duration.ofSeconds(20);
  private static final long FIRST_PAUSE = 50;
  private static final long LONGEST_PAUSE = 2_000;

  private final Vertx vertx;
  private final HttpClientAgent http;
  private final URI base;
  private int requests;
  private int failures;

  /** An answer of the door; {@code json} is empty where it said nothing. */
  record Answer(int status, JsonObject json) {
    boolean isGood() {
      return status < 300;
    }

    /** Whether the same may be said again later: overloaded, or not up yet. */
    boolean isTransient() {
      return status == 429 || status >= 500;
    }
  }

  AsyncDoor(Vertx vertx, URI base) {
    this.vertx = vertx;
    this.base = base;
    this.http =
        vertx
            .httpClientBuilder()
            .with(new HttpClientOptions().setConnectTimeout(2_000).setKeepAliveTimeout(30))
            .with(new PoolOptions().setHttp1MaxSize(CONNECTIONS))
            .build();
  }

  /** Requests sent so far. */
  int requests() {
    return requests;
  }

  /** Requests that had no answer, or that the door was not up to. */
  int failures() {
    return failures;
  }

  Future<Answer> get(String path) {
    return once(HttpMethod.GET, path, null, "", Duration.ZERO);
  }

  /** Says it once; a failed future where no answer came. */
  Future<Answer> post(String path, JsonObject body, Duration wait) {
    return once(HttpMethod.POST, path, body, "", wait);
  }

  /**
   * Says it until the door answers for good, each time under the same key, so that it counts once.
   *
   * @param wanted whether it is still worth saying; fails where it is not
   */
  Future<Answer> insist(
      HttpMethod method, String path, JsonObject body, String key, BooleanSupplier wanted) {
    Promise<Answer> promise = Promise.promise();
    attempt(method, path, body, key, wanted, FIRST_PAUSE, promise);
    return promise.future();
  }

  private void attempt(
      HttpMethod method,
      String path,
      JsonObject body,
      String key,
      BooleanSupplier wanted,
      long pause,
      Promise<Answer> promise) {
    if (!wanted.getAsBoolean()) {
      promise.fail("not wanted any more: " + path);
      return;
    }
    once(method, path, body, key, Duration.ZERO)
        .onComplete(
            answer -> {
              if (answer.succeeded() && !answer.result().isTransient()) {
                promise.complete(answer.result());
                return;
              }
              long next = Math.min(2 * pause, LONGEST_PAUSE);
              vertx.setTimer(
                  pause, timer -> attempt(method, path, body, key, wanted, next, promise));
            });
  }

  private Future<Answer> once(
      HttpMethod method, String path, JsonObject body, String key, Duration wait) {
    requests++;
    RequestOptions options =
        new RequestOptions()
            .setMethod(method)
            .setHost(base.getHost())
            .setPort(base.getPort())
            .setURI(path);
    if (!key.isEmpty()) {
      options.putHeader("Idempotency-Key", key);
    }
    Buffer sent = body == null ? null : body.toBuffer();
    if (sent != null) {
      options.putHeader("Content-Type", "application/json");
    }
    return http.request(options)
        .compose(request -> send(request, sent))
        .timeout(ANSWER.plus(wait).toMillis(), TimeUnit.MILLISECONDS)
        .andThen(answer -> failures += answer.failed() || answer.result().isTransient() ? 1 : 0);
  }

  private static Future<Answer> send(HttpClientRequest request, Buffer body) {
    return (body == null ? request.send() : request.send(body))
        .compose(
            response ->
                response.body().map(bytes -> new Answer(response.statusCode(), json(bytes))));
  }

  private static JsonObject json(Buffer bytes) {
    if (bytes.length() == 0) {
      return new JsonObject();
    }
    try {
      return bytes.toJsonObject();
    } catch (DecodeException e) {
      return new JsonObject().put("detail", "no JSON");
    }
  }
}
