package io.athanor.gateway.security;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * API keys and whose they are. Only the SHA-256 of a secret is known: secrets are 256 random bits
 * made by {@code athanor key}, so there is nothing to guess and a slow hash would add nothing.
 */
public final class AccessKeys {
  private static final int DIGEST_BYTES = 32;
  private static final Set<String> MEMBERS =
      Set.of(
          "id",
          "sha256",
          "subject",
          "roles",
          "tenant",
          "instruments",
          "perSecond",
          "burst",
          "expiresAt");

  /** Compared with where an id is not known, so that the time does not tell. */
  private static final byte[] NOBODY = new byte[DIGEST_BYTES];

  private final Map<String, Entry> entries;

  private record Entry(byte[] digest, Identity identity, Optional<Instant> expiresAt) {}

  private AccessKeys(Map<String, Entry> entries) {
    this.entries = entries;
  }

  /** No keys. */
  public static AccessKeys none() {
    return new AccessKeys(Map.of());
  }

  /**
   * Reads {@code {"keys": [{"id", "sha256", "subject"?, "roles", "tenant"?, "instruments"?,
   * "perSecond"?, "burst"?, "expiresAt"?}]}}; the subject is the id where none is given, and an
   * instrument speaks for its subject.
   *
   * @throws IllegalArgumentException naming the field, never a value of it
   */
  public static AccessKeys read(JsonObject json) {
    Map<String, Entry> entries = new TreeMap<>();
    JsonArray keys = array(json, "keys", "keys");
    for (int i = 0; i < keys.size(); i++) {
      String at = "keys[" + i + "]";
      if (!(keys.getValue(i) instanceof JsonObject key)) {
        throw new IllegalArgumentException(at + " must be an object");
      }
      Set<String> unknown = new HashSet<>(key.fieldNames());
      unknown.removeAll(MEMBERS);
      if (!unknown.isEmpty()) {
        throw new IllegalArgumentException(at + " has members that are not known: " + unknown);
      }
      String id = text(key, "id", at).orElseThrow(() -> missing(at + ".id"));
      if (id.contains(".") || id.contains(":")) {
        throw new IllegalArgumentException(at + ".id must not have a dot or a colon");
      }
      if (entries.put(id, entry(key, id, at)) != null) {
        throw new IllegalArgumentException(at + ".id is there twice");
      }
    }
    return new AccessKeys(entries);
  }

  /** Whose key this is; empty where it is nobody's, or not any more. */
  public Optional<Identity> find(Credentials.AccessKey shown, Instant now) {
    Entry entry = entries.get(shown.id());
    byte[] expected = entry == null ? NOBODY : entry.digest();
    boolean right = MessageDigest.isEqual(expected, sha256(shown.secret()));
    return right && entry != null && entry.expiresAt().filter(end -> !now.isBefore(end)).isEmpty()
        ? Optional.of(entry.identity())
        : Optional.empty();
  }

  /** How many there are. */
  public int size() {
    return entries.size();
  }

  /** What is kept of a secret. */
  public static byte[] sha256(String secret) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static Entry entry(JsonObject key, String id, String at) {
    Set<Role> roles = EnumSet.noneOf(Role.class);
    for (String each : texts(key, "roles", at)) {
      try {
        roles.add(Role.of(each));
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(at + ".roles " + e.getMessage(), e);
      }
    }
    if (roles.isEmpty()) {
      throw missing(at + ".roles");
    }
    String subject = text(key, "subject", at).orElse(id);
    Set<String> instruments = texts(key, "instruments", at);
    return new Entry(
        digest(text(key, "sha256", at).orElseThrow(() -> missing(at + ".sha256")), at),
        new Identity(
            Optional.of(subject),
            text(key, "tenant", at),
            roles,
            instruments.isEmpty() ? Set.of(subject) : instruments,
            quota(key, at)),
        text(key, "expiresAt", at).map(each -> instant(each, at)));
  }

  private static byte[] digest(String hex, String at) {
    try {
      byte[] digest = HexFormat.of().parseHex(hex);
      if (digest.length == DIGEST_BYTES) {
        return digest;
      }
    } catch (IllegalArgumentException e) {
      // said below, without the value
    }
    throw new IllegalArgumentException(at + ".sha256 must be 64 hexadecimal digits");
  }

  private static Optional<Quota> quota(JsonObject key, String at) {
    if (!key.containsKey("perSecond") && !key.containsKey("burst")) {
      return Optional.empty();
    }
    if (key.getValue("perSecond") instanceof Number rate
        && key.getValue("burst", 1) instanceof Number burst) {
      try {
        return Optional.of(new Quota(rate.doubleValue(), burst.intValue()));
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(at + ": " + e.getMessage(), e);
      }
    }
    throw new IllegalArgumentException(at + ".perSecond and burst must be numbers");
  }

  private static Instant instant(String text, String at) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(at + ".expiresAt must be a time (RFC 3339)", e);
    }
  }

  private static Optional<String> text(JsonObject json, String name, String at) {
    Object value = json.getValue(name);
    if (value == null) {
      return Optional.empty();
    }
    if (value instanceof String text && !text.isBlank()) {
      return Optional.of(text);
    }
    throw new IllegalArgumentException(at + "." + name + " must be a text that is not blank");
  }

  private static Set<String> texts(JsonObject json, String name, String at) {
    Set<String> texts = new HashSet<>();
    for (Object each : json.containsKey(name) ? array(json, name, at + "." + name) : Set.of()) {
      if (!(each instanceof String text) || text.isBlank()) {
        throw new IllegalArgumentException(at + "." + name + " must hold texts");
      }
      texts.add(text);
    }
    return texts;
  }

  private static JsonArray array(JsonObject json, String name, String at) {
    if (json.getValue(name) instanceof JsonArray array) {
      return array;
    }
    throw new IllegalArgumentException(at + " must be a list");
  }

  private static IllegalArgumentException missing(String field) {
    return new IllegalArgumentException(field + " is missing");
  }
}
