package io.athanor.acquisition.analysis.why;

import static org.assertj.core.api.Assertions.assertThat;

import io.athanor.acquisition.campaign.CampaignEvent;
import io.athanor.acquisition.planner.posterior.HeadSums;
import io.athanor.acquisition.topology.CampaignFold.Told;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TextsTest {
  private final Texts texts = new Texts(List.<Told>of());

  @Test
  void shouldSayWhatACampaignWasTaughtByOthers() {
    assertThat(texts.of(new CampaignEvent.LessonsRequested("campaign-b")))
        .isEqualTo("campaign campaign-b learns from this one");
    assertThat(
            texts.of(
                new CampaignEvent.LessonLearned(
                    "campaign-a", "r-1", "c-1", Optional.empty(), List.of(), Optional.empty(), 2)))
        .isEqualTo("outcome 2 of candidate c-1, learned from campaign campaign-a");
    HeadSums sums = new HeadSums(1, new double[] {3}, new double[] {6}, 12, 3);
    assertThat(texts.of(head(Optional.empty(), sums)))
        .isEqualTo("round round-1 of what sites learned together");
    assertThat(texts.of(head(Optional.of(8.0), sums)))
        .isEqualTo(
            "round round-1 of what sites learned together, with noise (epsilon 8.0): not taken");
  }

  private static CampaignEvent.HeadLearned head(Optional<Double> epsilon, HeadSums sums) {
    return new CampaignEvent.HeadLearned("round-1", "digest-1", "eV", epsilon, sums);
  }
}
