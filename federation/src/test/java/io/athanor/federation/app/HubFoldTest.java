package io.athanor.federation.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.athanor.event.FederationClosed;
import io.athanor.event.FederationPhase;
import io.athanor.event.FederationPhaseEnded;
import io.athanor.event.FederationProgressed;
import io.athanor.federation.privacy.PrivacyTerms;
import io.athanor.federation.round.HeadTerms;
import io.athanor.federation.round.Participant;
import io.athanor.federation.round.Round;
import io.athanor.federation.round.Step;
import io.athanor.federation.round.StepBytes;
import io.athanor.federation.round.SumTerms;
import io.athanor.federation.sum.Hkdf;
import io.athanor.schemas.signing.Ed25519;
import io.athanor.schemas.signing.OrderSigner;
import io.athanor.schemas.signing.TrustedKeys;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class HubFoldTest {
  private static final HeadTerms HEAD =
      new HeadTerms("gap", "eV", "d", 4, 1, Optional.of(new PrivacyTerms(3, 2, 5, 1e-6)));
  private static final Step.Opened OPENED =
      new Step.Opened(new SumTerms(HEAD.length(), 72, 3, 4), Optional.of(HEAD));

  private final OrderSigner known = signer("known");
  private final OrderSigner stranger = signer("stranger");
  private final HubFold fold =
      new HubFold(new TrustedKeys(List.of(TrustedKeys.Trusted.always(known.publicKey()))));

  private static OrderSigner signer(String name) {
    return new OrderSigner(Ed25519.ofSeed(Hkdf.derive(new byte[1], name)));
  }

  private HubFold.Verdict take(FederationProgressed event) {
    return fold.take(event, Events.NOW);
  }

  @Test
  void shouldHearOnlyThoseWhoAreTrusted() {
    assertThat(take(Events.signed(stranger, Events.ROUND, OPENED)))
        .isEqualTo(HubFold.Verdict.UNTRUSTED);
    FederationProgressed strange = Events.signed(stranger, Events.ROUND, OPENED);
    assertThat(take(FederationProgressed.newBuilder(strange).setSite(known.keyId()).build()))
        .isEqualTo(HubFold.Verdict.UNTRUSTED);
    FederationProgressed said = Events.signed(known, Events.ROUND, OPENED);
    String elsewhere = "01936c00-0000-7000-8000-000000000002";
    assertThat(take(FederationProgressed.newBuilder(said).setRoundId(elsewhere).build()))
        .isEqualTo(HubFold.Verdict.UNTRUSTED);
    assertThat(fold.rounds()).isEmpty();
    assertThat(take(Events.signed(known, Events.ROUND, OPENED))).isEqualTo(HubFold.Verdict.TAKEN);
    assertThat(take(Events.signed(known, Events.ROUND, OPENED))).isEqualTo(HubFold.Verdict.IDLE);
    assertThat(fold.rounds()).hasSize(1);
  }

  @Test
  void shouldPassOverWhatIsMalformed() {
    FederationProgressed event =
        FederationProgressed.newBuilder(Events.signed(known, Events.ROUND, OPENED))
            .setStep(new FederationPhaseEnded(FederationPhase.NONE))
            .build();
    assertThat(take(event)).isEqualTo(HubFold.Verdict.MALFORMED);
    assertThat(take(Events.signed(known, "no UUID", OPENED))).isEqualTo(HubFold.Verdict.MALFORMED);
    assertThat(fold.rounds()).isEmpty();
  }

  /** A blank problem would be signed as none, and be a failure made of a sum. */
  @Test
  void shouldPassOverAnEndThatIsSignedAsAnother() {
    take(Events.signed(known, Events.ROUND, OPENED));
    FederationProgressed event =
        FederationProgressed.newBuilder(
                Events.signed(known, Events.ROUND, new Step.Closed(Optional.empty())))
            .setStep(new FederationClosed(""))
            .build();
    assertThat(take(event)).isEqualTo(HubFold.Verdict.MALFORMED);
    assertThat(fold.unsettled()).isEmpty();
  }

  @Test
  void shouldLetGoOfWhatAClosedRoundWasMadeOf() {
    take(Events.signed(known, Events.ROUND, OPENED));
    take(Events.signed(known, Events.ROUND, new Step.Closed(Optional.of("too few"))));
    assertThat(fold.unsettled()).hasSize(1);
    fold.settle(Events.ROUND);
    assertThat(fold.unsettled()).isEmpty();
    assertThat(fold.rounds())
        .first()
        .satisfies(
            live -> {
              assertThat(live.round().phase()).isEqualTo(Step.Phase.CLOSED);
              assertThat(live.round().closed().orElseThrow().problem()).contains("too few");
            });
    assertThat(take(Events.signed(known, Events.ROUND, OPENED))).isEqualTo(HubFold.Verdict.IDLE);
  }

  @Test
  void shouldCarryEveryStepOverTheWireAsItIs() {
    Participant site = new Participant("a", Hkdf.derive(new byte[1], "a"));
    Round round = new Round(Events.ROUND, "a", OPENED);
    List<Step> steps =
        List.of(
            OPENED,
            new Step.Opened(new SumTerms(7, 60, 4, 9), Optional.empty()),
            site.join(round).orElseThrow(),
            new Step.PhaseEnded(Step.Phase.SHARING),
            new Step.SharesSent(new TreeMap<>(Map.of("b", new byte[] {1, 2}))),
            new Step.VectorSent(3, new byte[] {4, 5}),
            new Step.SharesRevealed(Map.of("c", new byte[] {6})),
            new Step.Closed(Optional.empty()),
            new Step.Closed(Optional.of("why")));
    for (Step each : steps) {
      assertThat(StepBytes.of("r", "s", StepCodec.read(StepCodec.write(each))))
          .as("%s", each)
          .isEqualTo(StepBytes.of("r", "s", each));
    }
    assertThat(StepCodec.bytes(ByteBuffer.wrap(new byte[] {9, 8}).position(1))).containsExactly(8);
  }
}
