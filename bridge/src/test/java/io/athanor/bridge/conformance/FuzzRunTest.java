package io.athanor.bridge.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.athanor.bridge.Papers;
import io.athanor.bridge.envelope.Refusal;
import java.io.IOException;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FuzzRunTest {
  private static final int ORDERS = 1_500;

  @Test
  void nothingOutsideTheContractIsCarriedOut() throws IOException {
    Tally tally = run(Sabotage.NONE, ORDERS);
    assertThat(tally.examples()).isEmpty();
    assertThat(tally.isClean()).isTrue();
    assertThat(tally.orders()).isEqualTo(ORDERS);
    assertThat(tally.actuated()).isGreaterThan(100);
    assertThat(tally.kinds().keySet()).isEqualTo(EnumSet.allOf(Kind.class));
    // most replays are refused as expired, or are known from before a crash and not even judged
    assertThat(tally.kinds().get(Kind.REPLAY)[0]).isPositive();
    assertThat(tally.kinds().get(Kind.REPLAY)[1]).isZero();
    assertThat(tally.refusals().keySet())
        .contains(
            Refusal.Code.SIGNATURE,
            Refusal.Code.UNKNOWN_KEY,
            Refusal.Code.MALFORMED,
            Refusal.Code.EXPIRED,
            Refusal.Code.STALE_EPOCH,
            Refusal.Code.STALE_CAMPAIGN,
            Refusal.Code.OUT_OF_RANGE,
            Refusal.Code.FORBIDDEN,
            Refusal.Code.RATE,
            Refusal.Code.TOTAL);
  }

  @ParameterizedTest
  @EnumSource(
      value = Sabotage.class,
      names = {"ENVELOPE_OFF", "SIGNATURE_OFF", "LEDGER_OFF"})
  void aBridgeThatIsBrokenIsFoundOut(Sabotage sabotage) throws IOException {
    Tally tally = run(sabotage, 300);
    assertThat(tally.isClean()).isFalse();
    assertThat(tally.outside()).isPositive();
    assertThat(tally.unrefused()).isPositive();
  }

  @Test
  void theSameSeedGivesTheSameRun() throws IOException {
    assertThat(run(Sabotage.NONE, 100).refusals()).isEqualTo(run(Sabotage.NONE, 100).refusals());
  }

  private static Tally run(Sabotage sabotage, int orders) throws IOException {
    // signatures in earnest: the stand-in is for millions
    return new FuzzRun(
            Papers.FURNACE.replace("ever: 1000", "ever: 30000"),
            sabotage,
            FuzzRun.Tap.direct(),
            Seals.ED25519)
        .run(orders, 7, 2, done -> {});
  }
}
