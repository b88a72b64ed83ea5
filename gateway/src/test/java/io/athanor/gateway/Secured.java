package io.athanor.gateway;

import io.athanor.gateway.log.MemoryEventLog;
import io.athanor.gateway.security.AccessKeys;
import io.athanor.gateway.security.Quota;
import io.athanor.gateway.security.Role;
import io.athanor.gateway.security.SecurityConfig;
import io.athanor.gateway.security.TestTokens;
import io.athanor.gateway.security.TokenConfig;
import io.athanor.schemas.topic.Topics;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;

/** A door that asks who speaks: keys of every role in two laboratories, and an issuer of tokens. */
final class Secured implements AutoCloseable {
  static final String INSTRUMENT = "inst-a";

  final MemoryEventLog log = new MemoryEventLog();
  final TestTokens issuer = new TestTokens("issuer-1");
  final Path keys;
  final Path jwks;
  final Door door;
  private final HttpClient http = HttpClient.newHttpClient();

  /** An answer. */
  record Answer(int status, String text, Optional<String> retryAfter) {
    JsonObject json() {
      return new JsonObject(text);
    }
  }

  Secured(Path directory, Optional<Quota> quota, DoorsConfig doors) {
    keys = directory.resolve("keys.json");
    jwks = directory.resolve("jwks.json");
    JsonArray entries = new JsonArray();
    for (String tenant : new String[] {"lab-a", "lab-b"}) {
      for (Role role : Role.values()) {
        entries.add(entry(id(tenant, role), tenant, role));
      }
    }
    entries.add(entry("late", "lab-a", Role.SCIENTIST).put("expiresAt", "2020-01-01T00:00:00Z"));
    write(keys, new JsonObject().put("keys", entries));
    write(jwks, issuer.jwks());
    door = new Door(log, doors, config(quota));
  }

  SecurityConfig config(Optional<Quota> quota) {
    return new SecurityConfig(
        SecurityConfig.Mode.REQUIRED,
        Optional.of(keys),
        Optional.of(
            new TokenConfig(
                TestTokens.ISSUER,
                TestTokens.AUDIENCE,
                Set.of("RS256"),
                Duration.ofSeconds(1),
                jwks.toUri(),
                "sub",
                "roles",
                "tenant")),
        quota,
        Duration.ofMillis(50),
        Duration.ofMillis(50),
        Optional.empty(),
        Optional.empty());
  }

  static void write(Path path, JsonObject json) {
    try {
      Path next = path.resolveSibling(path.getFileName() + ".next");
      Files.writeString(next, json.encode());
      Files.move(next, path, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static JsonObject entry(String id, String tenant, Role role) {
    return new JsonObject()
        .put("id", id)
        .put("sha256", HexFormat.of().formatHex(AccessKeys.sha256(secret(id))))
        .put("roles", new JsonArray().add(role.spelled()))
        .put("tenant", tenant);
  }

  /** Id of a key, and the subject: the instrument of laboratory A is {@link #INSTRUMENT}. */
  static String id(String tenant, Role role) {
    return tenant.equals("lab-a") && role == Role.INSTRUMENT
        ? INSTRUMENT
        : tenant + "-" + role.spelled();
  }

  static String secret(String id) {
    return "secret of " + id;
  }

  static String key(String tenant, Role role) {
    return id(tenant, role) + "." + secret(id(tenant, role));
  }

  Answer as(String tenant, Role role, String method, String path, JsonObject body) {
    return send(method, path, body.encode(), "application/json", "X-API-Key", key(tenant, role));
  }

  Answer get(String path, String... headers) {
    return send("GET", path, "", "", headers);
  }

  Answer send(String method, String path, String body, String mediaType, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(door.uri(path))
            .timeout(Duration.ofSeconds(20))
            .method(
                method,
                body.isEmpty()
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    if (!mediaType.isEmpty()) {
      request.header("Content-Type", mediaType);
    }
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    try {
      HttpResponse<InputStream> response =
          http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream in = response.body()) {
        boolean stream =
            response.headers().firstValue("Content-Type").orElse("").equals("text/event-stream");
        return new Answer(
            response.statusCode(),
            stream ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8),
            response.headers().firstValue("Retry-After"));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** How many events there are besides the audit log's. */
  int written() {
    return Topics.all().stream()
        .filter(each -> !each.equals(Topics.ACCESS_AUDITED))
        .mapToInt(each -> log.events(each).size())
        .sum();
  }

  @Override
  public void close() {
    door.close();
  }
}
