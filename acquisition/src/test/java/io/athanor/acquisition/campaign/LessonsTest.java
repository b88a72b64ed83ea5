package io.athanor.acquisition.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import io.athanor.acquisition.campaign.CampaignDefinition.Feature;
import io.athanor.acquisition.campaign.CampaignEvent.HeadLearned;
import io.athanor.acquisition.planner.Policy;
import io.athanor.acquisition.planner.Stopping;
import io.athanor.acquisition.planner.Teachers;
import io.athanor.acquisition.planner.objective.Goal;
import io.athanor.acquisition.planner.objective.Objective;
import io.athanor.acquisition.planner.posterior.HeadSums;
import io.athanor.acquisition.planner.space.Point;
import io.athanor.acquisition.planner.space.SearchSpace;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LessonsTest {
  private static final SearchSpace SPACE =
      new SearchSpace.Pool(Campaigns.LINE, List.of(new Point(List.of(0.5))));
  private static final CampaignDefinition DEFINITION =
      new CampaignDefinition(
          "campaign-1",
          List.of(new CampaignDefinition.Wanted("gap", "eV", Objective.of(new Goal.Maximize()))),
          new CampaignDefinition.DeclaredPool(1, Campaigns.LINE),
          Policy.standard()
              .taughtBy(
                  new Teachers(List.of(), List.of(), true, Optional.empty(), Optional.empty())),
          Stopping.never(),
          Set.of(Feature.EMBEDDING),
          6,
          1,
          Campaigns.PROPOSAL,
          7,
          CampaignDefinition.State.OPEN);

  private final Lessons lessons = new Lessons(new Candidates());

  @Test
  void shouldSayWhyNoHeadIsTakenWhereTheExactOneIsOfAModelBefore() {
    learn("digest-1", Optional.empty());
    learn("digest-2", Optional.of(8.0));
    assertThat(untaken("digest-2")).hasValueSatisfying(why -> assertThat(why).contains("8.0"));
    assertThat(untaken("digest-1")).as("the exact one is taken").isEmpty();
  }

  @Test
  void shouldSayNothingOfNoiseWhereAnExactHeadIsTaken() {
    learn("digest-1", Optional.of(8.0));
    assertThat(untaken("digest-1")).isPresent();
    learn("digest-1", Optional.empty());
    assertThat(untaken("digest-1")).isEmpty();
    assertThat(lessons.head(DEFINITION, SPACE, Optional.of("digest-1"))).isPresent();
  }

  private Optional<String> untaken(String digest) {
    return lessons.untaken(DEFINITION, SPACE, Optional.of(digest));
  }

  private void learn(String digest, Optional<Double> epsilon) {
    HeadSums sums = new HeadSums(1, new double[] {3}, new double[] {6}, 12, 3);
    assertThat(
            lessons.learn(
                new HeadLearned("round-" + digest, digest, "eV", epsilon, sums), DEFINITION))
        .isEqualTo(new Outcome.Accepted());
  }
}
