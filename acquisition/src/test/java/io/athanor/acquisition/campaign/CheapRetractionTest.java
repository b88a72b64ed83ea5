package io.athanor.acquisition.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import io.athanor.acquisition.campaign.CampaignEvent.CandidateAdmitted;
import io.athanor.acquisition.planner.space.Point;
import io.athanor.event.ExperimentState;
import io.athanor.schemas.lifecycle.ExperimentLifecycle;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Proposals that give way, where some are awaited at the cheap level. */
class CheapRetractionTest {
  private static final int POOL = 60;
  private static final int STEPS = 24;
  private static final int OPENING = 15;
  private static final TwoSources.Function FUNCTION = TwoSources.currin();

  private final SplittableRandom random = new SplittableRandom(1);
  private final List<CampaignEvent> log = new ArrayList<>();
  private final Campaign live = new Campaign(Campaigns.GRACE);

  private static CampaignDefinition definition() {
    CampaignDefinition open = TwoSources.definition(2, POOL, 400, 3, 1, TwoSources.LEVELS);
    return new CampaignDefinition(
        open.campaignId(),
        open.wanted(),
        open.space(),
        open.policy(),
        open.stopping(),
        open.features(),
        open.budget(),
        open.parallelism(),
        Campaigns.PROPOSAL,
        open.seed(),
        open.state(),
        new ActionTerms(
            false,
            1,
            OptionalInt.empty(),
            Optional.empty(),
            new ActionTerms.Approval.None(),
            OptionalDouble.of(1)),
        Optional.empty(),
        Optional.empty());
  }

  private void tell(CampaignEvent event) {
    live.apply(event);
    log.add(event);
  }

  private static List<Decision> retracted(Campaign campaign) {
    return campaign.decide(Campaigns.START).stream()
        .filter(Decision.Settle.class::isInstance)
        .toList();
  }

  private void done(Decision.Propose proposal) {
    for (ExperimentState state :
        List.of(ExperimentState.LEASED, ExperimentState.RUNNING, ExperimentState.SUCCEEDED)) {
      String id = "s-" + state + proposal.ordinal();
      tell(Campaigns.step(id, proposal.experimentId(), state, 1, "robot", Campaigns.START));
    }
    Point point = proposal.choice().point();
    tell(
        TwoSources.observation(
            proposal,
            proposal.choice().isCheap()
                ? FUNCTION.cheap().applyAsDouble(point)
                : FUNCTION.target().applyAsDouble(point)));
  }

  /** One that was asked all the while, and one that comes back and hears it all at once. */
  @Test
  void shouldRetractTheSameHoweverOftenItWasAsked() {
    tell(new CampaignEvent.CampaignDefined(definition()));
    for (int i = 0; i < POOL; i++) {
      Point point = new Point(List.of(random.nextDouble(), random.nextDouble()));
      tell(new CandidateAdmitted(i, "c-" + i, point));
    }
    List<Decision.Propose> open = new ArrayList<>();
    int retracted = 0;
    for (int step = 0; step < STEPS; step++) {
      if (step > OPENING) {
        Campaign again = new Campaign(Campaigns.GRACE);
        log.forEach(again::apply);
        assertThat(retracted(live)).as("step %d", step).isEqualTo(retracted(again));
        retracted += retracted(again).size();
      }
      for (Decision.Propose proposal : TwoSources.proposals(live)) {
        tell(TwoSources.fedBack(proposal));
        open.add(proposal);
      }
      live.decide(Campaigns.START);
      done(open.remove(random.nextInt(open.size())));
    }
    assertThat(retracted).isPositive();
  }

  @Test
  void shouldTakeAForgottenProposalForOneThatWasNeverMade() {
    tell(new CampaignEvent.CampaignDefined(definition()));
    for (int i = 0; i < POOL; i++) {
      tell(new CandidateAdmitted(i, "c-" + i, new Point(List.of(i / (double) POOL, 0.5))));
    }
    Experiments experiments = new Experiments();
    for (Decision.Propose each : TwoSources.proposals(live)) {
      CampaignEvent.ExperimentProposed said = TwoSources.fedBack(each);
      experiments.put(
          new Experiment(
              said.experimentId(),
              said.ordinal(),
              said.candidate(),
              ExperimentLifecycle.proposed(said.terms()),
              Optional.empty(),
              Set.of(),
              Optional.empty(),
              Optional.empty(),
              0,
              said.fidelity()));
    }
    Decision.Propose first = TwoSources.proposals(live).get(0);
    Set<String> forgotten = Set.of(first.experimentId());
    assertThat(experiments.tried(TwoSources.LEVELS, Set.of())).hasSize(3);
    assertThat(experiments.tried(TwoSources.LEVELS, forgotten))
        .hasSize(2)
        .doesNotContain(first.candidate());
  }
}
