package io.athanor.gateway.security;

import io.athanor.gateway.problem.ProblemCode;
import io.athanor.gateway.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** What a caller shows to be believed. Never printed. */
public sealed interface Credentials {
  /** Header of an API key: its id, a dot, its secret. */
  String HEADER = "X-API-Key";

  /** An API key. */
  record AccessKey(String id, String secret) implements Credentials {
    /** Checks that both are there. */
    public AccessKey {
      Objects.requireNonNull(id, "id");
      Objects.requireNonNull(secret, "secret");
    }

    @Override
    public String toString() {
      return "AccessKey[***]";
    }
  }

  /** A token that somebody has signed. */
  record BearerToken(String text) implements Credentials {
    /** Checks that it is there. */
    public BearerToken {
      Objects.requireNonNull(text, "text");
    }

    @Override
    public String toString() {
      return "BearerToken[***]";
    }
  }

  /**
   * What a request shows.
   *
   * @param header a header of the request by its name; null where it was not sent
   * @throws ProblemException 401 if it shows something that is none of these, or two things
   */
  static Optional<Credentials> of(Function<String, String> header) {
    String key = header.apply(HEADER);
    String authorization = header.apply("Authorization");
    if (key != null && authorization != null) {
      throw unknown(HEADER, "only one of it and Authorization may be sent");
    }
    if (key != null) {
      return Optional.of(pair(key.strip(), '.', HEADER));
    }
    if (authorization == null) {
      return Optional.empty();
    }
    String[] parts = authorization.strip().split(" +", 2);
    String scheme = parts[0].toLowerCase(Locale.ROOT);
    if (parts.length == 2 && scheme.equals("bearer")) {
      return Optional.of(new BearerToken(parts[1]));
    }
    if (parts.length == 2 && scheme.equals("basic")) {
      return Optional.of(pair(decoded(parts[1]), ':', "Authorization"));
    }
    throw unknown("Authorization", "must be Bearer or Basic");
  }

  private static AccessKey pair(String text, char separator, String field) {
    int at = text.indexOf(separator);
    if (at < 1) {
      throw unknown(field, "must be id and secret");
    }
    return new AccessKey(text.substring(0, at), text.substring(at + 1));
  }

  private static String decoded(String text) {
    try {
      return new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw unknown("Authorization", "is no Base64");
    }
  }

  private static ProblemException unknown(String field, String reason) {
    return ProblemException.at(field, ProblemCode.UNAUTHENTICATED, reason);
  }
}
