package io.athanor.acquisition.campaign;

import static io.athanor.acquisition.campaign.Campaigns.GRACE;
import static io.athanor.acquisition.campaign.Campaigns.PROPOSAL;
import static io.athanor.acquisition.campaign.Campaigns.START;
import static io.athanor.acquisition.campaign.Campaigns.candidate;
import static io.athanor.acquisition.campaign.Campaigns.definition;
import static io.athanor.acquisition.campaign.Campaigns.fedBack;
import static io.athanor.acquisition.campaign.Campaigns.step;
import static org.assertj.core.api.Assertions.assertThat;

import io.athanor.acquisition.campaign.CampaignDefinition.Feature;
import io.athanor.acquisition.campaign.CampaignEvent.CampaignDefined;
import io.athanor.acquisition.campaign.CampaignEvent.ObservationReceived;
import io.athanor.acquisition.campaign.CampaignEvent.PredictionReceived;
import io.athanor.acquisition.planner.Policy.Acquisition;
import io.athanor.event.ExperimentState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CampaignTest {
  private final Campaign campaign = new Campaign(GRACE);

  private void begin(int pool, int budget, int parallelism) {
    accept(
        new CampaignDefined(
            definition(pool, budget, parallelism, Acquisition.UPPER_CONFIDENCE_BOUND)));
    for (int i = 0; i < pool; i++) {
      accept(candidate(i, pool));
    }
  }

  private void accept(CampaignEvent event) {
    assertThat(campaign.apply(event)).isInstanceOf(Outcome.Accepted.class);
  }

  private List<Decision.Propose> proposals(Instant now) {
    return campaign.decide(now).stream()
        .filter(Decision.Propose.class::isInstance)
        .map(Decision.Propose.class::cast)
        .toList();
  }

  private Decision.Propose proposeOne(Instant now) {
    Decision.Propose proposal = proposals(now).get(0);
    accept(fedBack(proposal));
    return proposal;
  }

  private ObservationReceived observation(Decision.Propose proposal, double value) {
    return new ObservationReceived(
        "reading-" + proposal.ordinal(),
        "yield",
        proposal.candidateId().orElseThrow(),
        Optional.of(proposal.experimentId()),
        value,
        "%");
  }

  @Test
  void shouldWaitForTheWholePool() {
    accept(new CampaignDefined(definition(2, 5, 1, Acquisition.UPPER_CONFIDENCE_BOUND)));
    accept(candidate(1, 2));
    assertThat(campaign.decide(START)).isEmpty();
    accept(candidate(0, 2));
    assertThat(proposals(START)).hasSize(1);
  }

  @Test
  void shouldWaitForEveryPredictionOrItsRefusal() {
    accept(
        new CampaignDefined(
            definition(
                2,
                5,
                1,
                Acquisition.UPPER_CONFIDENCE_BOUND,
                Feature.PARAMETERS,
                Feature.PREDICTION)));
    accept(candidate(0, 2));
    accept(
        new PredictionReceived(
            "c-1", OptionalDouble.of(3), List.of(), "digest", "model", List.of()));
    accept(candidate(1, 2));
    assertThat(campaign.decide(START)).isEmpty();
    accept(PredictionReceived.unscorable("c-0"));
    assertThat(proposals(START)).hasSize(1);
    assertThat(proposals(START).get(0).modelDigest()).contains("digest");
  }

  @Test
  void shouldKeepToParallelismAndBudget() {
    begin(10, 4, 3);
    List<Decision.Propose> first = proposals(START);
    assertThat(first).hasSize(3);
    first.forEach(p -> accept(fedBack(p)));
    assertThat(proposals(START)).isEmpty();
    accept(observation(first.get(1), 0.4));
    assertThat(proposals(START)).hasSize(1);
    proposeOne(START);
    accept(observation(first.get(0), 0.1));
    assertThat(proposals(START)).as("budget of 4 is used").isEmpty();
  }

  @Test
  void shouldNotFreeThePlaceBeforeTheResult() {
    begin(10, 5, 1);
    Decision.Propose proposal = proposeOne(START);
    String id = proposal.experimentId();
    accept(step("1", id, ExperimentState.LEASED, 1, "robot", START));
    accept(step("2", id, ExperimentState.RUNNING, 1, "robot", START));
    accept(step("3", id, ExperimentState.SUCCEEDED, 1, "robot", START));
    assertThat(campaign.decide(START.plus(GRACE))).isEmpty();
    assertThat(proposals(START.plus(GRACE).plusSeconds(1))).as("grace is over").hasSize(1);
    accept(observation(proposal, 1));
    assertThat(campaign.apply(observation(proposal, 1))).isEqualTo(new Outcome.Duplicate());
    assertThat(campaign.view(START).observations()).isEqualTo(1);
    assertThat(proposals(START)).hasSize(1);
  }

  @Test
  void shouldExcludeWhatFailedAndGoOn() {
    begin(3, 5, 1);
    Decision.Propose failed = proposeOne(START);
    accept(step("1", failed.experimentId(), ExperimentState.LEASED, 1, "robot", START));
    accept(step("2", failed.experimentId(), ExperimentState.RUNNING, 1, "robot", START));
    accept(step("3", failed.experimentId(), ExperimentState.FAILED, 1, "robot", START));
    assertThat(campaign.decide(START))
        .as("proposals wait for the diagnosis")
        .singleElement()
        .isInstanceOf(Decision.Diagnose.class);
    accept(new CampaignEvent.FailureDiagnosed(failed.experimentId()));
    assertThat(campaign.view(START).failures()).isEqualTo(1);
    assertThat(campaign.view(START).used()).isEqualTo(1);
    assertThat(proposeOne(START).candidate()).isNotEqualTo(failed.candidate());
  }

  @Test
  void shouldExpireUnleasedProposalsAndOfferTheCandidateAgain() {
    begin(1, 1, 1);
    Decision.Propose lost = proposeOne(START);
    assertThat(campaign.decide(START.plus(PROPOSAL))).isEmpty();
    Instant late = START.plus(PROPOSAL).plusSeconds(1);
    assertThat(campaign.decide(late))
        .containsExactly(new Decision.Expire(lost.experimentId(), 0, START.plus(PROPOSAL)));
    accept(step("1", lost.experimentId(), ExperimentState.EXPIRED, 0, null, late));
    Decision.Propose again = proposeOne(late);
    assertThat(again.candidate()).isEqualTo(lost.candidate());
    assertThat(again.experimentId()).isNotEqualTo(lost.experimentId());
    accept(observation(lost, 2));
    assertThat(campaign.view(late).observations()).as("a late fact is still a fact").isEqualTo(1);
  }

  @Test
  void shouldExpireALeaseByItsEpochAndNeverRerunWhatRan() {
    begin(2, 2, 1);
    Decision.Propose proposal = proposeOne(START);
    String id = proposal.experimentId();
    accept(step("1", id, ExperimentState.LEASED, 1, "robot", START));
    Instant late = START.plus(Duration.ofMinutes(11));
    assertThat(campaign.decide(late))
        .containsExactly(new Decision.Expire(id, 1, START.plus(Campaigns.LEASE)));
    accept(step("2", id, ExperimentState.EXPIRED, 1, null, late));
    assertThat(campaign.decide(late)).as("free to be leased again").isEmpty();
    accept(step("3", id, ExperimentState.LEASED, 2, "robot", late));
    accept(step("4", id, ExperimentState.RUNNING, 2, "robot", late));
    Instant later = late.plus(Duration.ofMinutes(11));
    accept(step("5", id, ExperimentState.EXPIRED, 2, null, later));
    assertThat(proposeOne(later).candidate()).isNotEqualTo(proposal.candidate());
    assertThat(campaign.view(later).used()).isEqualTo(2);
  }

  @Test
  void shouldRefuseWhatCannotBeTrue() {
    assertThat(campaign.apply(candidate(0, 2)))
        .isInstanceOfSatisfying(
            Outcome.Refused.class, r -> assertThat(r.code()).isEqualTo("unknown-campaign"));
    begin(2, 5, 1);
    assertThat(campaign.apply(candidate(2, 2))).isInstanceOf(Outcome.Refused.class);
    assertThat(campaign.apply(candidate(1, 2))).isEqualTo(new Outcome.Duplicate());
    assertThat(
            campaign.apply(
                new CampaignDefined(definition(3, 5, 1, Acquisition.UPPER_CONFIDENCE_BOUND))))
        .isInstanceOf(Outcome.Refused.class);
    assertThat(
            campaign.apply(new ObservationReceived("r", "yield", "c-9", Optional.empty(), 1, "%")))
        .isInstanceOf(Outcome.Refused.class);
    assertThat(
            campaign.apply(
                new ObservationReceived("r", "yield", "c-1", Optional.empty(), Double.NaN, "%")))
        .isInstanceOf(Outcome.Refused.class);
  }

  @Test
  void shouldDeriveIdsFromCampaignAndOrdinal() {
    String id = ExperimentIds.of("campaign-1", 3);
    assertThat(id)
        .isEqualTo(ExperimentIds.of("campaign-1", 3))
        .isNotEqualTo(ExperimentIds.of("campaign-1", 4));
    assertThat(UUID.fromString(id).version()).isEqualTo(8);
    assertThat(UUID.fromString(id).variant()).isEqualTo(2);
  }
}
