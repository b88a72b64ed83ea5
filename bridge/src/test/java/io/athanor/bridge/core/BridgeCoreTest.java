package io.athanor.bridge.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.athanor.bridge.Papers;
import io.athanor.bridge.envelope.Refusal.Code;
import io.athanor.schemas.signing.ActuationOrder;
import io.athanor.schemas.signing.Ed25519;
import io.athanor.schemas.signing.OrderSigner;
import io.athanor.schemas.signing.SignedOrder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BridgeCoreTest {
  private static final Instant NOW = Papers.NOW;

  private final BridgeCore core = Papers.core();
  private final LedgerState past = new LedgerState();
  private final ActuationOrder order = Papers.order("e-1");
  private final SignedOrder signed = Papers.SIGNER.sign(order);

  @Test
  void whatIsRightIsCarriedOut() {
    Verdict.Actuate actuate = (Verdict.Actuate) core.on(Papers.offer(order), past, NOW);
    Command command = actuate.command();
    assertThat(command.orderId()).isEqualTo("e-1/0");
    assertThat(command.technique()).isEqualTo("anneal");
    assertThat(command.isLast()).isFalse();
    assertThat(command.settings()).isEqualTo(order.parameters());
  }

  @Test
  void papersMustBeInOrder() {
    assertThat(code(new Offer(signed, "e-1", 1, 0, NOW.plusSeconds(9), true), NOW))
        .contains(Code.HALTED);
    assertThat(code(Papers.offer(signed, "e-2", 1, 0), NOW)).contains(Code.WRONG_LEASE);
    assertThat(code(Papers.offer(signed, "e-1", 1, 1), NOW)).contains(Code.WRONG_TECHNIQUE);
    assertThat(code(Papers.offer(signed, "e-1", 1, 3), NOW)).contains(Code.NO_SUCH_STEP);
    assertThat(code(Papers.offer(signed, "e-1", 1, -1), NOW)).contains(Code.NO_SUCH_STEP);
    assertThat(code(Papers.offer(signed, "e-1", 0, 0), NOW)).contains(Code.STALE_EPOCH);
    assertThat(code(Papers.offer(order), NOW.plusSeconds(600))).contains(Code.LEASE_OVER);
    SignedOrder none = new SignedOrder(signed.keyId(), "none", signed.order(), new byte[0]);
    assertThat(code(Papers.offer(none, "e-1", 1, 0), NOW)).contains(Code.ALGORITHM);
    OrderSigner stranger = new OrderSigner(Ed25519.generate(new SecureRandom()));
    assertThat(code(Papers.offer(stranger.sign(signed.order()), "e-1", 1, 0), NOW))
        .contains(Code.UNKNOWN_KEY);
    SignedOrder renamed =
        new SignedOrder(
            signed.keyId(), "Ed25519", signed.order(), stranger.sign(signed.order()).signature());
    assertThat(code(Papers.offer(renamed, "e-1", 1, 0), NOW)).contains(Code.SIGNATURE);
  }

  @Test
  void whatIsSignedMustBeAnOrderInItsOneForm() {
    String text = new String(signed.order(), StandardCharsets.UTF_8);
    for (String other :
        List.of(
            text + " ",
            text.replace("\"ordinal\":0", "\"ordinal\":0.0"),
            text.replace("\"ordinal\":0", "\"ordinal\":0,\"ordinal\":0"),
            text.replace("-order-1", "-order-2"),
            "{}")) {
      assertThat(other).isNotEqualTo(text);
      SignedOrder form = Papers.SIGNER.sign(other.getBytes(StandardCharsets.UTF_8));
      assertThat(code(Papers.offer(form, "e-1", 1, 0), NOW)).contains(Code.MALFORMED);
    }
  }

  @Test
  void timeIsKeptToTheMoment() {
    Offer offer = new Offer(signed, "e-1", 1, 0, NOW.plus(Duration.ofDays(9)), false);
    assertThat(code(offer, order.notBefore().minusSeconds(2))).isEmpty();
    assertThat(code(offer, order.notBefore().minusMillis(2001))).contains(Code.NOT_YET);
    assertThat(code(offer, order.expiresAt())).isEmpty();
    assertThat(code(offer, order.expiresAt().plusNanos(1))).contains(Code.EXPIRED);
    Offer later = new Offer(signed, "e-1", 1, 2, NOW.plus(Duration.ofDays(9)), false);
    assertThat(code(later, order.expiresAt().plus(Duration.ofDays(1)))).isEmpty();
    assertThat(code(later, order.expiresAt().plus(Duration.ofDays(1)).plusNanos(1)))
        .contains(Code.EXPIRED);
  }

  @Test
  void nothingIsBegunTwiceAndNoEpochGoesBack() {
    begin(order, 4, NOW);
    assertThat(code(Papers.offer(signed, "e-1", 5, 0), NOW)).contains(Code.REPLAYED);
    assertThat(code(Papers.offer(signed, "e-1", 4, 2), NOW)).contains(Code.STALE_EPOCH);
    assertThat(code(Papers.offer(signed, "e-1", 3, 2), NOW)).contains(Code.STALE_EPOCH);
    assertThat(code(Papers.offer(signed, "e-1", 5, 2), NOW)).isEmpty();
    ActuationOrder older = Papers.order("e-2");
    assertThat(code(Papers.offer(older), NOW)).isEmpty();
    begin(
        new ActuationOrder(
            "e-3",
            "campaign",
            Optional.empty(),
            2,
            0,
            "c",
            Optional.empty(),
            order.steps(),
            order.parameters(),
            order.notBefore(),
            order.expiresAt(),
            true,
            order.keyId()),
        1,
        NOW);
    assertThat(code(Papers.offer(older), NOW)).contains(Code.STALE_CAMPAIGN);
    assertThat(code(Papers.offer(older), NOW.minusSeconds(3))).contains(Code.CLOCK);
  }

  @Test
  void aRobotTakesOrdersForItselfOnly() {
    Station real = new Station(Set.of("anneal"), Set.of(), false, Duration.ZERO, Duration.ZERO);
    Station north =
        new Station(Set.of("anneal"), Set.of("north"), true, Duration.ZERO, Duration.ZERO);
    assertThat(code(new BridgeCore(Papers.KEYS, Papers.furnace(), real), Papers.offer(order), NOW))
        .contains(Code.SIMULATED);
    assertThat(code(new BridgeCore(Papers.KEYS, Papers.furnace(), north), Papers.offer(order), NOW))
        .contains(Code.WRONG_TENANT);
  }

  @Test
  void theEnvelopeHasTheLastWord() {
    ActuationOrder hot = Papers.order("e-1", Papers.settings(901, 1));
    Verdict.Refuse refuse = (Verdict.Refuse) core.on(Papers.offer(hot), past, NOW);
    assertThat(refuse.refusal().code()).isEqualTo(Code.OUT_OF_RANGE);
    assertThat(refuse.refusal().field()).isEqualTo("parameters.temperature");
    assertThat(refuse.refusal().code().isOfEnvelope()).isTrue();
  }

  private Optional<Code> code(Offer offer, Instant now) {
    return code(core, offer, now);
  }

  private Optional<Code> code(BridgeCore asked, Offer offer, Instant now) {
    return asked.on(offer, past, now) instanceof Verdict.Refuse refuse
        ? Optional.of(refuse.refusal().code())
        : Optional.empty();
  }

  private void begin(ActuationOrder begun, int epoch, Instant at) {
    Offer offer = Papers.offer(Papers.SIGNER.sign(begun), begun.experimentId(), epoch, 0);
    Verdict.Actuate actuate = (Verdict.Actuate) core.on(offer, past, at);
    past.take(new LedgerEntry.Intent(at, actuate.command(), Map.of()));
  }
}
