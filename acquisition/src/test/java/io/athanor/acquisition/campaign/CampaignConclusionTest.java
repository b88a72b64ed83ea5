package io.athanor.acquisition.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import io.athanor.acquisition.campaign.CampaignDefinition.Feature;
import io.athanor.acquisition.campaign.CampaignDefinition.Wanted;
import io.athanor.acquisition.campaign.CampaignEvent.CampaignDefined;
import io.athanor.acquisition.campaign.CampaignEvent.CampaignEnded;
import io.athanor.acquisition.campaign.CampaignEvent.ExperimentProposed;
import io.athanor.acquisition.campaign.CampaignEvent.ObservationReceived;
import io.athanor.acquisition.planner.Policy;
import io.athanor.acquisition.planner.Stopping;
import io.athanor.acquisition.planner.objective.Goal;
import io.athanor.acquisition.planner.objective.Objective;
import io.athanor.acquisition.planner.space.SearchSpace;
import io.athanor.materials.space.Parameter;
import io.athanor.schemas.lifecycle.Terms;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CampaignConclusionTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final OptionalDouble NONE = OptionalDouble.empty();

  private final Campaign campaign = new Campaign(Duration.ofMinutes(1));

  private static CampaignDefinition definition(int budget, Stopping stopping) {
    return new CampaignDefinition(
        "campaign-1",
        List.of(
            new Wanted("yield", "%", Objective.of(new Goal.Maximize())),
            new Wanted("purity", "%", Objective.of(new Goal.Maximize()))),
        new CampaignDefinition.Process(
            new SearchSpace.Process(List.of(new Parameter.Continuous("x", 0, 1)), Set.of())),
        Policy.standard(),
        stopping,
        Set.of(Feature.PARAMETERS),
        budget,
        1,
        Duration.ofHours(1),
        3,
        CampaignDefinition.State.OPEN);
  }

  private Optional<Conclusion> run(int experiments) {
    for (int i = 0; i < experiments; i++) {
      for (Decision decision : campaign.decide(START)) {
        if (decision instanceof Decision.Conclude conclude) {
          assertThat(conclude.proposals()).isEqualTo(i);
          assertThat(conclude.observations()).isEqualTo(i);
          return Optional.of(conclude.conclusion());
        }
        measure((Decision.Propose) decision);
      }
    }
    return Optional.empty();
  }

  private void measure(Decision.Propose proposal) {
    double x = proposal.choice().point().coordinates().get(0);
    accept(
        new ExperimentProposed(
            proposal.experimentId(),
            proposal.ordinal(),
            proposal.candidate(),
            "c-" + proposal.ordinal(),
            proposal.choice().point(),
            Terms.open(proposal.expiresAt()),
            proposal.interval()));
    observe(proposal, "yield", 50 - 40 * (x - 0.3) * (x - 0.3));
    assertThat(campaign.decide(START))
        .as("nothing is proposed while a result is only partial")
        .isEmpty();
    observe(proposal, "purity", 90 - 5 * x);
  }

  private void observe(Decision.Propose proposal, String property, double value) {
    accept(
        new ObservationReceived(
            property + proposal.ordinal(),
            property,
            "c-" + proposal.ordinal(),
            Optional.of(proposal.experimentId()),
            value,
            "%",
            0.01));
  }

  private void accept(CampaignEvent event) {
    assertThat(campaign.apply(event)).isInstanceOf(Outcome.Accepted.class);
  }

  @Test
  void shouldEndWithTheBudgetAndGoOnWithALargerOne() {
    accept(new CampaignDefined(definition(3, Stopping.never())));
    Conclusion conclusion = run(9).orElseThrow();
    assertThat(conclusion.rule()).isEqualTo("budget");
    assertThat(conclusion.figure()).hasValue(3);
    accept(new CampaignEnded(conclusion.rule()));
    assertThat(campaign.decide(START)).isEmpty();
    assertThat(campaign.apply(new CampaignEnded("budget"))).isInstanceOf(Outcome.Duplicate.class);
    accept(new CampaignDefined(definition(5, Stopping.never())));
    assertThat(campaign.decide(START)).singleElement().isInstanceOf(Decision.Propose.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"target-reached", "regret-bound", "expected-better", "cost-against-value"})
  void shouldEndByTheRuleThatHolds(String rule) {
    Stopping stopping =
        switch (rule) {
          case "target-reached" -> new Stopping(NONE, NONE, NONE, OptionalDouble.of(49.5));
          case "regret-bound" -> new Stopping(OptionalDouble.of(2), NONE, NONE, NONE);
          case "expected-better" -> new Stopping(NONE, OptionalDouble.of(400), NONE, NONE);
          default -> new Stopping(NONE, NONE, OptionalDouble.of(0.5), NONE);
        };
    accept(new CampaignDefined(definition(60, stopping)));
    Conclusion conclusion = run(60).orElseThrow();
    assertThat(conclusion.rule()).isEqualTo(rule);
    assertThat(conclusion.reason()).endsWith(".");
    assertThat(conclusion.figure()).isPresent();
    assertThat(conclusion.limit()).isPresent();
  }
}
