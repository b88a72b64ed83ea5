package io.athanor.bridge.core;

import io.athanor.bridge.envelope.Envelope;
import io.athanor.bridge.envelope.Refusal;
import io.athanor.bridge.envelope.Refusal.Code;
import io.athanor.schemas.signing.ActuationOrder;
import io.athanor.schemas.signing.OrderCodec;
import io.athanor.schemas.signing.SignedOrder;
import io.athanor.schemas.signing.TrustedKeys;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * Decides whether an order is carried out: a pure function of the offer, of what the ledger knows
 * and of the time. Papers first (halt, signature, form, lease, tenant, time, step), then the past
 * (single use, epochs), then the {@link Envelope}. The first thing that is wrong refuses; nothing
 * is carried out unless everything was found right.
 */
public final class BridgeCore {
  /** The clock may stand this far before the ledger's last entry: a correction, no reset. */
  private static final Duration CLOCK_CORRECTION = Duration.ofSeconds(2);

  private final Trust keys;
  private final Envelope envelope;
  private final Station station;

  /** Whom orders are taken from: {@link TrustedKeys#distrust}. */
  @FunctionalInterface
  public interface Trust {
    /** Why a signature is not to be trusted at {@code now}; empty where it is. */
    Optional<TrustedKeys.Distrust> distrust(SignedOrder signed, Instant now);
  }

  /** For one robot. */
  public BridgeCore(TrustedKeys keys, Envelope envelope, Station station) {
    this(keys::distrust, envelope, station);
  }

  /** For one robot, whose trust is judged by {@code keys}. */
  public BridgeCore(Trust keys, Envelope envelope, Station station) {
    this.keys = keys;
    this.envelope = envelope;
    this.station = station;
  }

  /** What to do with an offer at {@code now}. */
  public Verdict on(Offer offer, LedgerState past, Instant now) {
    if (offer.halted()) {
      return refuse(Code.HALTED, "", "an emergency stop holds");
    }
    if (past.lastAt().filter(last -> now.isBefore(last.minus(CLOCK_CORRECTION))).isPresent()) {
      return refuse(Code.CLOCK, "", now + " is before the ledger's last entry");
    }
    Optional<TrustedKeys.Distrust> distrust = keys.distrust(offer.signed(), now);
    if (distrust.isPresent()) {
      return refuse(
          code(distrust.get()),
          "signature",
          distrust.get().name().toLowerCase(Locale.ROOT).replace('_', ' ')
              + ", key "
              + offer.signed().keyId());
    }
    ActuationOrder order;
    try {
      order = OrderCodec.decode(offer.signed().order());
    } catch (IllegalArgumentException e) {
      String said = String.valueOf(e.getMessage());
      int colon = said.indexOf(':');
      return refuse(Code.MALFORMED, colon < 0 ? "order" : said.substring(0, colon), said);
    }
    return papers(order, offer, now)
        .or(() -> used(order, offer, past))
        .<Verdict>map(Verdict.Refuse::new)
        .orElseGet(() -> settings(order, offer, past, now));
  }

  private Optional<Refusal> papers(ActuationOrder order, Offer offer, Instant now) {
    if (!order.keyId().equals(offer.signed().keyId())) {
      return refusal(Code.MALFORMED, "keyId", "the order names another key than signed it");
    }
    if (!order.experimentId().equals(offer.experimentId())) {
      return refusal(Code.WRONG_LEASE, "experimentId", "another experiment was leased");
    }
    if (!station.worksFor(order.tenant().orElse(""))) {
      return refusal(Code.WRONG_TENANT, "tenant", "this robot does not work for it");
    }
    if (order.simulated() != station.simulated()) {
      return refusal(
          Code.SIMULATED,
          "simulated",
          station.simulated() ? "nothing real moves here" : "a simulated order at a real robot");
    }
    if (now.isBefore(order.notBefore().minus(station.clockSkew()))) {
      return refusal(Code.NOT_YET, "notBefore", "not before " + order.notBefore());
    }
    if (offer.step() < 0 || offer.step() >= order.steps().size()) {
      return refusal(
          Code.NO_SUCH_STEP,
          "steps",
          "no step %d of %d".formatted(offer.step(), order.steps().size()));
    }
    Instant end =
        offer.step() == 0 ? order.expiresAt() : order.expiresAt().plus(station.longestRecipe());
    if (now.isAfter(end)) {
      return refusal(Code.EXPIRED, "expiresAt", "over since " + end);
    }
    if (!now.isBefore(offer.leaseExpiresAt())) {
      return refusal(Code.LEASE_OVER, "leaseExpiresAt", "over since " + offer.leaseExpiresAt());
    }
    String technique = order.steps().get(offer.step()).technique();
    return station.can(technique)
        ? Optional.empty()
        : refusal(Code.WRONG_TECHNIQUE, "steps.technique", "this robot cannot do it");
  }

  private static Optional<Refusal> used(ActuationOrder order, Offer offer, LedgerState past) {
    if (past.isUsed(order.experimentId(), offer.step())) {
      return refusal(Code.REPLAYED, "experimentId", "step " + offer.step() + " was begun before");
    }
    int seen = past.highestEpoch(order.experimentId());
    // each step is leased anew, so a later step cannot have an earlier step's epoch either
    if (offer.epoch() < 1 || offer.epoch() <= seen) {
      return refusal(Code.STALE_EPOCH, "epoch", offer.epoch() + " is not above " + seen);
    }
    int campaignSeen = past.highestCampaignEpoch(order.campaignId());
    return order.campaignEpoch() < campaignSeen
        ? refusal(
            Code.STALE_CAMPAIGN,
            "campaignEpoch",
            order.campaignEpoch() + " is below " + campaignSeen)
        : Optional.empty();
  }

  private Verdict settings(ActuationOrder order, Offer offer, LedgerState past, Instant now) {
    Envelope.Check check = envelope.check(order.parameters(), past, now);
    if (check instanceof Envelope.NotAllowed not) {
      return new Verdict.Refuse(not.refusal());
    }
    Envelope.Allowed allowed = (Envelope.Allowed) check;
    ActuationOrder.Step step = order.steps().get(offer.step());
    return new Verdict.Actuate(
        new Command(
            order.experimentId(),
            order.campaignId(),
            order.campaignEpoch(),
            offer.epoch(),
            offer.step(),
            order.steps().size(),
            step.name(),
            step.technique(),
            step.seconds(),
            order.candidateId(),
            order.formula(),
            allowed.settings(),
            order.simulated()),
        allowed.uses());
  }

  private static Code code(TrustedKeys.Distrust distrust) {
    return switch (distrust) {
      case ALGORITHM -> Code.ALGORITHM;
      case UNKNOWN_KEY -> Code.UNKNOWN_KEY;
      case KEY_NOT_VALID -> Code.KEY_NOT_VALID;
      case SIGNATURE -> Code.SIGNATURE;
    };
  }

  private static Verdict refuse(Code code, String field, String reason) {
    return new Verdict.Refuse(new Refusal(code, field, reason));
  }

  private static Optional<Refusal> refusal(Code code, String field, String reason) {
    return Optional.of(new Refusal(code, field, reason));
  }
}
