package io.athanor.federation.app;

import io.athanor.event.FederationProgressed;
import io.athanor.federation.round.Round;
import io.athanor.federation.round.Step;
import io.athanor.federation.round.StepBytes;
import io.athanor.schemas.signing.SignedOrder;
import io.athanor.schemas.signing.TrustedKeys;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The rounds of a hub's log. What nobody trusted has signed, or what is malformed, is as if it had
 * not been said. Mutable; one thread.
 */
final class HubFold {
  private final TrustedKeys keys;
  private final Map<String, Live> rounds = new LinkedHashMap<>();
  private final Set<String> over = new LinkedHashSet<>();

  HubFold(TrustedKeys keys) {
    this.keys = keys;
  }

  /**
   * A round and its times.
   *
   * @param opened when it was, by the log
   * @param since since when it is in its phase, by the log
   */
  record Live(Round round, Instant opened, Instant since) {}

  /** What became of a message. */
  enum Verdict {
    /** It counts. */
    TAKEN,
    /** Out of turn, or said before. */
    IDLE,
    /** Not signed by a key that is trusted here. */
    UNTRUSTED,
    /** No step, or of no round. */
    MALFORMED
  }

  /**
   * Takes a message.
   *
   * @param at its time in the log
   */
  Verdict take(FederationProgressed event, Instant at) {
    if (!Vault.isRound(event.getRoundId())) {
      return Verdict.MALFORMED;
    }
    Step step;
    try {
      step = StepCodec.read(event.getStep());
    } catch (IllegalArgumentException e) {
      return Verdict.MALFORMED;
    }
    SignedOrder signed =
        new SignedOrder(
            event.getSite(),
            SignedOrder.ED25519,
            StepBytes.of(event.getRoundId(), event.getSite(), step),
            StepCodec.bytes(event.getSignature()));
    if (keys.distrust(signed, at).isPresent()) {
      return Verdict.UNTRUSTED;
    }
    return apply(event.getRoundId(), event.getSite(), step, at) ? Verdict.TAKEN : Verdict.IDLE;
  }

  private boolean apply(String id, String site, Step step, Instant at) {
    if (step instanceof Step.Opened opened) {
      return rounds.putIfAbsent(id, new Live(new Round(id, site, opened), at, at)) == null;
    }
    Live live = rounds.get(id);
    if (live == null) {
      return false;
    }
    Step.Phase before = live.round().phase();
    boolean taken = live.round().apply(site, step);
    if (live.round().phase() != before) {
      rounds.put(id, new Live(live.round(), live.opened(), at));
      if (live.round().phase() == Step.Phase.CLOSED) {
        over.add(id);
      }
    }
    return taken;
  }

  /** All rounds, in the order in which they were opened. */
  Collection<Live> rounds() {
    return rounds.values();
  }

  /** Rounds that are over and still hold what they were made of. */
  List<Live> unsettled() {
    return over.stream().map(rounds::get).toList();
  }

  /** Lets go of what a closed round was made of. */
  void settle(String id) {
    over.remove(id);
    rounds.computeIfPresent(
        id,
        (any, live) -> {
          Round empty = new Round(id, live.round().coordinator(), live.round().opened());
          empty.apply(
              live.round().coordinator(),
              live.round().closed().orElse(new Step.Closed(Optional.empty())));
          return new Live(empty, live.opened(), live.since());
        });
  }
}
