package io.athanor.acquisition.analysis.fork;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.athanor.acquisition.analysis.AnalysisException;
import io.athanor.acquisition.campaign.CampaignDefinition;
import io.athanor.acquisition.campaign.CampaignDefinition.Feature;
import io.athanor.acquisition.campaign.CampaignDefinition.Wanted;
import io.athanor.acquisition.campaign.CampaignEvent;
import io.athanor.acquisition.planner.Policy;
import io.athanor.acquisition.planner.Stopping;
import io.athanor.acquisition.planner.objective.Goal;
import io.athanor.acquisition.planner.objective.Objective;
import io.athanor.acquisition.planner.space.Point;
import io.athanor.acquisition.topology.CampaignFold.Told;
import io.athanor.event.ModelReleased;
import io.athanor.event.RolloutStage;
import io.athanor.schemas.lifecycle.Terms;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A log with a change of versions, as if there had been only one. */
class PredictionsTest {
  private final List<Told> told = new ArrayList<>();

  private void tell(CampaignEvent event) {
    told.add(PoolHistory.at(told.size(), event));
  }

  private void predict(String digest) {
    for (int i = 0; i < 2; i++) {
      tell(
          new CampaignEvent.PredictionReceived(
              "c-" + i, OptionalDouble.empty(), List.of(i + 1.0), digest, "model", List.of()));
    }
  }

  private void live() {
    tell(
        new CampaignEvent.CampaignDefined(
            new CampaignDefinition(
                "campaign-1",
                List.of(new Wanted("yield", "%", Objective.of(new Goal.Maximize()))),
                new CampaignDefinition.DeclaredPool(2, List.of()),
                Policy.standard(),
                Stopping.never(),
                Set.of(Feature.EMBEDDING),
                2,
                1,
                Duration.ofDays(1),
                7,
                CampaignDefinition.State.OPEN)));
    tell(new CampaignEvent.CandidateAdmitted(0, "c-0", new Point(List.of())));
    tell(new CampaignEvent.CandidateAdmitted(1, "c-1", new Point(List.of())));
    predict("digest-1");
    tell(
        new CampaignEvent.ExperimentProposed(
            "experiment-0",
            0,
            1,
            "c-1",
            new Point(List.of()),
            Terms.open(Instant.MAX),
            Optional.empty()));
    tell(
        new CampaignEvent.ModelReleased(
            ModelReleased.newBuilder()
                .setMeta(told.get(0).meta())
                .setModelName("model")
                .setVersion("v2")
                .setDigest("digest-2")
                .setMetrics(Map.of())
                .setStage(RolloutStage.CHAMPION)
                .setProperties(List.of())
                .setEmbeddingSize(1)
                .build()));
    predict("digest-2");
  }

  @Test
  void shouldTellWhatTheOtherVersionSaidBeforeTheCampaignBegan() throws AnalysisException {
    live();
    List<Told> only = Predictions.only(told, "digest-2");
    assertThat(only.stream().map(Told::event))
        .hasSize(6)
        .noneMatch(CampaignEvent.ModelReleased.class::isInstance);
    assertThat(only.get(3).event()).isEqualTo(told.get(7).event());
    assertThat(only.get(4).event()).isEqualTo(told.get(8).event());
    assertThat(only.get(5).event()).isInstanceOf(CampaignEvent.ExperimentProposed.class);
    assertThat(only.stream().map(Told::recordedAt)).isSorted();
  }

  @Test
  void shouldLeaveTheVersionThatItBeganWithAsItWas() throws AnalysisException {
    live();
    assertThat(Predictions.only(told, "digest-1")).isEqualTo(told.subList(0, 6));
  }

  @Test
  void shouldRefuseAVersionThatHasNotSpokenOfAll() {
    live();
    assertThatThrownBy(() -> Predictions.only(told.subList(0, 8), "digest-2"))
        .isInstanceOf(AnalysisException.class)
        .hasMessageContaining("1 of 2 candidates");
  }
}
