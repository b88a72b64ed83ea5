package io.athanor.acquisition.campaign;

import static io.athanor.acquisition.campaign.Campaigns.GRACE;
import static io.athanor.acquisition.campaign.Campaigns.START;
import static io.athanor.acquisition.campaign.Campaigns.candidate;
import static io.athanor.acquisition.campaign.Campaigns.definition;
import static io.athanor.acquisition.campaign.Campaigns.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.athanor.acquisition.campaign.ActionTerms.Approval;
import io.athanor.acquisition.campaign.ActionTerms.When;
import io.athanor.acquisition.campaign.CampaignDefinition.Feature;
import io.athanor.acquisition.campaign.CampaignEvent.CampaignDefined;
import io.athanor.acquisition.campaign.CampaignEvent.CandidateAdmitted;
import io.athanor.acquisition.campaign.CampaignEvent.CapacityGranted;
import io.athanor.acquisition.campaign.CampaignEvent.Edited;
import io.athanor.acquisition.campaign.CampaignEvent.ExperimentProposed;
import io.athanor.acquisition.campaign.CampaignEvent.HaltDeclared;
import io.athanor.acquisition.campaign.CampaignEvent.ObservationReceived;
import io.athanor.acquisition.campaign.CampaignEvent.PersonDecided;
import io.athanor.acquisition.campaign.CampaignEvent.PersonDecided.Kind;
import io.athanor.acquisition.campaign.CampaignEvent.PredictionReceived;
import io.athanor.acquisition.critic.CriticPolicy;
import io.athanor.acquisition.planner.Policy;
import io.athanor.acquisition.planner.space.Point;
import io.athanor.acquisition.planner.space.SearchSpace;
import io.athanor.event.Candidate;
import io.athanor.event.ExperimentState;
import io.athanor.materials.space.Parameter;
import io.athanor.schemas.lifecycle.Terms;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Approval, edits, emergency stops, grants and retraction: what people and capacity change. */
class CampaignActionTest {
  private static final int POOL = 12;

  private final Campaign campaign = new Campaign(GRACE);
  private int said;

  @Test
  void shouldAskAQuorumOfDifferentPeople() {
    begin(approval(new Approval.Quorum(2, When.ALWAYS)), 1);
    Decision.Propose proposal = proposeOne();
    assertThat(proposal.approval().orElseThrow().because()).containsExactly("policy");
    say(proposal, Kind.APPROVE, "ada");
    say(proposal, Kind.APPROVE, "ada");
    assertThat(campaign.decide(START)).isEmpty();
    say(proposal, Kind.APPROVE, "grace");
    assertThat(settled(START))
        .containsExactly(
            new Decision.Settle(
                proposal.experimentId(), ExperimentState.APPROVED, 0, "approved by ada, grace"));
    said(proposal, ExperimentState.APPROVED);
    assertThat(campaign.decide(START)).isEmpty();
  }

  @Test
  void shouldNotProposeAgainWhatPeopleRefused() {
    begin(approval(new Approval.Quorum(1, When.ALWAYS)), 1);
    for (int i = 0; i < POOL; i++) {
      Decision.Propose proposal = proposeOne();
      say(proposal, Kind.VETO, "ada");
      say(proposal, Kind.APPROVE, "grace");
      assertThat(settled(START))
          .extracting(Decision.Settle::state)
          .containsExactly(ExperimentState.REJECTED);
      said(proposal, ExperimentState.REJECTED);
    }
    assertThat(campaign.decide(START))
        .singleElement()
        .isInstanceOfSatisfying(
            Decision.Conclude.class,
            end -> assertThat(end.conclusion().rule()).isEqualTo("exhausted"));
  }

  @Test
  void shouldTakeSilenceForConsentOnceTheWindowIsOver() {
    begin(approval(new Approval.VetoWindow(Duration.ofMinutes(5), When.ALWAYS)), 2);
    List<Decision.Propose> proposals = propose();
    say(proposals.get(1), Kind.VETO, "ada");
    assertThat(settled(START))
        .extracting(Decision.Settle::experimentId)
        .containsExactly(proposals.get(1).experimentId());
    said(proposals.get(1), ExperimentState.REJECTED);
    assertThat(settled(START.plusSeconds(299))).isEmpty();
    assertThat(settled(START.plusSeconds(300)))
        .extracting(Decision.Settle::experimentId, Decision.Settle::state)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                proposals.get(0).experimentId(), ExperimentState.APPROVED));
  }

  @Test
  void shouldAskOnlyAboutWhatTheModelDoesNotKnow() {
    When far = new When(OptionalDouble.of(1.0), OptionalDouble.empty());
    begin(approval(new Approval.Quorum(1, far)), POOL);
    List<Decision.Propose> proposals = propose();
    assertThat(proposals).hasSize(POOL);
    for (Decision.Propose each : proposals) {
      // every third was said to be far; of the last one nobody said anything
      boolean asked = each.candidate() % 3 == 0 || each.candidate() == POOL - 1;
      assertThat(each.approval().isPresent()).as("candidate %s", each.candidate()).isEqualTo(asked);
    }
  }

  @Test
  void shouldDoWhatAPersonAsksForInstead() {
    begin(ActionTerms.OPEN, 1);
    Decision.Propose proposal = proposeOne();
    int other = (proposal.candidate() + 1) % POOL;
    accept(
        new PersonDecided(
            "edit-1",
            proposal.experimentId(),
            Kind.EDIT,
            "ada",
            Optional.of(new Edited("c-" + other, new Point(List.of(other / (double) POOL)))),
            1));
    assertThat(settled(START))
        .extracting(Decision.Settle::state)
        .containsExactly(ExperimentState.RETRACTED);
    said(proposal, ExperimentState.RETRACTED);
    Decision.Propose instead = proposeOne();
    assertThat(instead.candidate()).isEqualTo(other);
    assertThat(instead.followsUp())
        .contains(new FollowUp(proposal.experimentId(), FollowUp.EDIT, "edited by ada"));
    assertThat(campaign.decide(START)).isEmpty();
    assertThat(
            campaign.apply(
                new PersonDecided(
                    "edit-2",
                    instead.experimentId(),
                    Kind.EDIT,
                    "ada",
                    Optional.of(new Edited("c-99", new Point(List.of(0.5)))),
                    1)))
        .isEqualTo(
            new Outcome.Refused("invalid-field", "edited", "the pool has no candidate c-99"));
  }

  @Test
  void shouldCancelWhatRuns() {
    begin(ActionTerms.OPEN, 1);
    Decision.Propose proposal = proposeOne();
    accept(step("l", proposal.experimentId(), ExperimentState.LEASED, 1, "robot", START));
    accept(step("r", proposal.experimentId(), ExperimentState.RUNNING, 1, "robot", START));
    say(proposal, Kind.VETO, "ada");
    assertThat(settled(START)).as("a veto comes too late").isEmpty();
    say(proposal, Kind.CANCEL, "ada");
    assertThat(settled(START))
        .containsExactly(
            new Decision.Settle(
                proposal.experimentId(), ExperimentState.CANCELLED, 1, "cancelled by ada"));
  }

  @Test
  void shouldStopAtOnceAndGoOnInTheNextEpoch() {
    begin(ActionTerms.OPEN, 2);
    List<Decision.Propose> proposals = propose();
    assertThat(proposals).allMatch(each -> each.campaignEpoch() == 0);
    accept(step("l", proposals.get(0).experimentId(), ExperimentState.LEASED, 1, "robot", START));
    accept(new HaltDeclared("all", true, 1));
    assertThat(settled(START))
        .as("what nobody holds is withdrawn")
        .extracting(Decision.Settle::experimentId)
        .containsExactly(proposals.get(1).experimentId());
    said(proposals.get(1), ExperimentState.RETRACTED);
    assertThat(campaign.decide(START)).isEmpty();
    accept(new HaltDeclared("campaign/campaign-1", true, 1));
    accept(new HaltDeclared("all", false, 1));
    assertThat(campaign.decide(START)).as("one scope is halted still").isEmpty();
    assertThat(campaign.apply(new HaltDeclared("all", false, 1)))
        .isInstanceOf(Outcome.Duplicate.class);
    accept(new HaltDeclared("campaign/campaign-1", false, 1));
    assertThat(proposeOne().campaignEpoch()).isEqualTo(2);
  }

  @Test
  void shouldProposeNoFurtherAheadThanWasGranted() {
    begin(
        new ActionTerms(
            true,
            3,
            OptionalInt.of(5),
            Optional.empty(),
            new Approval.None(),
            OptionalDouble.empty()),
        8);
    assertThat(campaign.decide(START)).as("the scheduler has not spoken").isEmpty();
    accept(new CapacityGranted(2));
    assertThat(propose()).hasSize(2);
    accept(new CapacityGranted(0));
    assertThat(campaign.decide(START)).isEmpty();
    accept(new CapacityGranted(100));
    assertThat(propose()).as("the quota holds beside it").hasSize(3);
    assertThatThrownBy(() -> new CapacityGranted(-1)).hasMessageStartingWith("slots");
  }

  @Test
  void shouldOfferNothingPastTheDeadline() {
    Instant deadline = START.plus(Duration.ofMinutes(10));
    begin(
        new ActionTerms(
            false,
            1,
            OptionalInt.empty(),
            Optional.of(deadline),
            new Approval.None(),
            OptionalDouble.empty()),
        1);
    assertThat(campaign.decide(deadline)).isEmpty();
    assertThat(proposeOne().expiresAt()).isEqualTo(deadline);
  }

  @Test
  void shouldOfferNothingThatTheCriticBlocks() {
    CriticPolicy strict = new CriticPolicy(CriticPolicy.Mode.BLOCK, 0.9, List.of("Hg"));
    begin(critic(strict), 1, Optional.of("HgTe"));
    Decision.Propose proposal = proposeOne();
    assertThat(proposal.critique().risk()).isGreaterThan(0.9);
    assertThat(proposal.critique().findings()).anyMatch(each -> each.check().equals("hazard"));
    say(proposal, Kind.APPROVE, "ada");
    assertThat(settled(START))
        .as("nobody can approve it")
        .extracting(Decision.Settle::state)
        .containsExactly(ExperimentState.REJECTED);
    for (int i = 1; i < POOL; i++) {
      said(proposal, ExperimentState.REJECTED);
      proposal = proposeOne();
    }
    said(proposal, ExperimentState.REJECTED);
    assertThat(campaign.decide(START)).singleElement().isInstanceOf(Decision.Conclude.class);
  }

  @Test
  void shouldEndWhereAllIsBlockedAndGoOnUnderOtherTerms() {
    CriticPolicy strict = new CriticPolicy(CriticPolicy.Mode.BLOCK, 0.5, List.of("mercury"));
    accept(new CampaignDefined(process(critic(strict))));
    List<Decision> last = List.of();
    int proposals = 0;
    for (; last.stream().noneMatch(Decision.Conclude.class::isInstance); proposals++) {
      Decision.Propose proposal = proposeOne();
      assertThat(settled(START)).extracting(Decision.Settle::state).hasSize(1);
      said(proposal, ExperimentState.REJECTED);
      last = campaign.decide(START);
    }
    assertThat(proposals).isEqualTo(25);
    assertThat(((Decision.Conclude) last.get(0)).conclusion().rule()).isEqualTo("blocked");
    CriticPolicy mild = new CriticPolicy(CriticPolicy.Mode.ADVISE, 0.5, List.of("mercury"));
    accept(new CampaignDefined(process(critic(mild))));
    assertThat(proposeOne().approval()).isEmpty();
  }

  /** A space in which everything holds mercury. */
  private static CampaignDefinition process(ActionTerms terms) {
    CampaignDefinition plain =
        definition(POOL, 100, 1, Policy.Acquisition.RANDOM, Feature.PARAMETERS);
    return new CampaignDefinition(
        plain.campaignId(),
        plain.wanted(),
        new CampaignDefinition.Process(
            new SearchSpace.Process(List.of(new Parameter.Continuous("mercury", 1, 2)), Set.of())),
        plain.policy(),
        plain.stopping(),
        plain.features(),
        plain.budget(),
        plain.parallelism(),
        plain.proposalLife(),
        plain.seed(),
        plain.state(),
        terms,
        Optional.empty(),
        Optional.empty());
  }

  @Test
  void shouldSayWhatTheCriticThinksAndAskWhereItIsRisky() {
    CriticPolicy advises = new CriticPolicy(CriticPolicy.Mode.ADVISE, 0.9, List.of("Hg"));
    begin(critic(advises), 1, Optional.of("HgTe"));
    assertThat(proposeOne().approval()).isEmpty();
    Campaign asks = new Campaign(GRACE);
    When risky = new When(OptionalDouble.empty(), OptionalDouble.of(0.5));
    begin(asks, approval(new Approval.Quorum(1, risky)), 1, Optional.of("HgN6"));
    assertThat(asks.decide(START))
        .singleElement()
        .isInstanceOfSatisfying(
            Decision.Propose.class,
            each -> assertThat(each.approval().orElseThrow().because()).containsExactly("risk"));
  }

  @Test
  void shouldWithdrawWhatIsWorthLittleByNow() {
    List<Decision.Settle> eager = afterADiscovery(0.9);
    assertThat(eager).isNotEmpty();
    assertThat(eager).allMatch(each -> each.state() == ExperimentState.RETRACTED);
    assertThat(eager.get(0).reason()).startsWith("worth ");
  }

  @Test
  void shouldWithdrawNothingWithoutBeingAskedTo() {
    assertThat(afterADiscovery(0)).isEmpty();
  }

  /** Three proposals wait when the slope of the pool becomes known. */
  private List<Decision.Settle> afterADiscovery(double below) {
    begin(
        new ActionTerms(
            false,
            1,
            OptionalInt.empty(),
            Optional.empty(),
            new Approval.None(),
            OptionalDouble.of(below)),
        3);
    List<Decision.Propose> waiting = propose();
    for (int i = 0; i < POOL; i++) {
      int index = i;
      if (waiting.stream().noneMatch(each -> each.candidate() == index) && i != POOL - 2) {
        double x = i / (double) POOL;
        accept(
            new ObservationReceived(
                "reading-" + i, "yield", "c-" + i, Optional.empty(), 100 * x, "%"));
      }
    }
    return settled(START);
  }

  private static ActionTerms approval(Approval approval) {
    return new ActionTerms(
        false, 1, OptionalInt.empty(), Optional.empty(), approval, OptionalDouble.empty());
  }

  private static ActionTerms critic(CriticPolicy policy) {
    return new ActionTerms(
        false,
        1,
        OptionalInt.empty(),
        Optional.empty(),
        new Approval.None(),
        OptionalDouble.empty(),
        policy,
        List.of());
  }

  private void begin(ActionTerms terms, int parallelism) {
    begin(terms, parallelism, Optional.empty());
  }

  private void begin(ActionTerms terms, int parallelism, Optional<String> formula) {
    begin(campaign, terms, parallelism, formula);
  }

  private static void begin(
      Campaign campaign, ActionTerms terms, int parallelism, Optional<String> formula) {
    CampaignDefinition plain =
        definition(
            POOL, POOL, parallelism, Policy.Acquisition.UPPER_CONFIDENCE_BOUND, Feature.PARAMETERS);
    accept(
        campaign,
        new CampaignDefined(
            new CampaignDefinition(
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
                terms,
                Optional.empty(),
                Optional.empty())));
    for (int i = 0; i < POOL; i++) {
      accept(
          campaign,
          new CandidateAdmitted(
              i,
              "c-" + i,
              candidate(i, POOL).point(),
              formula.map(
                  each -> Candidate.newBuilder().setCandidateId("c-1").setFormula(each).build())));
      if (i < POOL - 1) {
        accept(
            campaign,
            new PredictionReceived(
                "c-" + i,
                OptionalDouble.empty(),
                List.of(),
                "digest",
                "model",
                List.of(),
                OptionalDouble.of(i % 3 == 0 ? 2.0 : 0.5)));
      }
    }
  }

  private Decision.Propose proposeOne() {
    List<Decision.Propose> proposals = propose();
    assertThat(proposals).hasSize(1);
    return proposals.get(0);
  }

  private List<Decision.Propose> propose() {
    List<Decision.Propose> proposals =
        campaign.decide(START).stream()
            .filter(Decision.Propose.class::isInstance)
            .map(Decision.Propose.class::cast)
            .toList();
    for (Decision.Propose each : proposals) {
      accept(
          new ExperimentProposed(
              each.experimentId(),
              each.ordinal(),
              each.candidate(),
              each.candidateId().orElse("c-new"),
              each.choice().point(),
              new Terms(each.expiresAt(), each.approval().isPresent(), false, 1),
              each.interval(),
              each.approval(),
              each.followsUp()));
    }
    return proposals;
  }

  private List<Decision.Settle> settled(Instant now) {
    return campaign.decide(now).stream()
        .filter(Decision.Settle.class::isInstance)
        .map(Decision.Settle.class::cast)
        .toList();
  }

  private void say(Decision.Propose proposal, Kind kind, String by) {
    accept(
        new PersonDecided(
            "decision-" + said++, proposal.experimentId(), kind, by, Optional.empty(), 1));
  }

  private void said(Decision.Propose proposal, ExperimentState state) {
    accept(step("settled-" + said++, proposal.experimentId(), state, 0, null, START));
  }

  private void accept(CampaignEvent event) {
    accept(campaign, event);
  }

  private static void accept(Campaign campaign, CampaignEvent event) {
    assertThat(campaign.apply(event)).isInstanceOf(Outcome.Accepted.class);
  }
}
