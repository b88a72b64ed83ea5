package io.athanor.gateway.security;

import java.net.URI;
import java.time.Duration;
import java.util.Set;

/**
 * Which tokens are believed.
 *
 * @param issuer {@code iss} they must have
 * @param audience {@code aud} they must have
 * @param algorithms signatures that are taken: asymmetric ones only
 * @param leeway by how much clocks may differ
 * @param keys where the issuer's public keys are (JWKS): a file or an address
 * @param subjectClaim claim with the subject
 * @param rolesClaim claim with the roles, a dotted path
 * @param tenantClaim claim with the tenant, a dotted path
 */
public record TokenConfig(
    String issuer,
    String audience,
    Set<String> algorithms,
    Duration leeway,
    URI keys,
    String subjectClaim,
    String rolesClaim,
    String tenantClaim) {
  /** What may be taken: with a shared secret, whoever can check a token could make one. */
  public static final Set<String> ASYMMETRIC =
      Set.of("RS256", "RS384", "RS512", "ES256", "ES384", "EdDSA");

  /** Checks what settings cannot. */
  public TokenConfig {
    algorithms = Set.copyOf(algorithms);
    if (issuer.isBlank()) {
      throw new IllegalArgumentException("gateway.jwt.issuer: is blank");
    }
    if (audience.isBlank()) {
      throw new IllegalArgumentException("gateway.jwt.audience: is blank");
    }
    if (algorithms.isEmpty() || !ASYMMETRIC.containsAll(algorithms)) {
      throw new IllegalArgumentException(
          "gateway.jwt.algorithms: must be among " + ASYMMETRIC.stream().sorted().toList());
    }
    boolean remote = !"file".equals(keys.getScheme());
    if (remote
        && !"https".equals(keys.getScheme())
        && !("http".equals(keys.getScheme()) && Loopback.is(keys.getHost()))) {
      throw new IllegalArgumentException(
          "gateway.jwt.keys: must be a file or an https address; keys that anyone on the way can"
              + " change are worth nothing");
    }
  }
}
