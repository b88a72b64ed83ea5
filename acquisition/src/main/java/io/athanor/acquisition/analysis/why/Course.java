package io.athanor.acquisition.analysis.why;

import io.athanor.acquisition.analysis.CaseFile;
import io.athanor.acquisition.campaign.Campaign;
import io.athanor.acquisition.campaign.CampaignEvent.ExperimentMoved;
import io.athanor.acquisition.campaign.CampaignEvent.ObservationReceived;
import io.athanor.acquisition.topology.CampaignFold;
import io.athanor.event.ExperimentDecided;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All that is known of a campaign by now.
 *
 * @param told every event, oldest first
 * @param decisions what people decided about experiments, oldest first
 * @param campaign folded to the end
 */
record Course(List<CampaignFold.Told> told, List<ExperimentDecided> decisions, Campaign campaign) {
  static Course of(CaseFile file) {
    CampaignFold fold = new CampaignFold(file.codecs(), file.grace(), file.campaignId());
    List<CampaignFold.Told> told = new ArrayList<>();
    List<ExperimentDecided> decisions = new ArrayList<>();
    file.entries()
        .forEach(
            entry -> {
              fold.take(entry).ifPresent(told::add);
              CampaignFold.decision(file.codecs(), entry).ifPresent(decisions::add);
            });
    return new Course(told, decisions, fold.campaign());
  }

  /** What was measured of the main property in an experiment, if it was. */
  Optional<ObservationReceived> outcome(String experimentId, String property) {
    return told.stream()
        .map(CampaignFold.Told::event)
        .filter(ObservationReceived.class::isInstance)
        .map(ObservationReceived.class::cast)
        .filter(each -> each.experimentId().filter(experimentId::equals).isPresent())
        .filter(each -> each.property().equals(property))
        .reduce((earlier, later) -> later);
  }

  /** The steps of an experiment. */
  List<ExperimentMoved> steps(String experimentId) {
    return told.stream()
        .map(CampaignFold.Told::event)
        .filter(ExperimentMoved.class::isInstance)
        .map(ExperimentMoved.class::cast)
        .filter(each -> each.step().getExperimentId().equals(experimentId))
        .toList();
  }
}
