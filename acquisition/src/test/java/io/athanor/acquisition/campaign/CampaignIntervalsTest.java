package io.athanor.acquisition.campaign;

import static io.athanor.acquisition.campaign.Campaigns.GRACE;
import static io.athanor.acquisition.campaign.Campaigns.START;
import static io.athanor.acquisition.campaign.Campaigns.candidate;
import static io.athanor.acquisition.campaign.Campaigns.definition;
import static io.athanor.acquisition.campaign.Campaigns.fedBack;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.athanor.acquisition.campaign.CampaignEvent.CampaignDefined;
import io.athanor.acquisition.campaign.CampaignEvent.ObservationReceived;
import io.athanor.acquisition.campaign.CampaignEvent.PredictionReceived;
import io.athanor.acquisition.campaign.CampaignEvent.PropertyInterval;
import io.athanor.acquisition.conformal.IntervalLedger;
import io.athanor.acquisition.conformal.PredictiveInterval;
import io.athanor.acquisition.conformal.ServedInterval;
import io.athanor.acquisition.drift.Residual;
import io.athanor.acquisition.planner.Policy.Acquisition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** Which intervals a campaign serves, and which observation tests which. */
class CampaignIntervalsTest {
  private static final int POOL = 40;

  private final Campaign campaign = new Campaign(GRACE);
  private final List<CampaignEvent> journal = new ArrayList<>();
  private int readings;

  private List<IntervalTest> tell(CampaignEvent event) {
    Outcome outcome = campaign.apply(event);
    assertThat(outcome).isInstanceOf(Outcome.Accepted.class);
    journal.add(event);
    return ((Outcome.Accepted) outcome).tested();
  }

  private void begin(int parallelism) {
    tell(
        new CampaignDefined(definition(POOL, 30, parallelism, Acquisition.UPPER_CONFIDENCE_BOUND)));
    for (int i = 0; i < POOL; i++) {
      tell(candidate(i, POOL));
    }
  }

  private Decision.Propose propose() {
    Decision.Propose proposal = (Decision.Propose) campaign.decide(START).get(0);
    tell(fedBack(proposal));
    return proposal;
  }

  private ObservationReceived of(Decision.Propose proposal, String property, double value) {
    return new ObservationReceived(
        "reading-" + readings++,
        property,
        proposal.candidateId().orElseThrow(),
        Optional.of(proposal.experimentId()),
        value,
        property.equals("yield") ? "%" : "eV");
  }

  private ObservationReceived free(String candidateId, double value) {
    return new ObservationReceived(
        "reading-" + readings++, "yield", candidateId, Optional.empty(), value, "%");
  }

  private static PredictionReceived prediction(String candidateId, PropertyInterval... intervals) {
    return new PredictionReceived(
        candidateId, OptionalDouble.empty(), List.of(), "digest", "model", List.of(intervals));
  }

  private static PropertyInterval interval(String property, String unit, double from, double to) {
    return new PropertyInterval(property, unit, new PredictiveInterval(from, to, 0.9));
  }

  /** Smooth, with a kink that the posterior has to learn. */
  private static double truth(Decision.Propose proposal) {
    double x = proposal.choice().point().coordinates().get(0);
    return 10 * x * (1 - x) + (x > 0.7 ? 3 : 0);
  }

  @Test
  void shouldServeNothingBeforeThereIsAPosteriorAndThenTheClaimedInterval() {
    begin(1);
    Decision.Propose first = propose();
    assertThat(first.interval()).isEmpty();
    assertThat(tell(of(first, "yield", truth(first)))).as("nothing was said").isEmpty();
    Decision.Propose second = propose();
    ServedInterval served = second.interval().orElseThrow();
    assertThat(served.factor()).isCloseTo(1, within(1e-9));
    assertThat(served.coverage()).isEmpty();
    assertThat(served.count()).isZero();
    double middle = second.choice().forecast().orElseThrow().mean();
    double reach = 1.6448536269514722 * second.choice().forecast().orElseThrow().deviation();
    assertThat(served.own().lower()).isCloseTo(middle - reach, within(1e-9));
    assertThat(served.own().upper()).isCloseTo(middle + reach, within(1e-9));
  }

  @Test
  void shouldTestEachServedIntervalOnceAndRepairTheNext() {
    begin(1);
    IntervalLedger expected = IntervalLedger.begin(0.9);
    for (int i = 0; i < 20; i++) {
      Decision.Propose proposal = propose();
      List<IntervalTest> tested = tell(of(proposal, "yield", truth(proposal)));
      if (proposal.interval().isPresent()) {
        ServedInterval served = proposal.interval().get();
        assertThat(served.factor()).isEqualTo(expected.repair().factor());
        assertThat(served.count()).isEqualTo(expected.recent().size());
        expected = expected.after(served.own().score(truth(proposal)), served.factor());
        assertThat(tested).containsExactly(new IntervalTest.OfCampaign("yield", expected));
      }
      assertThat(tell(of(proposal, "yield", truth(proposal) + 1)))
          .as("a repeat: its outcome was known")
          .isEmpty();
    }
    assertThat(expected.total()).isEqualTo(19);
  }

  @Test
  void shouldScoreTheIntervalThatWasServedWhoeverMeasures() {
    begin(2);
    Decision.Propose known = propose();
    tell(of(known, "yield", 1));
    Decision.Propose one = propose();
    Decision.Propose other = propose();
    double score = one.interval().orElseThrow().own().score(1.5);
    List<IntervalTest> tested = tell(free(one.candidateId().orElseThrow(), 1.5));
    assertThat(tested)
        .containsExactly(
            new IntervalTest.OfCampaign(
                "yield", IntervalLedger.begin(0.9).after(score, one.interval().get().factor())));
    assertThat(tell(of(one, "yield", 1.6))).as("its own result comes second").isEmpty();
    assertThat(tell(of(other, "yield", 2))).hasSize(1);
    assertThat(tell(free("c-" + freeCandidate(known, one, other), 2)))
        .as("nobody had said anything of it")
        .isEmpty();
  }

  private static int freeCandidate(Decision.Propose... taken) {
    for (int i = 0; i < POOL; i++) {
      int candidate = i;
      if (java.util.Arrays.stream(taken).noneMatch(each -> each.candidate() == candidate)) {
        return candidate;
      }
    }
    throw new AssertionError("none is free");
  }

  @Test
  void shouldTestTheModelOnEveryPropertyItPredictsOnce() {
    begin(1);
    for (int i = 0; i < POOL; i++) {
      tell(
          prediction(
              "c-" + i, interval("yield", "%", 1, 3), interval("band_gap", "meV", 900, 1_100)));
    }
    Decision.Propose proposal = propose();
    assertThat(tell(of(proposal, "band_gap", 1.3)))
        .as("1.3 eV is two half-widths above the upper end in meV")
        .singleElement()
        .isInstanceOfSatisfying(
            IntervalTest.OfModel.class,
            test -> {
              assertThat(test.modelName()).isEqualTo("model");
              assertThat(test.claimed()).isEqualTo(0.9);
              assertThat(test.score()).isCloseTo(3, within(1e-9));
            });
    assertThat(tell(of(proposal, "band_gap", 1.0))).as("known by then").isEmpty();
    assertThat(tell(of(proposal, "colour", 1.0))).as("not predicted").isEmpty();
    assertThat(tell(of(proposal, "yield", 2.5)))
        .singleElement()
        .isInstanceOfSatisfying(
            IntervalTest.OfModel.class,
            test -> {
              assertThat(test.score()).isEqualTo(0.5);
              assertThat(test.unit()).isEqualTo("%");
              assertThat(test.modelDigest()).isEqualTo("digest");
              Residual residual = test.residual().orElseThrow();
              assertThat(residual.mean()).isEqualTo(2);
              assertThat(residual.error()).isEqualTo(0.5);
              assertThat(residual.deviation()).isCloseTo(1 / 1.6448536269514722, within(1e-9));
            });
  }

  @Test
  void shouldTestNothingThatWasPredictedAfterTheOutcome() {
    begin(1);
    Decision.Propose proposal = propose();
    tell(of(proposal, "yield", 2));
    tell(prediction(proposal.candidateId().orElseThrow(), interval("yield", "%", 1, 3)));
    assertThat(tell(of(proposal, "yield", 2.1))).isEmpty();
  }

  @Test
  void shouldTakeTheFirstPredictionAlsoAfterTheCampaignBegan() {
    begin(1);
    Decision.Propose proposal = propose();
    String candidate = proposal.candidateId().orElseThrow();
    tell(prediction(candidate, interval("yield", "%", 1, 3)));
    assertThat(campaign.apply(prediction(candidate, interval("yield", "%", 5, 6))))
        .as("what a campaign has heard holds")
        .isInstanceOf(Outcome.Ignored.class);
    assertThat(campaign.apply(prediction("c-nowhere", interval("yield", "%", 5, 6))))
        .isInstanceOf(Outcome.Ignored.class);
    assertThat(tell(of(proposal, "yield", 2)))
        .singleElement()
        .isInstanceOfSatisfying(
            IntervalTest.OfModel.class, test -> assertThat(test.score()).isZero());
  }

  @Test
  void shouldLeaveAloneWhatCannotBeComparedOrRepaired() {
    begin(1);
    Decision.Propose proposal = propose();
    String candidate = proposal.candidateId().orElseThrow();
    tell(
        prediction(
            candidate,
            interval("band_gap", "kg", 1, 3),
            new PropertyInterval("yield", "%", new PredictiveInterval(1, 3, 0.9999))));
    assertThat(tell(of(proposal, "band_gap", 2))).isEmpty();
    assertThat(tell(of(proposal, "yield", 2))).isEmpty();
  }

  @Test
  void shouldServeTheSameIntervalsAfterReadingItsJournal() {
    begin(3);
    List<Decision.Propose> open = new ArrayList<>();
    for (int i = 0; i < 24; i++) {
      while (open.size() < 3 && !campaign.decide(START).isEmpty()) {
        open.add(propose());
      }
      Decision.Propose proposal = open.remove(i % open.size());
      tell(of(proposal, "yield", truth(proposal)));
      Campaign again = new Campaign(GRACE);
      journal.forEach(again::apply);
      assertThat(again.decide(START)).isEqualTo(campaign.decide(START));
    }
  }
}
