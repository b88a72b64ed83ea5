package io.athanor.federation.round;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.athanor.federation.round.Step.Closed;
import io.athanor.federation.round.Step.Joined;
import io.athanor.federation.round.Step.Opened;
import io.athanor.federation.round.Step.Phase;
import io.athanor.federation.round.Step.PhaseEnded;
import io.athanor.federation.round.Step.SharesRevealed;
import io.athanor.federation.round.Step.VectorSent;
import io.athanor.federation.sum.Hkdf;
import io.athanor.federation.sum.MaskStream;
import io.athanor.federation.sum.RingVector;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RoundTest {
  private static final String CLERK = "d";
  private static final SumTerms TERMS = new SumTerms(3, 40, 3, 4);
  private static final List<String> SITES = List.of("a", "b", "c", "d");

  private final Round round = new Round("round-1", CLERK, new Opened(TERMS, Optional.empty()));

  private static Participant site(String name) {
    return new Participant(name, Hkdf.derive(new byte[] {9}, name));
  }

  private static RingVector vector(double value) {
    return TERMS.fixedPoint().encode(new double[] {value, -value, 1}, i -> "v");
  }

  private void join() {
    SITES.forEach(each -> assertThat(round.apply(each, site(each).join(round).get())).isTrue());
    assertThat(round.apply(CLERK, new PhaseEnded(Phase.JOINING))).isTrue();
  }

  private void share() {
    join();
    SITES.forEach(each -> assertThat(round.apply(each, site(each).share(round).get())).isTrue());
    assertThat(round.apply(CLERK, new PhaseEnded(Phase.SHARING))).isTrue();
  }

  private void contribute(String... who) {
    for (String each : who) {
      byte[] masked = site(each).masked(round, vector(each.charAt(0))).bytes();
      site(each).parts(round, masked).forEach(part -> assertThat(round.apply(each, part)).isTrue());
    }
    assertThat(round.apply(CLERK, new PhaseEnded(Phase.MASKING))).isTrue();
  }

  @Test
  void shouldSayNothingTwiceAndNothingOutOfTurn() {
    Participant a = site("a");
    Step joining = a.join(round).get();
    assertThat(a.share(round)).isEmpty();
    assertThat(round.apply("a", joining)).isTrue();
    assertThat(round.apply("a", joining)).isFalse();
    assertThat(a.join(round)).isEmpty();
    assertThat(round.apply("a", new VectorSent(0, new byte[48]))).isFalse();
    assertThat(round.apply("a", new PhaseEnded(Phase.JOINING))).isFalse();
    assertThat(round.apply(CLERK, new PhaseEnded(Phase.SHARING))).isFalse();
    assertThat(round.apply("a", new Closed(Optional.empty()))).isFalse();
    assertThat(round.phase()).isEqualTo(Phase.JOINING);
  }

  @Test
  void shouldHaveTheSumWithoutTheOneThatFellOut() {
    share();
    contribute("a", "c", "d");
    assertThat(round.contributors()).containsExactly("a", "c", "d");
    for (String each : List.of("a", "c", "d")) {
      assertThat(round.apply(each, site(each).reveal(round).get())).isTrue();
    }
    double expected = 'a' + 'c' + 'd';
    assertThat(TERMS.fixedPoint().decode(Unmasking.sum(round)))
        .containsExactly(expected, -expected, 3);
    assertThat(Clerk.next(round, false, 4)).contains(new Closed(Optional.empty()));
  }

  /** The rule on which everything rests. */
  @Test
  void shouldNeverRevealBothSecretsOfASite() {
    share();
    contribute("a", "c", "d");
    SharesRevealed revealed = (SharesRevealed) site("a").reveal(round).get();
    assertThat(revealed.shares()).containsOnlyKeys("a", "b", "c", "d");
    assertThat(revealed.shares().values()).allMatch(each -> each.length == 32);
    round.apply("a", revealed);
    assertThat(site("a").reveal(round)).isEmpty();
  }

  @Test
  void shouldKeepAVectorThatComesLateBehindItsOwnMask() {
    share();
    contribute("a", "c", "d");
    byte[] late = site("b").masked(round, vector(1)).bytes();
    assertThat(round.apply("b", new VectorSent(0, late))).isFalse();
    assertThat(site("b").reveal(round)).isEmpty();
    assertThat(site("b").owesVector(round)).isFalse();
  }

  @Test
  void shouldSayTheSameAgainAfterARestart() {
    share();
    assertThat(site("b").masked(round, vector(7)).bytes())
        .isEqualTo(site("b").masked(round, vector(7)).bytes());
  }

  @Test
  void shouldFindSharesThatWereTamperedWith() {
    share();
    contribute("a", "b", "c", "d");
    for (String each : List.of("a", "b", "c")) {
      SharesRevealed honest = (SharesRevealed) site(each).reveal(round).get();
      SortedMap<String, byte[]> forged = new TreeMap<>(honest.shares());
      if (each.equals("b")) {
        forged.put("a", new byte[32]);
      }
      round.apply(each, new SharesRevealed(forged));
    }
    assertThatThrownBy(() -> Unmasking.sum(round))
        .isInstanceOf(RoundException.class)
        .hasMessage("the shares of site a do not give what it committed to");
    Closed closed = (Closed) Clerk.next(round, false, 4).get();
    assertThat(closed.problem()).hasValueSatisfying(each -> assertThat(each).contains("site a"));
  }

  @Test
  void shouldSendLongVectorsInParts() {
    SumTerms terms = new SumTerms(100_000, 40, 3, 4);
    Round large = new Round("large", CLERK, new Opened(terms, Optional.empty()));
    byte[] bytes = MaskStream.mask(Hkdf.derive(new byte[1], "m"), 100_000).bytes();
    assertThat(terms.parts()).isEqualTo(4);
    assertThat(site("a").parts(large, bytes))
        .hasSize(4)
        .allMatch(each -> ((VectorSent) each).bytes().length <= 512 * 1024);
  }

  @Test
  void shouldEndPhasesWhenAllHaveSpokenOrItIsLate() {
    assertThat(Clerk.next(round, false, 4)).isEmpty();
    for (String each : List.of("a", "b")) {
      round.apply(each, site(each).join(round).get());
    }
    assertThat(Clerk.next(round, false, 4)).isEmpty();
    Closed failed = (Closed) Clerk.next(round, true, 4).get();
    assertThat(failed.problem()).contains("only 2 sites were there in time while joining");
    round.apply("c", site("c").join(round).get());
    assertThat(Clerk.next(round, true, 4)).contains(new PhaseEnded(Phase.JOINING));
    assertThat(Clerk.next(round, false, 3)).contains(new PhaseEnded(Phase.JOINING));
  }

  @Test
  void shouldRefuseKeysOfAnotherLength() {
    assertThatThrownBy(() -> new Joined(new byte[31], new byte[32], new byte[32]))
        .hasMessage("joined: a key has not 32 bytes");
  }

  @Test
  void shouldSignEveryFieldApart() {
    byte[] one = StepBytes.of("r", "a", new VectorSent(0, new byte[4]));
    assertThat(one).isNotEqualTo(StepBytes.of("r", "a", new VectorSent(1, new byte[4])));
    assertThat(one).isNotEqualTo(StepBytes.of("r", "b", new VectorSent(0, new byte[4])));
    assertThat(one).isNotEqualTo(StepBytes.of("ra", "", new VectorSent(0, new byte[4])));
    assertThat(one[0]).isNotEqualTo((byte) '{');
  }
}
