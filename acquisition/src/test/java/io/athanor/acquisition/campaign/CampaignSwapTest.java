package io.athanor.acquisition.campaign;

import static io.athanor.acquisition.campaign.Campaigns.GRACE;
import static io.athanor.acquisition.campaign.Campaigns.START;
import static io.athanor.acquisition.campaign.Campaigns.fedBack;
import static io.athanor.acquisition.campaign.Swaps.candidate;
import static io.athanor.acquisition.campaign.Swaps.champion;
import static io.athanor.acquisition.campaign.Swaps.definition;
import static io.athanor.acquisition.campaign.Swaps.digest;
import static io.athanor.acquisition.campaign.Swaps.said;
import static io.athanor.acquisition.campaign.Swaps.word;
import static org.assertj.core.api.Assertions.assertThat;

import io.athanor.acquisition.campaign.CampaignEvent.CampaignDefined;
import io.athanor.acquisition.campaign.CampaignEvent.ObservationReceived;
import io.athanor.acquisition.campaign.CampaignEvent.PredictionReceived;
import io.athanor.acquisition.campaign.CampaignEvent.PropertyInterval;
import io.athanor.acquisition.conformal.PredictiveInterval;
import io.athanor.acquisition.planner.Policy.Acquisition;
import io.athanor.event.RolloutStage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** Which version of its model a campaign sees, and from when on. */
class CampaignSwapTest {
  private static final int POOL = 6;

  private final Campaign campaign = new Campaign(GRACE);
  private final List<CampaignEvent> journal = new ArrayList<>();
  private int readings;

  private Outcome tell(CampaignEvent event) {
    Outcome outcome = campaign.apply(event);
    if (outcome instanceof Outcome.Accepted) {
      journal.add(event);
    }
    return outcome;
  }

  private void accept(CampaignEvent event) {
    assertThat(tell(event)).isInstanceOf(Outcome.Accepted.class);
  }

  private void define() {
    accept(
        new CampaignDefined(
            definition(POOL, 40, Acquisition.UPPER_CONFIDENCE_BOUND, Optional.empty())));
    for (int i = 0; i < POOL; i++) {
      accept(candidate(i));
    }
  }

  private void score(int version, int from, int to) {
    for (int i = from; i < to; i++) {
      accept(said(version, i));
    }
  }

  private void begin(int version) {
    define();
    accept(champion(0, version));
    score(version, 0, POOL);
  }

  private Optional<Decision.Propose> next() {
    return campaign.decide(START).stream()
        .filter(Decision.Propose.class::isInstance)
        .map(Decision.Propose.class::cast)
        .findFirst();
  }

  /** Proposes and measures. */
  private Decision.Propose experiment() {
    Decision.Propose proposal = next().orElseThrow();
    accept(fedBack(proposal));
    accept(observation(proposal, proposal.candidate() * 0.1));
    return proposal;
  }

  private ObservationReceived observation(Decision.Propose proposal, double value) {
    return new ObservationReceived(
        "reading-" + readings++,
        "yield",
        proposal.candidateId().orElseThrow(),
        Optional.of(proposal.experimentId()),
        value,
        "%");
  }

  private String seen() {
    return next().orElseThrow().modelDigest().orElseThrow();
  }

  @Test
  void shouldSwitchAtOnceWhenTheNewVersionHasSpokenOfEveryCandidate() {
    begin(1);
    Decision.Propose first = experiment();
    assertThat(first.modelDigest()).contains(digest(1));
    Object before = campaign.space().orElseThrow();
    accept(champion(1, 2));
    score(2, 0, POOL - 1);
    assertThat(seen()).as("one is missing").isEqualTo(digest(1));
    assertThat(campaign.space().orElseThrow()).isSameAs(before);
    score(2, POOL - 1, POOL);
    assertThat(seen()).isEqualTo(digest(2));
    Decision.Propose second = experiment();
    assertThat(second.candidate()).isNotEqualTo(first.candidate());
    assertThat(second.choice().observations()).as("nothing measured is lost").isEqualTo(1);
    assertThat(campaign.measured()).hasSize(2);
  }

  @Test
  void shouldDecideAsIfItHadSeenTheNewVersionAllAlong() {
    begin(1);
    List<CampaignEvent> facts = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      Decision.Propose proposal = experiment();
      facts.addAll(journal.subList(journal.size() - 2, journal.size()));
      assertThat(proposal.modelDigest()).contains(digest(1));
    }
    accept(champion(1, 2));
    score(2, 0, POOL);
    Campaign other = new Campaign(GRACE);
    other.apply(
        new CampaignDefined(
            definition(POOL, 40, Acquisition.UPPER_CONFIDENCE_BOUND, Optional.empty())));
    for (int i = 0; i < POOL; i++) {
      other.apply(candidate(i));
      other.apply(said(2, i));
    }
    facts.forEach(each -> assertThat(other.apply(each)).isInstanceOf(Outcome.Accepted.class));
    Decision.Propose here = next().orElseThrow();
    Decision.Propose there = (Decision.Propose) other.decide(START).get(0);
    assertThat(here.choice()).isEqualTo(there.choice());
    assertThat(here.modelDigest()).isEqualTo(there.modelDigest()).contains(digest(2));
  }

  @Test
  void shouldRollBackToTheVersionKept() {
    begin(1);
    experiment();
    accept(champion(1, 2));
    score(2, 0, POOL);
    assertThat(seen()).isEqualTo(digest(2));
    accept(word(2, 2, RolloutStage.RETIRED, 0));
    assertThat(seen()).as("no new score is needed").isEqualTo(digest(1));
    assertThat(campaign.retained()).isEqualTo(2 * POOL);
  }

  @Test
  void shouldWaitForScoresOfAVersionThatWasGivenUp() {
    begin(1);
    accept(champion(1, 2));
    score(2, 0, POOL);
    accept(champion(2, 3));
    score(3, 0, POOL);
    accept(word(3, 3, RolloutStage.RETIRED, 0));
    assertThat(seen()).as("the one before").isEqualTo(digest(2));
    assertThat(tell(said(1, 0))).as("old news").isInstanceOf(Outcome.Ignored.class);
    accept(word(4, 2, RolloutStage.RETIRED, 0));
    assertThat(seen()).as("goes on with what it has").isEqualTo(digest(2));
    score(1, 0, POOL);
    assertThat(seen()).isEqualTo(digest(1));
  }

  @Test
  void shouldTakeScoresThatComeBeforeTheirRelease() {
    begin(1);
    score(2, 0, POOL);
    assertThat(seen()).isEqualTo(digest(1));
    accept(word(1, 2, RolloutStage.SHADOW, 0));
    assertThat(seen()).as("a shadow serves nobody").isEqualTo(digest(1));
    accept(word(2, 2, RolloutStage.CANARY, 1));
    assertThat(seen()).as("a canary of every campaign").isEqualTo(digest(2));
    accept(word(3, 2, RolloutStage.CANARY, 0));
    assertThat(seen()).as("a canary of none").isEqualTo(digest(1));
  }

  @Test
  void shouldBeginWithTheFirstVersionThatIsComplete() {
    define();
    accept(champion(0, 2));
    score(1, 0, POOL - 1);
    score(2, 0, POOL - 1);
    assertThat(next()).as("no version has spoken of all").isEmpty();
    score(1, POOL - 1, POOL);
    assertThat(seen()).isEqualTo(digest(1));
    score(2, POOL - 1, POOL);
    assertThat(seen()).isEqualTo(digest(2));
  }

  @Test
  void shouldHoldVersionsApartOnceItHearsOfThem() {
    define();
    for (int i = 0; i < POOL; i++) {
      if (i < POOL - 1) {
        accept(said(i % 2, i));
      }
    }
    accept(champion(0, 1));
    accept(said(1, POOL - 1));
    assertThat(next()).as("half the pool was scored by another version").isEmpty();
    for (int i = 0; i < POOL; i += 2) {
      accept(said(1, i));
    }
    assertThat(seen()).isEqualTo(digest(1));
  }

  @Test
  void shouldGoOnAsItBeganWhereTheReleaseNamesTheVersionSeen() {
    define();
    score(1, 0, POOL);
    experiment();
    Decision.Propose before = next().orElseThrow();
    accept(champion(0, 1));
    assertThat(next()).contains(before);
    assertThat(tell(said(1, 0))).isEqualTo(new Outcome.Duplicate());
  }

  @Test
  void shouldNotWaitForWhatAVersionCannotScore() {
    define();
    accept(champion(0, 1));
    accept(PredictionReceived.unscorable("c-0"));
    score(1, 1, POOL);
    assertThat(seen()).as("no version can").isEqualTo(digest(1));
    accept(champion(1, 2));
    score(2, 1, POOL - 1);
    assertThat(seen()).isEqualTo(digest(1));
    assertThat(tell(PredictionReceived.unscorable("c-5", digest(7))))
        .as("nobody waits for that one")
        .isInstanceOf(Outcome.Ignored.class);
    accept(PredictionReceived.unscorable("c-5", digest(2)));
    assertThat(tell(PredictionReceived.unscorable("c-5", digest(2))))
        .isEqualTo(new Outcome.Duplicate());
    assertThat(seen()).as("this version cannot").isEqualTo(digest(2));
  }

  @Test
  void shouldPassOverOtherModels() {
    begin(1);
    assertThat(tell(said(2, 0, "another model"))).isInstanceOf(Outcome.Ignored.class);
    assertThat(campaign.retained()).isEqualTo(POOL);
  }

  @Test
  void shouldNotHearOfVersionsWhereOnlyParametersAreSeen() {
    accept(new CampaignDefined(Campaigns.definition(2, 5, 1, Acquisition.UPPER_CONFIDENCE_BOUND)));
    accept(Campaigns.candidate(0, 2));
    accept(Campaigns.candidate(1, 2));
    assertThat(tell(champion(0, 1))).isInstanceOf(Outcome.Ignored.class);
    assertThat(next().orElseThrow().modelDigest()).isEmpty();
  }

  @Test
  void shouldTestTheIntervalsOfTheVersionSeen() {
    begin(1);
    Decision.Propose known = experiment();
    accept(champion(1, 2));
    for (int i = 0; i < POOL; i++) {
      accept(withInterval(said(2, i)));
    }
    Outcome again = tell(observation(known, 0.3));
    assertThat(again).isInstanceOf(Outcome.Accepted.class);
    assertThat(((Outcome.Accepted) again).tested())
        .as("what was measured before it was said tests nothing")
        .isEmpty();
    Decision.Propose fresh = next().orElseThrow();
    accept(fedBack(fresh));
    Outcome first = tell(observation(fresh, 0.3));
    assertThat(((Outcome.Accepted) first).tested())
        .filteredOn(IntervalTest.OfModel.class::isInstance)
        .hasSize(1);
  }

  private static PredictionReceived withInterval(PredictionReceived said) {
    return new PredictionReceived(
        said.candidateId(),
        OptionalDouble.empty(),
        said.embedding(),
        said.modelDigest(),
        said.modelName(),
        List.of(new PropertyInterval("yield", "%", new PredictiveInterval(0, 1, 0.9))));
  }

  @Test
  void shouldKeepNoMoreThanTwoVersionsThroughAHundredSwaps() {
    accept(
        new CampaignDefined(
            definition(120, 110, Acquisition.UPPER_CONFIDENCE_BOUND, Optional.empty())));
    for (int i = 0; i < 120; i++) {
      accept(candidate(i));
    }
    accept(champion(0, 0));
    score(0, 0, 120);
    for (int swap = 1; swap <= 100; swap++) {
      accept(champion(swap, swap));
      score(swap, 0, 60);
      assertThat(experiment().modelDigest()).contains(digest(swap - 1));
      score(swap, 60, 120);
      assertThat(seen()).isEqualTo(digest(swap));
      assertThat(campaign.retained()).as("after swap %d", swap).isLessThanOrEqualTo(240);
    }
    assertThat(campaign.measured()).hasSize(100);
    assertThat(campaign.view(START).proposed()).isEqualTo(100);
    Campaign again = new Campaign(GRACE);
    journal.forEach(each -> assertThat(again.apply(each)).isInstanceOf(Outcome.Accepted.class));
    assertThat(again.decide(START)).isEqualTo(campaign.decide(START));
    assertThat(again.retained()).isEqualTo(campaign.retained());
  }
}
