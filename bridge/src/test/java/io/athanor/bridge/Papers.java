package io.athanor.bridge;

import io.athanor.bridge.core.BridgeCore;
import io.athanor.bridge.core.Command;
import io.athanor.bridge.core.Offer;
import io.athanor.bridge.core.Station;
import io.athanor.bridge.door.Lease;
import io.athanor.bridge.envelope.Envelope;
import io.athanor.bridge.envelope.EnvelopeFile;
import io.athanor.schemas.signing.ActuationOrder;
import io.athanor.schemas.signing.Ed25519;
import io.athanor.schemas.signing.OrderSigner;
import io.athanor.schemas.signing.SignedOrder;
import io.athanor.schemas.signing.TrustedKeys;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Orders, leases and a robot for tests. */
public final class Papers {
  public static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");
  public static final OrderSigner SIGNER = new OrderSigner(Ed25519.ofSeed(new byte[32]));
  public static final TrustedKeys KEYS =
      new TrustedKeys(List.of(TrustedKeys.Trusted.always(SIGNER.publicKey())));

  /** A furnace. */
  public static final String FURNACE =
      """
      parameters:
        temperature: {unit: Cel, low: 20, high: 900, perMinute: 10}
        time: {unit: min, low: 0, high: 240}
        gas: {options: [N2, Ar, H2]}
        stirring: {unit: rpm, low: 0, high: 600, required: false}
      elsewhere: [wavelength]
      demanded:
        - {name: heat, comparison: "temperature * time <= 90000"}
      forbidden:
        - {name: hot hydrogen, comparisons: ["temperature > 400"], options: {gas: [H2]}}
      totals:
        - {name: furnace time, of: [time], perHour: 300, perDay: 600, ever: 1000}
        - {name: runs, of: [], perHour: 4}
      """;

  private Papers() {}

  public static Envelope furnace() {
    return EnvelopeFile.parse(FURNACE);
  }

  public static Station station() {
    return new Station(Set.of("anneal"), Set.of(), true, Duration.ofSeconds(2), Duration.ofDays(1));
  }

  public static BridgeCore core() {
    return new BridgeCore(KEYS, furnace(), station());
  }

  public static Map<String, ActuationOrder.Setting> settings(double celsius, double minutes) {
    return Map.of(
        "temperature",
        new ActuationOrder.Amount(celsius, "Cel"),
        "time",
        new ActuationOrder.Amount(minutes, "min"),
        "gas",
        new ActuationOrder.Option("N2"));
  }

  public static ActuationOrder order(String experimentId) {
    return order(experimentId, settings(300, 60));
  }

  public static ActuationOrder order(
      String experimentId, Map<String, ActuationOrder.Setting> parameters) {
    return new ActuationOrder(
        experimentId,
        "campaign",
        Optional.empty(),
        1,
        0,
        "c-1",
        Optional.empty(),
        List.of(
            new ActuationOrder.Step("bake", "anneal", Optional.of(60.0)),
            new ActuationOrder.Step("look", "xrd", Optional.empty()),
            new ActuationOrder.Step("again", "anneal", Optional.empty())),
        parameters,
        NOW.minusSeconds(60),
        NOW.plusSeconds(3600),
        true,
        SIGNER.keyId());
  }

  public static Offer offer(ActuationOrder order) {
    return offer(SIGNER.sign(order), order.experimentId(), 1, 0);
  }

  public static Offer offer(SignedOrder signed, String experimentId, int epoch, int step) {
    return new Offer(signed, experimentId, epoch, step, NOW.plusSeconds(600), false);
  }

  public static Lease lease(ActuationOrder order) {
    return new Lease(
        order.experimentId(),
        order.campaignId(),
        1,
        0,
        false,
        NOW.plusSeconds(600),
        Optional.of(SIGNER.sign(order)));
  }

  public static Command command(String experimentId, UnaryOperator<ActuationOrder> change) {
    ActuationOrder order = change.apply(order(experimentId));
    return new Command(
        order.experimentId(),
        order.campaignId(),
        order.campaignEpoch(),
        1,
        0,
        order.steps().size(),
        "bake",
        "anneal",
        Optional.of(60.0),
        order.candidateId(),
        Optional.of("LaNiO3"),
        order.parameters(),
        true);
  }
}
