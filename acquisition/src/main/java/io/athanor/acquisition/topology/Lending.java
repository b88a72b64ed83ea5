package io.athanor.acquisition.topology;

import io.athanor.acquisition.campaign.CampaignEvent;
import io.athanor.acquisition.planner.PlanningProblem.Measurement;
import io.athanor.event.Meta;
import java.util.List;
import java.util.Set;

/**
 * Tells campaigns what others learned: each asks the campaigns that its definition names, and is
 * told their outcomes from then on, those so far first. Owned by one stream thread.
 */
final class Lending {
  private final Outlet outlet;
  private final EventCodecs codecs;

  Lending(Outlet outlet, EventCodecs codecs) {
    this.outlet = outlet;
    this.codecs = codecs;
  }

  /** Asks the campaigns that this one wants to learn from; asked twice they are asked once. */
  void request(LiveCampaign borrower, Meta cause) {
    for (String lender :
        borrower.campaign().definition().orElseThrow().policy().teachers().transferFrom()) {
      outlet.forward(
          lender,
          codecs.encode(LessonMapper.requested(lender, borrower, cause)),
          cause.getRecordedAt(),
          Nodes.LESSONS_REQUEST_SINK);
    }
  }

  /** Tells those who learn from this campaign what is new to them. */
  void lend(LiveCampaign lender, LiveCampaign.Fact fact) {
    Set<String> borrowers = lender.campaign().borrowers();
    if (fact.event() instanceof CampaignEvent.LessonsRequested request) {
      tell(lender, Set.of(request.borrower()), 0, lender.lent(), fact.meta());
    }
    int known = lender.campaign().measured().size();
    tell(lender, borrowers, lender.lent(), known, fact.meta());
    lender.lentAll();
  }

  private void tell(LiveCampaign lender, Set<String> borrowers, int from, int to, Meta cause) {
    if (from == to || borrowers.isEmpty()) {
      return;
    }
    List<Measurement> history = lender.campaign().measurements();
    List<CampaignEvent.ObservationReceived> sources = lender.campaign().measured();
    for (int i = from; i < to; i++) {
      if (history.get(i).objective() == 0) {
        for (String borrower : borrowers) {
          outlet.forward(
              borrower,
              codecs.encode(
                  LessonMapper.shared(lender, borrower, history.get(i), sources.get(i), cause)),
              cause.getRecordedAt(),
              Nodes.LESSON_SINK);
        }
      }
    }
  }
}
