package io.athanor.bridge.conformance;

import io.athanor.bridge.door.Lease;
import io.athanor.schemas.signing.ActuationOrder;
import io.athanor.schemas.signing.OrderCodec;
import io.athanor.schemas.signing.OrderSigner;
import io.athanor.schemas.signing.SignedOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/** The offers of one episode: every kind in turn, from one seed. */
final class Source {
  private static final Kind[] KINDS = Kind.values();
  private static final long[] PAUSES = {
    0, 1_000, 30_000, 600_000, 1_800_000, 3_600_000, 18_000_000
  };
  private static final Duration LEASE = Duration.ofMinutes(10);

  private final SplittableRandom random;
  private final Seals seals;
  private final Orders orders;
  private final Forger forger;
  private final List<Case> made = new ArrayList<>();
  private final Map<String, Double> last = new HashMap<>();
  private final Map<String, Integer> campaignEpochs = new HashMap<>();
  private Instant now = Bench.START;
  private Instant lastMade = Bench.START;
  private int count;
  private Draft shelved;
  private SignedOrder shelf;
  private int shelfUses;

  Source(OracleContract contract, long seed, Seals seals) {
    this.seals = seals;
    this.random = new SplittableRandom(seed);
    this.orders = new Orders(contract, random.split());
    this.forger = new Forger(random.split(), seals);
  }

  /** The bridge carried it out. */
  void made(Case offer) {
    made.add(offer);
    lastMade = offer.now();
    ActuationOrder order = offer.truth().orElseThrow();
    campaignEpochs.merge(order.campaignId(), order.campaignEpoch(), Math::max);
    order
        .parameters()
        .forEach(
            (name, setting) -> {
              if (setting instanceof ActuationOrder.Amount amount) {
                last.put(name, amount.value());
              }
            });
  }

  /** The next offer. */
  Case next() {
    // a right one between any two wrong ones, or the robot would never be at work
    Kind kind = count % 4 == 3 ? Kind.VALID : KINDS[random.nextInt(KINDS.length)];
    count++;
    if (kind != Kind.BURST) {
      now = now.plusMillis(PAUSES[random.nextInt(PAUSES.length)]);
    }
    Draft draft =
        orders.draft(
            "e-" + count, now, last, Duration.between(lastMade, now).toMillis() / 60_000.0);
    draft.campaignEpoch = campaignEpochs.getOrDefault(draft.campaignId, 1);
    draft.campaignEpoch += random.nextInt(50) == 0 ? 1 : 0;
    return switch (kind) {
      case VALID -> right(kind, draft);
      case BOUNDARY -> changed(kind, draft, orders::boundary);
      case UNIT -> changed(kind, draft, orders::otherUnits);
      case BURST -> changed(kind, draft, orders::highest);
      case JUMP -> changed(kind, draft, each -> orders.jump(each, last));
      case FIELD -> changed(kind, draft, each -> orders.oddField(each, now));
      case WRONG_UNIT -> changed(kind, draft, orders::wrongUnit);
      case NAME -> changed(kind, draft, orders::wrongName);
      case EXTRA -> changed(kind, draft, orders::extra);
      case MISSING -> changed(kind, draft, orders::missing);
      case WRONG_KIND -> changed(kind, draft, orders::wrongKind);
      case OPTION -> changed(kind, draft, orders::wrongOption);
      case JSON_TYPE -> forged(kind, draft, forger.type(draft.order()));
      case NOT_FINITE -> forged(kind, draft, forger.notFinite(draft.order()));
      case DUPLICATE_KEY -> forged(kind, draft, forger.duplicate(draft.order()));
      case FORM -> forged(kind, draft, forger.form(draft.order()));
      case WRONG_KEY -> forged(kind, draft, by(Bench.STRANGER, draft));
      case KEY_NOT_VALID ->
          forged(kind, draft, by(random.nextBoolean() ? Bench.RETIRED : Bench.FUTURE, draft));
      case BORROWED_KEY_ID -> forged(kind, draft, renamed(by(Bench.STRANGER, draft)));
      case FLIPPED_ORDER -> forged(kind, shelved(draft), forger.flippedOrder(shelf));
      case FLIPPED_SIGNATURE -> forged(kind, shelved(draft), forger.flippedSignature(shelf));
      case SIGNATURE_LENGTH -> forged(kind, shelved(draft), forger.length(shelf));
      case ALGORITHM -> forged(kind, shelved(draft), algorithm(shelf));
      case SWAPPED_SIGNATURE -> forged(kind, draft, swapped(draft));
      case UNSIGNED -> offer(kind, draft.experimentId, Optional.empty(), Optional.empty());
      case EXPIRED, TOO_EARLY, REAL, TENANT -> papers(kind, draft);
      case LEASE_OVER, WRONG_LEASE, STEP, TECHNIQUE, HALTED -> leased(kind, draft);
      case REPLAY, CLOCK_BACK, STALE_EPOCH, STALE_CAMPAIGN -> past(kind, draft);
    };
  }

  private Case right(Kind kind, Draft draft) {
    if (!made.isEmpty() && random.nextInt(6) == 0) {
      // the third step of something whose first one was made
      Case before = made.get(random.nextInt(made.size()));
      if (before.lease().step() == 0 && before.kind() == Kind.VALID) {
        return lease(kind, before, before.lease().epoch() + 1, 2);
      }
    }
    return truly(kind, draft.order());
  }

  private Case changed(Kind kind, Draft draft, Consumer<Draft> change) {
    change.accept(draft);
    return truly(kind, draft.order());
  }

  private Case truly(Kind kind, ActuationOrder order) {
    return offer(
        kind,
        order.experimentId(),
        Optional.of(seals.sign(Bench.TRUSTED, OrderCodec.encode(order))),
        Optional.of(order));
  }

  private Case forged(Kind kind, Draft draft, SignedOrder signed) {
    return offer(kind, draft.experimentId, Optional.of(signed), Optional.empty());
  }

  private Case offer(
      Kind kind, String id, Optional<SignedOrder> signed, Optional<ActuationOrder> truth) {
    return new Case(kind, lease(id, 1 + random.nextInt(3), 0, signed), truth, now, false);
  }

  private Lease lease(String id, int epoch, int step, Optional<SignedOrder> signed) {
    boolean running = random.nextInt(8) > 0;
    return new Lease(id, "campaign", epoch, step, running, now.plus(LEASE), signed);
  }

  private Case lease(Kind kind, Case before, int epoch, int step) {
    Lease lease = lease(before.lease().experimentId(), epoch, step, before.lease().signed());
    return new Case(kind, lease, before.truth(), now, false);
  }

  private Case papers(Kind kind, Draft draft) {
    long millis = random.nextBoolean() ? 1 : random.nextInt(100_000_000);
    switch (kind) {
      case EXPIRED -> {
        draft.notBefore = now.minusMillis(millis + 10);
        draft.expiresAt = now.minusMillis(millis);
      }
      case TOO_EARLY -> {
        draft.notBefore = now.plus(Bench.CLOCK_SKEW).plusMillis(millis);
        draft.expiresAt = draft.notBefore.plusSeconds(60);
      }
      case REAL -> draft.simulated = false;
      default -> draft.tenant = Optional.of(random.nextBoolean() ? "North" : "south");
    }
    return truly(kind, draft.order());
  }

  private Case leased(Kind kind, Draft draft) {
    ActuationOrder order = draft.order();
    Optional<SignedOrder> signed = Optional.of(seals.sign(Bench.TRUSTED, OrderCodec.encode(order)));
    String id = kind == Kind.WRONG_LEASE ? order.experimentId() + "0" : order.experimentId();
    int step =
        switch (kind) {
          case STEP -> random.nextBoolean() ? 3 : -1;
          case TECHNIQUE -> 1;
          default -> 0;
        };
    Lease lease = lease(id, 1, step, signed);
    if (kind == Kind.LEASE_OVER) {
      lease = new Lease(id, "campaign", 1, 0, true, now.minusMillis(random.nextInt(1_000)), signed);
    }
    return new Case(kind, lease, Optional.of(order), now, kind == Kind.HALTED);
  }

  private Case past(Kind kind, Draft draft) {
    if (made.isEmpty()) {
      return forged(Kind.WRONG_KEY, draft, by(Bench.STRANGER, draft));
    }
    Case before = made.get(random.nextInt(made.size()));
    int epoch = before.lease().epoch();
    switch (kind) {
      case REPLAY -> {
        return lease(kind, before, epoch + random.nextInt(3), before.lease().step());
      }
      case STALE_EPOCH -> {
        int step = before.lease().step() == 0 ? 2 : 0;
        return lease(kind, before, Math.max(0, epoch - random.nextInt(2)), step);
      }
      case CLOCK_BACK -> {
        Case right = truly(kind, draft.order());
        Instant back = lastMade.minusMillis(2_001 + random.nextInt(100_000_000));
        return new Case(kind, right.lease(), right.truth(), back, false);
      }
      default -> {
        draft.campaignId = before.truth().orElseThrow().campaignId();
        draft.campaignEpoch = campaignEpochs.get(draft.campaignId) - 1;
        return draft.campaignEpoch < 0
            ? forged(Kind.WRONG_KEY, draft, by(Bench.STRANGER, draft))
            : truly(kind, draft.order());
      }
    }
  }

  /** A signed order that is never offered as it is; renewed now and then, as signing takes long. */
  private Draft shelved(Draft draft) {
    if (shelf == null || shelfUses++ % 8 == 0) {
      shelved = draft;
      shelf = by(Bench.TRUSTED, draft);
    }
    return shelved;
  }

  private SignedOrder by(OrderSigner signer, Draft draft) {
    draft.keyId = signer.keyId();
    return seals.sign(signer, OrderCodec.encode(draft.order()));
  }

  private static SignedOrder renamed(SignedOrder signed) {
    return new SignedOrder(
        Bench.TRUSTED.keyId(), signed.algorithm(), signed.order(), signed.signature());
  }

  private SignedOrder algorithm(SignedOrder signed) {
    String other = List.of("none", "", "ed25519", "Ed25519ph", "HS256").get(random.nextInt(5));
    return new SignedOrder(signed.keyId(), other, signed.order(), signed.signature());
  }

  private SignedOrder swapped(Draft draft) {
    SignedOrder signed = by(Bench.TRUSTED, draft);
    draft.ordinal++;
    return new SignedOrder(
        signed.keyId(), signed.algorithm(), by(Bench.TRUSTED, draft).order(), signed.signature());
  }
}
