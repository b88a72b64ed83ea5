package io.athanor.acquisition.analysis.fork;

import static org.assertj.core.api.Assertions.assertThat;

import io.athanor.acquisition.campaign.CampaignDefinition;
import io.athanor.acquisition.planner.Policy.Acquisition;
import io.athanor.acquisition.planner.space.Point;
import io.athanor.acquisition.topology.CampaignFold.Told;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RecordedOutcomesTest {
  @Test
  void shouldKnowWhatWasToldBeforeItsCandidate() {
    CampaignDefinition definition =
        Histories.definition(2, 1, Histories.policy(Acquisition.UPPER_CONFIDENCE_BOUND), 1);
    PoolHistory history =
        new PoolHistory(
            definition,
            List.of(new Point(List.of(0.0)), new Point(List.of(1.0))),
            List.of(3.0, 4.0));
    List<Told> told = new ArrayList<>(history.opening());
    told.add(1, PoolHistory.at(0, history.observation("reading-1", 1, Optional.empty())));

    RecordedOutcomes recorded = new RecordedOutcomes(definition, told);

    assertThat(recorded.candidates()).containsExactly(1);
    assertThat(recorded.history(0)).singleElement().extracting(each -> each.value()).isEqualTo(4.0);
  }
}
