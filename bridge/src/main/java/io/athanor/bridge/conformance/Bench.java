package io.athanor.bridge.conformance;

import io.athanor.bridge.core.Station;
import io.athanor.schemas.signing.Ed25519;
import io.athanor.schemas.signing.OrderSigner;
import io.athanor.schemas.signing.TrustedKeys;
import io.athanor.schemas.signing.TrustedKeys.Trusted;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** The robot under test and the keys around it; the same in every run. */
final class Bench {
  static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  static final Set<String> TECHNIQUES = Set.of("anneal");
  static final Set<String> TENANTS = Set.of("", "north");
  static final Duration CLOCK_SKEW = Duration.ofSeconds(2);
  static final Duration LONGEST_RECIPE = Duration.ofDays(1);

  static final OrderSigner TRUSTED = signer(1);
  static final OrderSigner STRANGER = signer(2);
  static final OrderSigner RETIRED = signer(3);
  static final OrderSigner FUTURE = signer(4);

  static final Station STATION = new Station(TECHNIQUES, TENANTS, true, CLOCK_SKEW, LONGEST_RECIPE);

  static final TrustedKeys KEYS =
      new TrustedKeys(
          List.of(
              Trusted.always(TRUSTED.publicKey()),
              new Trusted(RETIRED.publicKey(), Instant.MIN, START.minusSeconds(1)),
              new Trusted(FUTURE.publicKey(), START.plus(Duration.ofDays(36_500)), Instant.MAX)));

  private Bench() {}

  private static OrderSigner signer(int seed) {
    byte[] bytes = new byte[32];
    Arrays.fill(bytes, (byte) seed);
    return new OrderSigner(Ed25519.ofSeed(bytes));
  }
}
