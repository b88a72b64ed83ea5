package io.athanor.gateway.security;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * What the door is told about who may come in.
 *
 * @param mode whether it asks
 * @param keys file of API keys
 * @param tokens which tokens are believed
 * @param quota of an identity that has none of its own; empty for no bound
 * @param refresh time between two looks at the file of keys
 * @param tokenRefresh time between two looks at the issuer's keys
 * @param localTenant whose what comes by a folder, a broker or a topic is
 * @param tls certificate of the door
 */
public record SecurityConfig(
    Mode mode,
    Optional<Path> keys,
    Optional<TokenConfig> tokens,
    Optional<Quota> quota,
    Duration refresh,
    Duration tokenRefresh,
    Optional<String> localTenant,
    Optional<Tls> tls) {
  /** Whether the door asks who speaks. */
  public enum Mode {
    /** It does not. */
    NONE,
    /** Nobody passes unknown. */
    REQUIRED
  }

  /**
   * A certificate.
   *
   * @param certificate PEM file, the chain
   * @param key PEM file, PKCS #8
   */
  public record Tls(Path certificate, Path key) {}

  /** Asks nobody, in plain text. */
  public static final SecurityConfig OPEN =
      new SecurityConfig(
          Mode.NONE,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Duration.ofSeconds(2),
          Duration.ofMinutes(5),
          Optional.empty(),
          Optional.empty());

  /** Checks what settings cannot. */
  public SecurityConfig {
    Objects.requireNonNull(mode, "mode");
    if (mode == Mode.REQUIRED && keys.isEmpty() && tokens.isEmpty()) {
      throw new IllegalArgumentException(
          "gateway.authentication: required, but neither gateway.keys.file nor gateway.jwt.keys"
              + " says who there is");
    }
  }

  /** Whether it asks. */
  public boolean isRequired() {
    return mode == Mode.REQUIRED;
  }

  /**
   * Refuses an address that others can reach while nobody is asked who they are.
   *
   * @param setting name of the setting that gives it
   * @throws IllegalArgumentException naming the setting
   */
  public void requireReachable(String setting, String host) {
    if (!isRequired() && !Loopback.is(host)) {
      throw new IllegalArgumentException(
          setting
              + ": "
              + host
              + " can be reached from other machines, and nobody is asked who they are; set"
              + " gateway.authentication=required with gateway.keys.file or gateway.jwt.keys, or"
              + " listen on 127.0.0.1");
    }
  }
}
