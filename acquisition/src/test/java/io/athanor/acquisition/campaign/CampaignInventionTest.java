package io.athanor.acquisition.campaign;

import static io.athanor.acquisition.campaign.Campaigns.GRACE;
import static io.athanor.acquisition.campaign.Campaigns.START;
import static io.athanor.acquisition.campaign.Campaigns.fedBack;
import static io.athanor.acquisition.campaign.Swaps.candidate;
import static io.athanor.acquisition.campaign.Swaps.champion;
import static io.athanor.acquisition.campaign.Swaps.definition;
import static io.athanor.acquisition.campaign.Swaps.digest;
import static io.athanor.acquisition.campaign.Swaps.said;
import static io.athanor.acquisition.campaign.Swaps.terms;
import static org.assertj.core.api.Assertions.assertThat;

import io.athanor.acquisition.campaign.CampaignEvent.CampaignDefined;
import io.athanor.acquisition.campaign.CampaignEvent.Invented;
import io.athanor.acquisition.campaign.CampaignEvent.InventionAnswered;
import io.athanor.acquisition.campaign.CampaignEvent.InventionRequested;
import io.athanor.acquisition.campaign.CampaignEvent.ObservationReceived;
import io.athanor.acquisition.campaign.CampaignEvent.PredictionReceived;
import io.athanor.acquisition.planner.Policy.Acquisition;
import io.athanor.acquisition.planner.space.SearchSpace;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** When a campaign asks for new candidates, and how they join its pool. */
class CampaignInventionTest {
  private static final int POOL = 6;
  private static final Instant LATE = START.plus(GRACE).plusSeconds(1);

  private final Campaign campaign = new Campaign(GRACE);
  private final List<CampaignEvent> journal = new ArrayList<>();
  private int readings;

  private void accept(CampaignEvent event) {
    assertThat(campaign.apply(event)).isInstanceOf(Outcome.Accepted.class);
    journal.add(event);
  }

  private void begin(double dryBelow, int waves) {
    accept(
        new CampaignDefined(
            definition(
                POOL,
                40,
                Acquisition.UPPER_CONFIDENCE_BOUND,
                Optional.of(terms(3, waves, dryBelow)))));
    accept(champion(0, 1));
    for (int i = 0; i < POOL; i++) {
      accept(candidate(i));
      accept(said(1, i));
    }
  }

  private <D extends Decision> Optional<D> decided(Class<D> kind, Instant now) {
    return campaign.decide(now).stream().filter(kind::isInstance).map(kind::cast).findFirst();
  }

  private Decision.Propose experiment() {
    Decision.Propose proposal = decided(Decision.Propose.class, START).orElseThrow();
    accept(fedBack(proposal));
    accept(
        new ObservationReceived(
            "reading-" + readings++,
            "yield",
            proposal.candidateId().orElseThrow(),
            Optional.of(proposal.experimentId()),
            proposal.candidate() * 0.1,
            "%"));
    return proposal;
  }

  /** Experiments until a wave is asked for; folds the request. */
  private Decision.Invent dry() {
    for (int i = 0; i < 40; i++) {
      Optional<Decision.Invent> wave = decided(Decision.Invent.class, START);
      if (wave.isPresent()) {
        accept(requested(wave.get()));
        return wave.get();
      }
      experiment();
    }
    throw new AssertionError("no wave was asked for");
  }

  private static InventionRequested requested(Decision.Invent wave) {
    return new InventionRequested(wave.wave(), wave.firstIndex(), wave.count(), wave.requestedAt());
  }

  private static InventionAnswered answer(int wave, int first, int count, String... problem) {
    return new InventionAnswered(
        wave,
        first,
        IntStream.range(first, first + count).mapToObj(i -> new Invented("c-" + i, i)).toList(),
        Optional.ofNullable(problem.length == 0 ? null : problem[0]),
        START);
  }

  private int rows() {
    return ((SearchSpace.Pool) campaign.space().orElseThrow()).points().size();
  }

  @Test
  void shouldAskWhenThePoolPromisesLittleAndSayWhatIsKnown() {
    begin(0.5, 4);
    Decision.Invent wave = dry();
    assertThat(wave.wave()).isZero();
    assertThat(wave.firstIndex()).isEqualTo(POOL);
    assertThat(wave.count()).isEqualTo(3);
    assertThat(wave.modelDigest()).contains(digest(1));
    assertThat(wave.firstExpectedImprovement()).isPositive();
    assertThat(wave.expectedImprovement()).isLessThan(0.5 * wave.firstExpectedImprovement());
    Map<Integer, Double> observed = new TreeMap<>();
    wave.observed().forEach(each -> observed.put(each.candidate(), each.values().get("yield")));
    assertThat(observed).isNotEmpty().allSatisfy((i, v) -> assertThat(v).isEqualTo(i * 0.1));
    assertThat(wave.observed())
        .allMatch(each -> each.candidateId().equals("c-" + each.candidate()));
    assertThat(decided(Decision.Invent.class, START)).as("one at a time").isEmpty();
    assertThat(campaign.apply(requested(wave))).isEqualTo(new Outcome.Duplicate());
  }

  @Test
  void shouldNotAskWhileThePoolPromisesEnough() {
    begin(Double.MIN_NORMAL, 4);
    for (int i = 0; i < POOL - 1; i++) {
      experiment();
      assertThat(decided(Decision.Invent.class, START)).as("after %d", i).isEmpty();
    }
  }

  @Test
  void shouldGrowOnceEverythingOfTheWaveIsHereInWhateverOrder() {
    List<CampaignEvent> told = new ArrayList<>(List.of(answer(0, POOL, 2)));
    for (int i = POOL; i < POOL + 2; i++) {
      told.add(candidate(i));
      told.add(said(1, i));
    }
    for (int first = 0; first < told.size(); first++) {
      CampaignInventionTest other = new CampaignInventionTest();
      other.begin(0.5, 4);
      other.dry();
      List<CampaignEvent> order = new ArrayList<>(told.subList(first, told.size()));
      order.addAll(told.subList(0, first));
      Object before = other.campaign.space().orElseThrow();
      for (CampaignEvent each : order.subList(0, order.size() - 1)) {
        other.accept(each);
        assertThat(other.campaign.space().orElseThrow()).isSameAs(before);
      }
      other.accept(order.get(order.size() - 1));
      assertThat(other.rows()).isEqualTo(POOL + 2);
      assertThat(other.campaign.material(POOL)).isEmpty();
      assertThat(other.campaign.view(START).admitted()).isEqualTo(POOL + 2);
      SearchSpace.Pool grown = (SearchSpace.Pool) other.campaign.space().orElseThrow();
      for (int row = 0; row < POOL; row++) {
        assertThat(grown.features().at(row, 1))
            .as("keeps its place")
            .isEqualTo(((SearchSpace.Pool) before).features().at(row, 1));
      }
    }
  }

  @Test
  void shouldProposeWhatWasInvented() {
    begin(1, 1);
    dry();
    accept(answer(0, POOL, 3));
    for (int i = POOL; i < POOL + 3; i++) {
      accept(candidate(i));
      accept(said(1, i));
    }
    List<Integer> chosen = new ArrayList<>();
    while (decided(Decision.Propose.class, START).isPresent()) {
      chosen.add(experiment().candidate());
    }
    assertThat(chosen).contains(POOL, POOL + 1, POOL + 2);
    assertThat(decided(Decision.Conclude.class, START).orElseThrow().conclusion().rule())
        .isEqualTo("exhausted");
  }

  @Test
  void shouldNotSwitchToAVersionThatHasNotScoredWhatWasInvented() {
    begin(0.5, 4);
    dry();
    accept(champion(1, 2));
    accept(answer(0, POOL, 1));
    accept(candidate(POOL));
    accept(said(1, POOL));
    assertThat(rows()).isEqualTo(POOL + 1);
    for (int i = 0; i < POOL; i++) {
      accept(said(2, i));
    }
    assertThat(experiment().modelDigest()).contains(digest(1));
    accept(said(2, POOL));
    assertThat(experiment().modelDigest()).contains(digest(2));
    assertThat(rows()).isEqualTo(POOL + 1);
  }

  @Test
  void shouldGoOnWhereNothingWasInvented() {
    begin(1, 2);
    dry();
    accept(answer(0, POOL, 0, "required 'Fe' fits no prototype"));
    assertThat(rows()).isEqualTo(POOL);
    Decision.Invent next = dry();
    assertThat(next.wave()).isEqualTo(1);
    assertThat(next.firstIndex()).as("the places are free").isEqualTo(POOL);
    assertThat(campaign.apply(answer(0, POOL, 1)))
        .as("too late")
        .isInstanceOf(Outcome.Ignored.class);
    accept(answer(1, POOL, 0));
    while (decided(Decision.Propose.class, START).isPresent()) {
      experiment();
    }
    assertThat(decided(Decision.Conclude.class, START)).as("no wave is left").isPresent();
  }

  @Test
  void shouldNotWaitForEverForAnAnswer() {
    begin(1, 1);
    dry();
    while (decided(Decision.Propose.class, START).isPresent()) {
      experiment();
    }
    assertThat(campaign.decide(START)).as("exhausted, but a wave is open").isEmpty();
    assertThat(decided(Decision.Conclude.class, LATE).orElseThrow().conclusion().rule())
        .isEqualTo("exhausted");
  }

  @Test
  void shouldAskBeforeItIsExhausted() {
    begin(Double.MIN_NORMAL, 1);
    Decision.Invent wave = dry();
    assertThat(wave.expectedImprovement()).isZero();
    assertThat(wave.observed()).hasSize(POOL);
  }

  @Test
  void shouldEndAWaveOfWhichSomethingNeverComes() {
    begin(1, 1);
    dry();
    accept(answer(0, POOL, 3));
    accept(candidate(POOL));
    accept(said(1, POOL));
    accept(candidate(POOL + 2));
    accept(PredictionReceived.unscorable("c-" + (POOL + 2)));
    assertThat(decided(Decision.EndWave.class, START)).isEmpty();
    Decision.EndWave end = decided(Decision.EndWave.class, LATE).orElseThrow();
    assertThat(end.candidates()).extracting(Invented::index).containsExactly(POOL, POOL + 2);
    accept(
        new InventionAnswered(
            end.wave(), end.firstIndex(), end.candidates(), Optional.of(end.problem()), LATE));
    assertThat(rows()).isEqualTo(POOL + 3);
    assertThat(campaign.apply(candidate(POOL + 1)))
        .as("its place stays empty")
        .isInstanceOf(Outcome.Ignored.class);
    List<Integer> chosen = new ArrayList<>();
    while (decided(Decision.Propose.class, START).isPresent()) {
      chosen.add(experiment().candidate());
    }
    assertThat(chosen).contains(POOL, POOL + 2).doesNotContain(POOL + 1);
  }

  @Test
  void shouldRefuseAnswersThatCannotBe() {
    begin(1, 1);
    assertThat(campaign.apply(answer(0, POOL, 1)))
        .isInstanceOfSatisfying(
            Outcome.Refused.class, refused -> assertThat(refused.field()).isEqualTo("wave"));
    dry();
    assertThat(campaign.apply(answer(0, POOL, 4)))
        .isInstanceOfSatisfying(
            Outcome.Refused.class,
            refused -> assertThat(refused.field()).isEqualTo("candidates.index"));
    assertThat(
            campaign.apply(
                new InventionAnswered(
                    0, POOL, List.of(new Invented("c-7", POOL + 1)), Optional.empty(), START)))
        .as("a gap")
        .isInstanceOf(Outcome.Refused.class);
    assertThat(campaign.apply(candidate(POOL + 3)))
        .as("outside the wave")
        .isInstanceOf(Outcome.Refused.class);
    accept(answer(0, POOL, 1));
    assertThat(campaign.apply(answer(0, POOL, 1))).isEqualTo(new Outcome.Duplicate());
  }

  @Test
  void shouldTakeTheCandidateThatTheAnswerNamesOfTwoInOnePlace() {
    begin(1, 1);
    dry();
    accept(
        new CampaignEvent.CandidateAdmitted(
            POOL, "c-stray", candidate(0).point(), Optional.empty()));
    accept(candidate(POOL));
    assertThat(campaign.apply(candidate(POOL))).isEqualTo(new Outcome.Duplicate());
    accept(said(1, POOL));
    accept(answer(0, POOL, 1));
    assertThat(campaign.apply(candidate(POOL))).isEqualTo(new Outcome.Duplicate());
    assertThat(rows()).isEqualTo(POOL + 1);
  }

  @Test
  void shouldGoOnFromItsJournalInTheMiddleOfAWave() {
    begin(0.5, 2);
    dry();
    accept(answer(0, POOL, 2));
    accept(candidate(POOL + 1));
    accept(said(1, POOL + 1));
    Campaign again = new Campaign(GRACE);
    journal.forEach(each -> assertThat(again.apply(each)).isInstanceOf(Outcome.Accepted.class));
    assertThat(again.decide(LATE)).isEqualTo(campaign.decide(LATE));
    for (CampaignEvent each : List.of(candidate(POOL), said(1, POOL))) {
      again.apply(each);
      accept(each);
    }
    assertThat(rows()).isEqualTo(POOL + 2);
    assertThat(again.decide(START)).isEqualTo(campaign.decide(START));
    assertThat(again.view(START)).isEqualTo(campaign.view(START));
  }

  @Test
  void shouldCountWhatWasMeasuredOfAnInventionBeforeItJoined() {
    begin(1, 1);
    dry();
    accept(new ObservationReceived("early", "yield", "c-" + POOL, Optional.empty(), 5, "%"));
    int known = campaign.measured().size();
    accept(answer(0, POOL, 1));
    accept(candidate(POOL));
    accept(said(1, POOL));
    assertThat(campaign.measured()).hasSize(known + 1);
  }
}
