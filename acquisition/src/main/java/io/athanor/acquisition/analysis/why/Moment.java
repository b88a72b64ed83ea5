package io.athanor.acquisition.analysis.why;

import io.athanor.acquisition.analysis.AnalysisException;
import io.athanor.acquisition.analysis.CaseFile;
import io.athanor.acquisition.campaign.Campaign;
import io.athanor.acquisition.campaign.Decision;
import io.athanor.acquisition.planner.Choice;
import io.athanor.acquisition.planner.Planner;
import io.athanor.acquisition.planner.PlannerMemo;
import io.athanor.acquisition.planner.PlanningProblem;
import io.athanor.acquisition.planner.Policy;
import io.athanor.acquisition.topology.CampaignFold;
import io.athanor.event.ExperimentProposed;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * A decision as it stood: the campaign folded up to it, and what the planner was asked.
 *
 * @param file the campaign's journal
 * @param first index in the journal of the first proposal of the decision
 * @param place of the proposal among those decided together, 0-based
 * @param proposal as it was recorded
 * @param before what the decision had read, oldest first
 * @param campaign folded so far
 * @param decision made anew
 * @param problem what the planner was asked for this choice, those before it in the batch made
 * @param memo saved work of the planner on this problem
 */
record Moment(
    CaseFile file,
    int first,
    int place,
    ExperimentProposed proposal,
    List<CampaignFold.Told> before,
    Campaign campaign,
    Decision.Propose decision,
    PlanningProblem problem,
    PlannerMemo memo) {
  private static final String EXPERIMENT = "experimentId";

  /**
   * Of a proposal.
   *
   * @throws AnalysisException if the journal has none of that id, or another one is decided now
   */
  static Moment of(CaseFile file, String experimentId) throws AnalysisException {
    OptionalInt found = CampaignFold.indexOf(file.codecs(), file.entries(), experimentId);
    if (found.isEmpty()) {
      throw new AnalysisException(EXPERIMENT, "is no proposal of campaign " + file.campaignId());
    }
    int index = found.getAsInt();
    int first = CampaignFold.firstOfDecision(file.codecs(), file.entries(), index);
    ExperimentProposed proposal =
        CampaignFold.proposal(file.codecs(), file.entries().get(index)).orElseThrow();
    CampaignFold fold = new CampaignFold(file.codecs(), file.grace(), file.campaignId());
    List<CampaignFold.Told> before = new ArrayList<>();
    for (int i = 0; i < first; i++) {
      int entry = i;
      before.add(
          fold.take(file.entries().get(i))
              .orElseThrow(
                  () ->
                      new AnalysisException(
                          EXPERIMENT, "entry " + entry + " of the journal is not accepted again")));
    }
    int place = index - first;
    PlannerMemo memo = new PlannerMemo();
    List<Decision.Propose> decided =
        picks(fold.campaign().chosen(proposal.getProposedAt(), place + 1, memo));
    if (decided.size() <= place || !decided.get(place).experimentId().equals(experimentId)) {
      throw new AnalysisException(EXPERIMENT, "this version decides something else");
    }
    return new Moment(
        file,
        first,
        place,
        proposal,
        before,
        fold.campaign(),
        decided.get(place),
        asked(fold.campaign().problem().orElseThrow(), decided.subList(0, place)),
        memo);
  }

  /** Proposals among decisions. */
  static List<Decision.Propose> picks(List<Decision> decisions) {
    return decisions.stream()
        .filter(Decision.Propose.class::isInstance)
        .map(Decision.Propose.class::cast)
        .toList();
  }

  /** The problem once these were chosen, as far as the planner chose one by one. */
  static PlanningProblem asked(PlanningProblem problem, List<Decision.Propose> earlier) {
    PlanningProblem asked = problem;
    for (Decision.Propose each : earlier) {
      boolean oneByOne =
          problem.policy().batch() == Policy.Batch.CONDITIONAL_VARIANCE
              || !each.choice().hasPosterior();
      if (oneByOne) {
        asked = Planner.after(asked, each.choice());
      }
    }
    return asked;
  }

  Choice choice() {
    return decision.choice();
  }
}
