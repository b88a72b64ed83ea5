package io.athanor.acquisition.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import io.athanor.acquisition.campaign.CampaignEvent.CampaignDefined;
import io.athanor.acquisition.campaign.CampaignEvent.ObservationReceived;
import io.athanor.acquisition.planner.Policy.Acquisition;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * What was measured before a campaign comes by another way than its candidates, and may be first.
 */
class EarlyReadingsTest {
  private static final int POOL = 6;

  @Test
  void readingsThatComeBeforeTheirCandidatesCountAsThoseThatComeAfter() {
    Campaign early = begun();
    for (int i = 0; i < POOL - 1; i++) {
      assertThat(early.apply(reading(i))).isInstanceOf(Outcome.Accepted.class);
    }
    candidates(early);
    Campaign late = begun();
    candidates(late);
    for (int i = 0; i < POOL - 1; i++) {
      late.apply(reading(i));
    }
    List<Decision> decisions = early.decide(Campaigns.START);
    assertThat(decisions)
        .filteredOn(Decision.Propose.class::isInstance)
        .singleElement()
        .extracting(each -> ((Decision.Propose) each).candidate())
        .isEqualTo(POOL - 1);
    assertThat(decisions).isEqualTo(late.decide(Campaigns.START));
  }

  @Test
  void aReadingThatComesTwiceCountsOnce() {
    Campaign campaign = begun();
    assertThat(campaign.apply(reading(1))).isInstanceOf(Outcome.Accepted.class);
    assertThat(campaign.apply(reading(1))).isInstanceOf(Outcome.Duplicate.class);
    candidates(campaign);
    assertThat(campaign.apply(reading(1))).isInstanceOf(Outcome.Duplicate.class);
  }

  @Test
  void aReadingOfNoCandidateOfACompletePoolIsRefused() {
    Campaign campaign = begun();
    candidates(campaign);
    assertThat(campaign.apply(reading(POOL + 1))).isInstanceOf(Outcome.Refused.class);
  }

  private static Campaign begun() {
    Campaign campaign = new Campaign(Campaigns.GRACE);
    campaign.apply(
        new CampaignDefined(
            Campaigns.definition(POOL, POOL, 1, Acquisition.UPPER_CONFIDENCE_BOUND)));
    return campaign;
  }

  private static void candidates(Campaign campaign) {
    for (int i = 0; i < POOL; i++) {
      campaign.apply(Campaigns.candidate(i, POOL));
    }
  }

  private static ObservationReceived reading(int candidate) {
    return new ObservationReceived(
        "reading-" + candidate,
        "yield",
        "c-" + candidate,
        Optional.empty(),
        10.0 + candidate * candidate,
        "%");
  }
}
