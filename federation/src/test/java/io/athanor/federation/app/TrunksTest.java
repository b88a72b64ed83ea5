package io.athanor.federation.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.athanor.event.ModelReleased;
import io.athanor.federation.round.Participant;
import io.athanor.federation.round.Round;
import io.athanor.federation.round.Step;
import io.athanor.federation.round.Step.Phase;
import io.athanor.federation.round.Step.PhaseEnded;
import io.athanor.federation.round.StepBytes;
import io.athanor.federation.round.SumTerms;
import io.athanor.federation.round.TrunkTerms;
import io.athanor.federation.sum.Hkdf;
import io.athanor.schemas.topic.Topic;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class TrunksTest {
  private static final TrunkTerms TERMS =
      TrunkTerms.first(Events.ROUND, 2, "d", List.of("heat_all"), 7);
  private static final String OTHER = "01936c00-0000-7000-8000-0000000000cc";
  private static final int LENGTH = 3;
  private static final TrunkPlan PLAN =
      new TrunkPlan(List.of("heat_all"), 2, Duration.ofHours(24), Duration.ofMinutes(10));
  private static final SiteLog NOTHING =
      new SiteLog() {
        @Override
        public <T extends SpecificRecord> void all(Topic<T> topic, Consumer<T> events) {
          // an empty log
        }

        @Override
        public void release(ModelReleased word) {
          throw new IllegalStateException("nobody speaks here");
        }
      };

  /** Three numbers of a site, and what came out. */
  private static final class Three implements TrunkLearner {
    private final double[] vector;
    private final Map<TrunkTerms, double[]> taken = new HashMap<>();
    private Optional<String> base = Optional.of("d");
    private int asked;
    private boolean isGone;

    Three(double... vector) {
      this.vector = vector;
    }

    @Override
    public Optional<String> base(SiteLog log) {
      return base;
    }

    @Override
    public int length(TrunkTerms terms) {
      if (isGone) {
        throw new IllegalArgumentException("its model is not here");
      }
      return LENGTH;
    }

    @Override
    public Optional<String> refusal(TrunkTerms terms, SiteLog log) {
      return base.equals(Optional.of(terms.modelDigest()))
          ? Optional.empty()
          : Optional.of("it starts from another model");
    }

    @Override
    public double[] vector(TrunkTerms terms, SiteLog log) {
      asked++;
      return vector;
    }

    @Override
    public boolean has(TrunkTerms terms) {
      return taken.containsKey(terms);
    }

    @Override
    public void take(TrunkTerms terms, double[] sum, int sites, SiteLog log) {
      assertThat(taken.put(terms, sum)).isNull();
    }

    @Override
    public void close() {
      // holds nothing
    }
  }

  private static FederationConfig config(String name, String value) {
    return FederationConfigTest.config(name, value);
  }

  private static Trunks trunks(TrunkLearner learner) {
    return new Trunks(config("federation.sites-fewest", "3"), PLAN, learner, NOTHING);
  }

  private static Round round(TrunkTerms terms, int length) {
    SumTerms sum = new SumTerms(length, SumTerms.FRACTION_BITS, 3, 4);
    return new Round(Events.ROUND, "d", Step.Opened.of(sum, terms));
  }

  private static Optional<String> refusal(Round round) throws IOException {
    return trunks(new Three(1, 2, 3)).refusal(round);
  }

  @Test
  void shouldSayWhyItTakesNoPart() throws IOException {
    assertThat(refusal(round(TERMS, LENGTH))).isEmpty();
    assertThat(refusal(round(TERMS, 4))).contains("its vectors have 4 numbers, this site's 3");
    assertThat(
            refusal(round(TrunkTerms.first(Events.ROUND, 2, "e", List.of("heat_all"), 7), LENGTH)))
        .contains("it starts from another model");
    assertThat(refusal(round(TrunkTerms.first(Events.ROUND, 2, "d", List.of("gap"), 7), LENGTH)))
        .contains("it learns [gap], this site [heat_all] (federation.trunk.properties)");
    assertThat(
            new Trunks(config("federation.privacy.epsilon", "2"), PLAN, new Three(1), NOTHING)
                .refusal(round(TERMS, LENGTH)))
        .contains("averages without noise, where federation.privacy.epsilon is given");
  }

  /** The masks are those of heads: a site that falls out is taken out of the sum. */
  @Test
  void shouldTakeHomeTheSumOfThoseWhoContributedOnce() throws IOException {
    Round round = round(TERMS.at(1), LENGTH);
    List<String> names = List.of("a", "b", "c", "d");
    Map<String, Three> learners = new HashMap<>();
    for (String each : names) {
      int at = names.indexOf(each);
      learners.put(each, new Three(0.25 * at, -1e6 * at, 10 + at));
    }
    names.forEach(each -> round.apply(each, participant(each).join(round).orElseThrow()));
    round.apply("d", new PhaseEnded(Phase.JOINING));
    names.forEach(each -> round.apply(each, participant(each).share(round).orElseThrow()));
    round.apply("d", new PhaseEnded(Phase.SHARING));
    for (String each : List.of("b", "c", "d")) {
      byte[] masked =
          participant(each).masked(round, trunks(learners.get(each)).vector(round)).bytes();
      participant(each).parts(round, masked).forEach(part -> round.apply(each, part));
    }
    round.apply("d", new PhaseEnded(Phase.MASKING));
    List.of("b", "c", "d")
        .forEach(each -> round.apply(each, participant(each).reveal(round).orElseThrow()));
    Three absent = learners.get("a");
    trunks(absent).take(round);
    trunks(absent).take(round);
    assertThat(absent.asked).isZero();
    assertThat(absent.taken.get(TERMS.at(1))).containsExactly(1.5, -6e6, 36);
  }

  @Test
  void shouldOpenWhatIsDueWhereItCanTakePartItself() throws IOException {
    Courses.Due first = new Courses.Due(Optional.empty());
    Step.Opened opened = trunks(new Three()).opening(first, Events.ROUND, 7, 4).orElseThrow();
    assertThat(opened.trunk()).contains(TERMS);
    assertThat(opened.sum()).isEqualTo(new SumTerms(LENGTH, SumTerms.FRACTION_BITS, 3, 4));
    Courses.Due second = new Courses.Due(Optional.of(TERMS.at(2)));
    assertThat(trunks(new Three()).opening(second, "", 0, 2).orElseThrow().trunk())
        .contains(TERMS.at(2));
    Three bare = new Three();
    bare.base = Optional.empty();
    assertThat(trunks(bare).opening(first, Events.ROUND, 7, 4)).isEmpty();
  }

  @Test
  void shouldRefuseAndOpenNothingWhereItsModelIsGone() throws IOException {
    Three gone = new Three(1, 2, 3);
    gone.isGone = true;
    assertThat(trunks(gone).refusal(round(TERMS, LENGTH))).contains("its model is not here");
    Courses.Due second = new Courses.Due(Optional.of(TERMS.at(2)));
    assertThat(trunks(gone).opening(second, "", 0, 2)).isEmpty();
  }

  @Test
  void shouldGoOnInNoCourseOfWhichASumCouldNotBeUsed() throws IOException {
    Three learner = new Three(1, 2, 3);
    Trunks trunks = trunks(learner);
    // nobody contributed to it
    trunks.take(round(TERMS, LENGTH));
    assertThat(learner.taken).isEmpty();
    assertThat(trunks.refusal(round(TERMS.at(1), LENGTH)))
        .contains("a sum of its course could not be used here");
    TrunkTerms other = TrunkTerms.first(OTHER, 2, "d", List.of("heat_all"), 7);
    assertThat(trunks.refusal(round(other, LENGTH))).isEmpty();
  }

  @Test
  void shouldCarryTermsThroughTheLogAndSignEveryField() {
    List<TrunkTerms> others = new ArrayList<>();
    others.add(TERMS);
    others.add(TERMS.at(1));
    others.add(new TrunkTerms(Events.ROUND, 0, 3, "d", List.of("heat_all"), 2e-3, 0.1, 400, 7));
    others.add(new TrunkTerms(Events.ROUND, 0, 2, "e", List.of("heat_all"), 2e-3, 0.1, 400, 7));
    others.add(new TrunkTerms(Events.ROUND, 0, 2, "d", List.of("heat", "all"), 2e-3, 0.1, 400, 7));
    others.add(new TrunkTerms(Events.ROUND, 0, 2, "d", List.of("heat_all"), 1e-3, 0.1, 400, 7));
    others.add(new TrunkTerms(Events.ROUND, 0, 2, "d", List.of("heat_all"), 2e-3, 0.2, 400, 7));
    others.add(new TrunkTerms(Events.ROUND, 0, 2, "d", List.of("heat_all"), 2e-3, 0.1, 401, 7));
    others.add(new TrunkTerms(Events.ROUND, 0, 2, "d", List.of("heat_all"), 2e-3, 0.1, 400, 8));
    List<String> bytes = new ArrayList<>();
    for (TrunkTerms each : others) {
      Step.Opened step = Step.Opened.of(new SumTerms(LENGTH, 72, 3, 4), each);
      assertThat(StepCodec.read(StepCodec.write(step))).isEqualTo(step);
      byte[] signed = StepBytes.of(Events.ROUND, "a", step);
      bytes.add(HexFormat.of().formatHex(signed));
    }
    assertThat(bytes).doesNotHaveDuplicates();
  }

  @Test
  void shouldNameTheTermThatCannotBe() {
    refused(() -> TERMS.at(3), "trunk.round 3 is not in 0..2");
    refused(() -> TrunkTerms.first("x", 2, "d", List.of("p"), 7), "trunk.course is no UUID");
    refused(
        () -> TrunkTerms.first(Events.ROUND, 0, "d", List.of("p"), 7),
        "trunk.rounds 0 is not in 1..1000");
    refused(
        () -> TrunkTerms.first(Events.ROUND, 2, " ", List.of("p"), 7),
        "trunk.modelDigest is blank");
    refused(
        () -> TrunkTerms.first(Events.ROUND, 2, "d", List.of("p", "p"), 7),
        "trunk.properties are none, too many, or not distinct");
    refused(
        () -> new TrunkTerms(Events.ROUND, 0, 2, "d", List.of("p"), Double.NaN, 0, 1, 7),
        "trunk.learningRate NaN is not in (0, 0.1]");
    refused(
        () -> new TrunkTerms(Events.ROUND, 0, 2, "d", List.of("p"), 0.1, -1, 1, 7),
        "trunk.weightDecay -1.0 is negative");
    refused(
        () -> new TrunkTerms(Events.ROUND, 0, 2, "d", List.of("p"), 0.1, 0, 0, 7),
        "trunk.edgesPerBatch 0 is not in 1..1048576");
  }

  private static void refused(ThrowingCallable made, String why) {
    assertThatThrownBy(made).isInstanceOf(IllegalArgumentException.class).hasMessage(why);
  }

  private static Participant participant(String name) {
    return new Participant(name, Hkdf.derive(new byte[] {3}, name));
  }
}
