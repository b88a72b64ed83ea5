package io.athanor.gateway.security;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.JWTOptions;
import io.vertx.ext.auth.authentication.TokenCredentials;
import io.vertx.ext.auth.jwt.JWTAuth;
import io.vertx.ext.auth.jwt.JWTAuthOptions;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Believes tokens (JWT, RFC 7519) that the given keys have signed for this audience. */
final class Tokens {
  private static final int LONGEST = 16 * 1024;

  private final TokenConfig config;
  private final JWTAuth verifier;
  private final Set<String> keyIds;

  Tokens(Vertx vertx, TokenConfig config, List<JsonObject> keys) {
    this.config = config;
    this.keyIds =
        keys.stream()
            .map(each -> each.getString("kid", ""))
            .collect(Collectors.toUnmodifiableSet());
    JWTAuthOptions options =
        new JWTAuthOptions()
            .setJWTOptions(
                new JWTOptions()
                    .setIssuer(config.issuer())
                    .setAudience(List.of(config.audience()))
                    .setLeeway(Math.toIntExact(config.leeway().toSeconds())));
    keys.forEach(options::addJwk);
    this.verifier = keys.isEmpty() ? null : JWTAuth.create(vertx, options);
  }

  /**
   * Whether the token names a key that is not among these: the issuer may have changed its keys.
   */
  boolean isSignedByAnother(String token) {
    return header(token)
        .map(each -> each.getString("kid"))
        .filter(each -> !keyIds.contains(each))
        .isPresent();
  }

  /** Whose token it is; fails where it is nobody's, for whatever reason. */
  Future<Identity> verify(String token) {
    Optional<JsonObject> header = header(token);
    boolean acceptable =
        verifier != null
            && token.length() <= LONGEST
            && header.isPresent()
            && header.get().getValue("alg") instanceof String algorithm
            && config.algorithms().contains(algorithm)
            && !header.get().containsKey("crit");
    if (!acceptable) {
      return Future.failedFuture("the token is not acceptable");
    }
    try {
      return verifier
          .authenticate(new TokenCredentials(token))
          .map(user -> identity(user.attributes().getJsonObject("accessToken")));
    } catch (RuntimeException e) {
      return Future.failedFuture(e);
    }
  }

  /** Who the claims of a token that was verified are about. */
  private Identity identity(JsonObject claims) {
    if (!(claims.getValue("exp") instanceof Number)) {
      throw new IllegalArgumentException("a token that never ends");
    }
    String subject =
        claim(claims, config.subjectClaim())
            .filter(String.class::isInstance)
            .map(String.class::cast)
            .orElseThrow(() -> new IllegalArgumentException("a token of nobody"));
    Set<Role> roles = EnumSet.noneOf(Role.class);
    for (Object each : list(claim(claims, config.rolesClaim()))) {
      Arrays.stream(Role.values()).filter(r -> r.spelled().equals(each)).forEach(roles::add);
    }
    Optional<Object> tenant = claim(claims, config.tenantClaim());
    if (tenant.filter(each -> !(each instanceof String)).isPresent()) {
      throw new IllegalArgumentException("a token of several tenants");
    }
    return new Identity(
        Optional.of(subject),
        tenant.map(String.class::cast),
        roles,
        Set.of(subject),
        Optional.empty());
  }

  private static JsonArray list(Optional<Object> value) {
    if (value.isEmpty()) {
      return new JsonArray();
    }
    return value.get() instanceof JsonArray array ? array : new JsonArray().add(value.get());
  }

  /** A claim by its dotted path, or by its whole name, which may hold dots itself. */
  private static Optional<Object> claim(JsonObject claims, String path) {
    if (claims.containsKey(path)) {
      return Optional.ofNullable(claims.getValue(path));
    }
    Object at = claims;
    for (String each : path.split("\\.")) {
      at = at instanceof JsonObject object ? object.getValue(each) : null;
    }
    return Optional.ofNullable(at);
  }

  private static Optional<JsonObject> header(String token) {
    String[] parts = token.split("\\.", -1);
    return parts.length == 3 ? decoded(parts[0]) : Optional.empty();
  }

  private static Optional<JsonObject> decoded(String part) {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(part);
      return Optional.of(new JsonObject(new String(bytes, StandardCharsets.UTF_8)));
    } catch (RuntimeException e) {
      return Optional.empty();
    }
  }
}
