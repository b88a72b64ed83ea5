package io.athanor.schemas.signing;

import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Orders and keys for tests. */
final class Orders {
  static final OrderSigner SIGNER =
      new OrderSigner(
          Ed25519.ofSeed(
              HexFormat.of()
                  .parseHex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")));

  private Orders() {}

  static ActuationOrder order() {
    return new ActuationOrder(
        "e-1",
        "oer",
        Optional.of("north"),
        2,
        17,
        "c-0123",
        Optional.of("LaNiO3"),
        List.of(
            new ActuationOrder.Step("synthesis", "spin-coating", Optional.of(90.5)),
            new ActuationOrder.Step("measure", "xrd", Optional.empty())),
        Map.of(
            "temperature", new ActuationOrder.Amount(350, "Cel"),
            "Löschmittel \"x\"", new ActuationOrder.Option("water\n"),
            "ratio", new ActuationOrder.Amount(1e-7, "1")),
        Instant.parse("2026-11-26T10:00:00.000001Z"),
        Instant.parse("2026-11-26T11:00:00Z"),
        true,
        SIGNER.keyId());
  }
}
