package io.athanor.acquisition.campaign;

import static io.athanor.acquisition.campaign.Campaigns.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.athanor.acquisition.campaign.CampaignEvent.CampaignDefined;
import io.athanor.acquisition.campaign.CampaignEvent.CandidateAdmitted;
import io.athanor.acquisition.campaign.CampaignEvent.ObservationReceived;
import io.athanor.acquisition.planner.Fidelities;
import io.athanor.acquisition.planner.FidelityPick;
import io.athanor.acquisition.planner.Policy;
import io.athanor.acquisition.planner.space.Point;
import io.athanor.event.ExperimentState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CampaignFidelityTest {
  private static final int POOL = 40;

  private final Campaign campaign = new Campaign(Campaigns.GRACE);

  private void begin(int budget, int parallelism) {
    accept(
        new CampaignDefined(
            TwoSources.definition(1, POOL, budget, parallelism, 7, TwoSources.LEVELS)));
    for (int i = 0; i < POOL; i++) {
      accept(new CandidateAdmitted(i, "c-" + i, new Point(List.of(i / (double) POOL))));
    }
  }

  private void accept(CampaignEvent event) {
    assertThat(campaign.apply(event)).isInstanceOf(Outcome.Accepted.class);
  }

  private static double value(Decision.Propose proposal) {
    double x = proposal.choice().point().coordinates().get(0);
    double truth = -(x - 0.7) * (x - 0.7);
    return proposal.choice().isCheap() ? 2 * truth + 0.1 * x : truth;
  }

  private List<Decision.Propose> run(int most) {
    List<Decision.Propose> all = new ArrayList<>();
    List<Decision.Propose> open = TwoSources.proposals(campaign);
    while (!open.isEmpty() && all.size() < most) {
      open.forEach(each -> accept(TwoSources.fedBack(each)));
      open.forEach(each -> accept(TwoSources.observation(each, value(each))));
      all.addAll(open);
      open = TwoSources.proposals(campaign);
    }
    return all;
  }

  private static List<String> levels(List<Decision.Propose> proposals) {
    return proposals.stream()
        .map(each -> each.choice().fidelity().map(FidelityPick::name).orElseThrow())
        .toList();
  }

  @Test
  void shouldOpenCheaplyThenSeeHowTheLevelsAreRelatedThenChooseByValuePerCost() {
    begin(200, 1);
    List<Decision.Propose> all = run(30);
    assertThat(levels(all.subList(0, 10))).containsOnly("model");
    assertThat(levels(all.subList(10, 15))).containsOnly("device");
    List<FidelityPick> chosen =
        all.subList(15, all.size()).stream()
            .map(each -> each.choice().fidelity().orElseThrow())
            .filter(each -> !each.worths().isEmpty())
            .toList();
    assertThat(chosen).isNotEmpty();
    for (FidelityPick each : chosen) {
      double cheap = each.worths().get(0).reduction() / each.worths().get(0).cost();
      double dear = each.worths().get(1).reduction() / each.worths().get(1).cost();
      assertThat(each.cheap()).isEqualTo(cheap >= dear);
    }
    assertThat(all.stream().filter(each -> each.choice().isCheap()))
        .as("no candidate twice at the cheap level")
        .extracting(Decision.Propose::candidate)
        .doesNotHaveDuplicates();
    assertThat(all.stream().filter(each -> !each.choice().isCheap()))
        .extracting(Decision.Propose::candidate)
        .doesNotHaveDuplicates();
  }

  @Test
  void shouldCountOnlyTheLastLevelAsMeasurementAndForecastOnlyIt() {
    begin(200, 1);
    List<Decision.Propose> all = run(20);
    assertThat(campaign.measurements())
        .hasSize((int) all.stream().filter(each -> !each.choice().isCheap()).count());
    assertThat(campaign.problem().orElseThrow().cheap().history())
        .hasSize((int) all.stream().filter(each -> each.choice().isCheap()).count());
    assertThat(all.stream().filter(each -> each.choice().isCheap()))
        .allMatch(each -> each.interval().isEmpty());
  }

  @Test
  void shouldCountCostAgainstTheBudget() {
    begin(75, 1);
    List<Decision.Propose> all = run(100);
    double spent =
        all.stream().mapToDouble(each -> each.choice().fidelity().orElseThrow().cost()).sum();
    assertThat(spent).isBetween(75.0 - TwoSources.TARGET_COST, 75.0);
    List<Decision> end = campaign.decide(START);
    assertThat(end).singleElement().isInstanceOf(Decision.Conclude.class);
    Conclusion conclusion = ((Decision.Conclude) end.get(0)).conclusion();
    assertThat(conclusion.rule()).isEqualTo("budget");
    assertThat(conclusion.figure()).hasValue(spent);
    assertThat(conclusion.reason()).contains("device", "75");
  }

  @Test
  void shouldTakeEachValueAtTheLevelOfItsMethodOrInstrument() {
    begin(200, 1);
    accept(told("a", 3, Optional.of("solver"), Optional.empty()));
    accept(told("b", 4, Optional.empty(), Optional.of("bench-1")));
    accept(told("c", 5, Optional.empty(), Optional.of("another")));
    assertThat(campaign.problem().orElseThrow().cheap().history())
        .extracting(each -> each.candidate())
        .containsExactly(3);
    assertThat(campaign.measurements()).extracting(each -> each.candidate()).containsExactly(4, 5);
    assertThat(campaign.apply(told("d", 6, Optional.of("guess"), Optional.empty())))
        .isInstanceOfSatisfying(
            Outcome.Refused.class, each -> assertThat(each.field()).isEqualTo("method"));
  }

  @Test
  void shouldTakeNoComputationForAMeasurementWithoutLevels() {
    accept(new CampaignDefined(TwoSources.definition(1, POOL, 20, 1, 7, Fidelities.none())));
    assertThat(campaign.apply(told("a", 3, Optional.of("solver"), Optional.empty())))
        .isInstanceOf(Outcome.Ignored.class);
  }

  @Test
  void shouldNotHoldAFailedComputationAgainstTheExperiment() {
    begin(200, 1);
    Decision.Propose first = TwoSources.proposals(campaign).get(0);
    accept(TwoSources.fedBack(first));
    accept(step(first, ExperimentState.LEASED));
    accept(step(first, ExperimentState.RUNNING));
    accept(step(first, ExperimentState.FAILED));
    assertThat(campaign.decide(START)).noneMatch(Decision.Diagnose.class::isInstance);
    assertThat(campaign.problem().orElseThrow().failed()).isEmpty();
    assertThat(campaign.problem().orElseThrow().unavailable()).isEmpty();
    assertThat(campaign.problem().orElseThrow().cheap().tried()).containsExactly(first.candidate());
  }

  private static CampaignEvent step(Decision.Propose proposal, ExperimentState state) {
    return Campaigns.step("s-" + state, proposal.experimentId(), state, 1, "robot", START);
  }

  @Test
  void shouldDecideTheSameFromTheSameEvents() {
    begin(200, 1);
    List<Decision.Propose> all = run(24);
    Campaign again = new Campaign(Campaigns.GRACE);
    again.apply(new CampaignDefined(TwoSources.definition(1, POOL, 200, 1, 7, TwoSources.LEVELS)));
    for (int i = 0; i < POOL; i++) {
      again.apply(new CandidateAdmitted(i, "c-" + i, new Point(List.of(i / (double) POOL))));
    }
    Decision.Propose last = all.remove(all.size() - 1);
    for (Decision.Propose each : all) {
      again.apply(TwoSources.fedBack(each));
      again.apply(TwoSources.observation(each, value(each)));
    }
    assertThat(TwoSources.proposals(again)).containsExactly(last);
  }

  private static ObservationReceived told(
      String reading, int candidate, Optional<String> method, Optional<String> instrument) {
    return new ObservationReceived(
        reading, "yield", "c-" + candidate, Optional.empty(), 1, "1", 0, instrument, method);
  }

  @Test
  void shouldRefuseWhatDoesNotGoWithLevels() {
    assertThatThrownBy(() -> new Fidelities(TwoSources.LEVELS.levels().subList(0, 1)))
        .hasMessageContaining("policy.fidelities must be two");
    assertThatThrownBy(
            () -> new Fidelities(List.of(TwoSources.LEVELS.target(), TwoSources.LEVELS.cheap())))
        .hasMessageContaining("cost less first");
    assertThatThrownBy(() -> new Fidelities.Level("a", 0, List.of(), List.of()))
        .hasMessageContaining("cost must be positive");
    assertThatThrownBy(
            () ->
                new Policy(Policy.Acquisition.RANDOM, Policy.Surrogate.AUTO, 1, 2)
                    .measuring(TwoSources.LEVELS))
        .hasMessageContaining("policy.fidelities needs an acquisition that learns");
    assertThatThrownBy(
            () ->
                new Policy(Policy.Acquisition.AUTO, Policy.Surrogate.RANDOM_FOREST, 1, 2)
                    .measuring(TwoSources.LEVELS))
        .hasMessageContaining("surrogate");
    assertThatThrownBy(() -> Policy.standard().exploring(0.1).measuring(TwoSources.LEVELS))
        .hasMessageContaining("exploration");
    assertThatThrownBy(() -> TwoSources.definition(1, POOL, 9, 1, 7, TwoSources.LEVELS))
        .hasMessageContaining("the budget is 9");
  }
}
