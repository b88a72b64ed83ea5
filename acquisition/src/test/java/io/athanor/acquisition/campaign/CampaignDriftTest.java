package io.athanor.acquisition.campaign;

import static io.athanor.acquisition.campaign.Campaigns.GRACE;
import static io.athanor.acquisition.campaign.Campaigns.START;
import static io.athanor.acquisition.campaign.Campaigns.candidate;
import static org.assertj.core.api.Assertions.assertThat;

import io.athanor.acquisition.campaign.CampaignEvent.CampaignDefined;
import io.athanor.acquisition.campaign.CampaignEvent.ObservationReceived;
import io.athanor.acquisition.conformal.PredictiveInterval;
import io.athanor.acquisition.conformal.ServedInterval;
import io.athanor.acquisition.drift.DriftAlarm;
import io.athanor.acquisition.planner.Choice;
import io.athanor.acquisition.planner.PlanningProblem.Measurement;
import io.athanor.acquisition.planner.Policy.Acquisition;
import io.athanor.acquisition.planner.space.Point;
import io.athanor.schemas.lifecycle.Terms;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What a campaign says and does where outcomes are no longer what was forecast. */
class CampaignDriftTest {
  private static final int POOL = 150;
  private static final int USUAL = 60;

  private final List<CampaignEvent> journal = new ArrayList<>();
  private Campaign campaign = new Campaign(GRACE);
  private final List<DriftAlarm> alarms = new ArrayList<>();
  private final SplittableRandom random = new SplittableRandom(17);
  private int ordinal;

  private static CampaignDefinition definition(Optional<DriftTerms> drift) {
    CampaignDefinition plain =
        Campaigns.definition(POOL, POOL, 1, Acquisition.UPPER_CONFIDENCE_BOUND);
    return new CampaignDefinition(
        plain.campaignId(),
        plain.wanted(),
        plain.space(),
        plain.policy(),
        plain.stopping(),
        plain.features(),
        plain.budget(),
        plain.parallelism(),
        plain.proposalLife(),
        plain.seed(),
        plain.state(),
        plain.action(),
        plain.invention(),
        drift);
  }

  private static Optional<DriftTerms> terms(Optional<String> reference) {
    return Optional.of(new DriftTerms(true, 0.25, reference));
  }

  private void tell(CampaignEvent event) {
    Outcome outcome = campaign.apply(event);
    assertThat(outcome).isInstanceOf(Outcome.Accepted.class);
    alarms.addAll(((Outcome.Accepted) outcome).alarms());
    journal.add(event);
  }

  private void begin(Optional<DriftTerms> drift) {
    tell(new CampaignDefined(definition(drift)));
    for (int i = 0; i < POOL; i++) {
      tell(candidate(i, POOL));
    }
  }

  /** The next experiment, of which 0 with deviation 1 was forecast, gives this. */
  private void measure(double value, String instrument) {
    int which = ordinal;
    propose("c-" + which, which, Optional.empty());
    observe("c-" + which, value, instrument);
  }

  private void propose(String candidateId, int candidate, Optional<FollowUp> followsUp) {
    tell(
        new CampaignEvent.ExperimentProposed(
            ExperimentIds.of("campaign-1", ordinal),
            ordinal,
            candidate,
            candidateId,
            new Point(List.of(candidate / (double) POOL)),
            Terms.open(START.plus(Campaigns.PROPOSAL)),
            Optional.of(
                new ServedInterval(
                    new PredictiveInterval(-Forecasts.HALF_WIDTH, Forecasts.HALF_WIDTH, 0.9),
                    1,
                    OptionalDouble.empty(),
                    0)),
            Optional.empty(),
            followsUp));
    ordinal++;
  }

  private void observe(String candidateId, double value, String instrument) {
    tell(
        new ObservationReceived(
            "reading-" + journal.size(),
            "yield",
            candidateId,
            Optional.of(ExperimentIds.of("campaign-1", ordinal - 1)),
            value,
            "%",
            0,
            Optional.of(instrument)));
  }

  private void shifted(double by) {
    for (int i = 0; i < USUAL; i++) {
      measure(random.nextGaussian(), "a");
    }
    assertThat(alarms).isEmpty();
    while (alarms.isEmpty() && ordinal < USUAL + 60) {
      measure(random.nextGaussian() + by, "a");
    }
    assertThat(alarms).hasSize(1);
  }

  private List<Measurement> history() {
    return campaign.problem().orElseThrow().history();
  }

  private Decision.Propose next() {
    Campaign again = new Campaign(GRACE);
    journal.forEach(again::apply);
    List<Decision> decisions = campaign.decide(START);
    assertThat(again.decide(START)).as("a function of the events").isEqualTo(decisions);
    return (Decision.Propose) decisions.get(0);
  }

  @Test
  void shouldReportAndChangeNothingElseWithoutTerms() {
    begin(Optional.empty());
    shifted(3);
    DriftAlarm alarm = alarms.get(0);
    assertThat(alarm.kind()).isIn(DriftAlarm.Kind.RESIDUALS, DriftAlarm.Kind.EVIDENCE);
    assertThat(alarm.message()).contains("yield: the level went up by").contains(", since ");
    assertThat(alarm.answers()).containsExactly(DriftAlarm.WIDER_INTERVALS, DriftAlarm.ALERT);
    assertThat(history()).allMatch(each -> each.variance() == 0);
    assertThat(next().choice().function()).isNotEqualTo(Choice.REFERENCE_SAMPLE);
  }

  @Test
  void shouldForgetWhatCameBeforeAndReadAKnownCandidateAgain() {
    begin(terms(Optional.of("c-7")));
    shifted(3);
    assertThat(alarms.get(0).answers())
        .containsExactly(
            DriftAlarm.WIDER_INTERVALS,
            DriftAlarm.FORGETTING,
            DriftAlarm.REFERENCE_SAMPLE,
            DriftAlarm.ALERT);
    double shift = alarms.get(0).estimate().orElseThrow();
    assertThat(history().get(0).variance()).isEqualTo(3 * shift * shift);
    assertThat(history().get(history().size() - 1).variance()).isZero();
    Decision.Propose reference = next();
    assertThat(reference.choice().function()).isEqualTo(Choice.REFERENCE_SAMPLE);
    assertThat(reference.candidateId()).contains("c-7");
    FollowUp followUp = reference.followsUp().orElseThrow();
    assertThat(followUp.because()).isEqualTo(FollowUp.DRIFT);
    assertThat(followUp.text()).contains("reads a known candidate again").contains("went up by");
    double before = history().get(7).value();
    propose("c-7", 7, reference.followsUp());
    observe("c-7", before + 3, "a");
    assertThat(alarms).hasSize(2);
    assertThat(alarms.get(1).kind()).isEqualTo(DriftAlarm.Kind.INSTRUMENT_OFFSET);
    assertThat(alarms.get(1).subject()).contains("a");
    assertThat(alarms.get(1).message()).contains("the instrument moved");
    assertThat(history().get(0).variance()).isPositive();
    assertThat(next().choice().function())
        .as("asked once a change")
        .isNotEqualTo(Choice.REFERENCE_SAMPLE);
  }

  @Test
  void shouldNotSayThatItForgetsWhereItsTermsForbidIt() {
    begin(Optional.of(new DriftTerms(false, 0.25, Optional.of("c-7"))));
    shifted(3);
    assertThat(alarms.get(0).answers()).doesNotContain(DriftAlarm.FORGETTING);
    double before = history().get(7).value();
    propose("c-7", 7, next().followsUp());
    observe("c-7", before + 3, "a");
    assertThat(alarms.get(1).message()).contains("the instrument moved");
    assertThat(alarms.get(1).answers()).containsExactly(DriftAlarm.ALERT);
    assertThat(history()).allMatch(each -> each.variance() == 0);
  }

  @Test
  void shouldRememberAgainWhereTheKnownCandidateReadsAsBefore() {
    begin(terms(Optional.empty()));
    shifted(-3);
    Decision.Propose reference = next();
    assertThat(reference.candidateId()).as("all were measured once").contains("c-0");
    propose("c-0", 0, reference.followsUp());
    observe("c-0", history().get(0).value() - 0.2, "a");
    assertThat(alarms.get(1).kind()).isEqualTo(DriftAlarm.Kind.RESIDUALS);
    assertThat(alarms.get(1).message()).contains("not the instrument");
    assertThat(history()).allMatch(each -> each.variance() == 0);
  }

  @Test
  void shouldTakeLessOfTheOneInstrumentThatMoved() {
    begin(terms(Optional.empty()));
    for (int i = 0; i < USUAL; i++) {
      measure(random.nextGaussian(), i % 3 == 0 ? "liar" : "a");
    }
    while (alarms.isEmpty() && ordinal < POOL - 1) {
      boolean lies = ordinal % 3 == 0;
      measure(random.nextGaussian() + (lies ? 5 : 0), lies ? "liar" : "a");
    }
    DriftAlarm alarm = alarms.get(0);
    assertThat(alarm.subject()).contains("liar");
    assertThat(alarm.answers()).contains(DriftAlarm.LESS_WEIGHT);
    List<Measurement> history = history();
    for (int i = 0; i < history.size(); i++) {
      boolean doubted = history.get(i).variance() > 0;
      assertThat(doubted && i % 3 != 0).as("others stand").isFalse();
      assertThat(doubted || i % 3 != 0 || i < USUAL + 6).as("a lie counts less").isTrue();
    }
  }

  @Test
  void shouldSayThatItsIntervalsBreakTheirObjective() {
    begin(Optional.empty());
    for (int i = 0; i < 120; i++) {
      measure(i % 3 == 0 ? 40 : 0.1, "a");
    }
    assertThat(alarms.stream().map(DriftAlarm::kind)).contains(DriftAlarm.Kind.COVERAGE);
    DriftAlarm alarm =
        alarms.stream()
            .filter(each -> each.kind() == DriftAlarm.Kind.COVERAGE)
            .findFirst()
            .orElseThrow();
    assertThat(alarm.message()).contains("claim 90 %").contains("of the last 100 outcomes");
    assertThat(alarm.statistic()).isLessThan(alarm.threshold());
  }
}
