package io.athanor.acquisition.analysis.why;

import io.athanor.acquisition.campaign.CampaignDefinition;
import io.athanor.acquisition.campaign.CampaignEvent;
import io.athanor.acquisition.campaign.CampaignEvent.CandidateAdmitted;
import io.athanor.acquisition.campaign.CampaignEvent.ExperimentMoved;
import io.athanor.acquisition.campaign.CampaignEvent.ExperimentProposed;
import io.athanor.acquisition.campaign.CampaignEvent.ObservationReceived;
import io.athanor.acquisition.campaign.CampaignEvent.PredictionReceived;
import io.athanor.acquisition.topology.CampaignFold;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Events that a decision had read and that bear on it: the definition, measurements of what is
 * wanted, ends of experiments, words of people, of the scheduler and of emergency stops, and of the
 * pool and the models what concerns the candidate chosen.
 */
final class Causes {
  private Causes() {}

  /** Newest first. */
  static List<CampaignFold.Told> of(Moment moment) {
    CampaignDefinition definition = moment.campaign().definition().orElseThrow();
    String candidateId = moment.proposal().getCandidateId();
    List<CampaignFold.Told> causes =
        new ArrayList<>(
            moment.before().stream()
                .filter(each -> bears(each.event(), definition, candidateId))
                .toList());
    Collections.reverse(causes);
    return causes;
  }

  private static boolean bears(
      CampaignEvent event, CampaignDefinition definition, String candidateId) {
    if (event instanceof CandidateAdmitted admitted) {
      return admitted.candidateId().equals(candidateId);
    }
    if (event instanceof PredictionReceived prediction) {
      return prediction.candidateId().equals(candidateId);
    }
    if (event instanceof ObservationReceived seen) {
      return definition.objectiveOf(seen.property()).isPresent();
    }
    if (event instanceof ExperimentMoved moved) {
      return Influences.ENDS.contains(moved.step().getState());
    }
    return !(event instanceof ExperimentProposed);
  }
}
