package io.athanor.gateway.security;

import io.athanor.gateway.problem.Problem;
import io.athanor.gateway.problem.ProblemCode;
import io.athanor.gateway.problem.ProblemException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Says who a caller is by the API keys of a file and by tokens that an issuer has signed. Both are
 * read again while Vert.x runs, so a key is given and taken back without a restart.
 */
public final class Identities implements Authenticator {
  private static final Duration REQUEST = Duration.ofSeconds(10);
  private static final Duration SOONEST = Duration.ofSeconds(5);
  private static final int LARGEST = 1 << 20;
  private static final int OK = 200;

  private final Vertx vertx;
  private final InstantSource clock;
  private final Optional<Reloaded<AccessKeys>> keys;
  private final Optional<Reloaded<Tokens>> tokens;
  private Instant lastAsked = Instant.EPOCH;

  private Identities(
      Vertx vertx,
      InstantSource clock,
      Optional<Reloaded<AccessKeys>> keys,
      Optional<Reloaded<Tokens>> tokens,
      SecurityConfig config) {
    this.vertx = vertx;
    this.clock = clock;
    this.keys = keys;
    this.tokens = tokens;
    vertx.setPeriodic(config.refresh().toMillis(), tick -> later(this::reloadKeys));
    vertx.setPeriodic(config.tokenRefresh().toMillis(), tick -> later(this::reloadTokens));
  }

  /**
   * Reads keys and issuer.
   *
   * @throws IllegalStateException if a file cannot be read; an issuer that does not answer is asked
   *     again, and until then its tokens are refused
   */
  public static Identities open(Vertx vertx, SecurityConfig config, InstantSource clock) {
    Optional<Reloaded<AccessKeys>> keys =
        config
            .keys()
            .map(
                path ->
                    new Reloaded<>(
                        "gateway.keys.file " + path,
                        () -> Files.readAllBytes(path),
                        bytes -> AccessKeys.read(new JsonObject(Buffer.buffer(bytes))),
                        AccessKeys.none()));
    keys.ifPresent(Reloaded::load);
    Optional<Reloaded<Tokens>> tokens =
        config
            .tokens()
            .map(
                each ->
                    new Reloaded<>(
                        "gateway.jwt.keys " + each.keys(),
                        source(each.keys()),
                        bytes -> new Tokens(vertx, each, SigningKeys.read(bytes)),
                        new Tokens(vertx, each, List.of())));
    tokens.ifPresent(
        each -> {
          if ("file".equals(config.tokens().orElseThrow().keys().getScheme())) {
            each.load();
          } else {
            each.reload();
          }
        });
    return new Identities(vertx, clock, keys, tokens, config);
  }

  @Override
  public Future<Identity> authenticate(Optional<Credentials> shown) {
    Optional<Future<Identity>> known = shown.flatMap(this::find);
    return known
        .orElseGet(() -> Future.failedFuture("nothing is shown"))
        .recover(failure -> Future.failedFuture(refusal()));
  }

  private Optional<Future<Identity>> find(Credentials shown) {
    if (shown instanceof Credentials.AccessKey key) {
      return keys.flatMap(each -> each.get().find(key, clock.instant()))
          .map(Future::succeededFuture);
    }
    String token = ((Credentials.BearerToken) shown).text();
    return tokens.map(
        each ->
            each.get().isSignedByAnother(token) && mayAsk()
                ? vertx
                    .executeBlocking(
                        () -> {
                          each.reload();
                          return each.get();
                        })
                    .compose(fresh -> fresh.verify(token))
                : each.get().verify(token));
  }

  /** Tokens of unknown keys make nobody ask the issuer more often than this. */
  private synchronized boolean mayAsk() {
    Instant now = clock.instant();
    if (now.isBefore(lastAsked.plus(SOONEST))) {
      return false;
    }
    lastAsked = now;
    return true;
  }

  private void reloadKeys() {
    keys.ifPresent(Reloaded::reload);
  }

  private void reloadTokens() {
    tokens.ifPresent(Reloaded::reload);
  }

  private void later(Runnable task) {
    var unused =
        vertx.executeBlocking(
            () -> {
              task.run();
              return null;
            });
  }

  private static ProblemException refusal() {
    return new ProblemException(
        Problem.of(ProblemCode.UNAUTHENTICATED, "a valid API key or token is needed"));
  }

  private static Reloaded.Source source(URI keys) {
    if ("file".equals(keys.getScheme())) {
      return () -> Files.readAllBytes(Path.of(keys));
    }
    HttpClient client = HttpClient.newBuilder().connectTimeout(REQUEST).build();
    return () -> fetched(client, keys);
  }

  private static byte[] fetched(HttpClient client, URI keys) throws IOException {
    try {
      HttpResponse<InputStream> response =
          client.send(
              HttpRequest.newBuilder(keys).timeout(REQUEST).build(),
              HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream body = response.body()) {
        byte[] bytes = body.readNBytes(LARGEST);
        if (response.statusCode() != OK) {
          throw new IOException("the answer is " + response.statusCode());
        }
        return bytes;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
