package io.athanor.acquisition.analysis.why;

import io.athanor.acquisition.analysis.AnalysisException;
import io.athanor.acquisition.analysis.CaseFile;
import io.athanor.acquisition.campaign.Decision;
import io.athanor.acquisition.topology.CampaignFold;
import io.athanor.event.CampaignDefined;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Holds what is said of an event's influence against another way to find out: a campaign that was
 * never told of the event, fed with the bytes of the journal, is given a place more by a new
 * definition and left to decide.
 */
public final class InfluenceCheck {
  private InfluenceCheck() {}

  /**
   * How it went.
   *
   * @param changed whether leaving out the event said to matter most changes the pick, as stated
   * @param asStated whether the campaign without the event picks what was stated
   */
  public record Verdict(boolean changed, boolean asStated) {}

  /**
   * Of the event that mattered most to a proposal; empty where none could be left out.
   *
   * @param looked how many events are looked at to find it
   * @throws AnalysisException if the journal has no such proposal
   */
  public static Optional<Verdict> of(CaseFile file, String experimentId, int looked)
      throws AnalysisException {
    Moment moment = Moment.of(file, experimentId);
    List<Influences.Influence> largest = new Influences(moment).find(looked).largest();
    if (largest.isEmpty()) {
      return Optional.empty();
    }
    Influences.Influence stated = largest.get(0);
    Optional<Decision.Propose> rerun = rerun(file, moment, stated.index());
    boolean samePick =
        rerun.isPresent() == stated.instead().isPresent()
            && (rerun.isEmpty()
                || Influences.isSame(
                    rerun.get().choice(), stated.instead().orElseThrow().choice()));
    boolean changes =
        rerun.filter(each -> Influences.isSame(each.choice(), moment.choice())).isEmpty();
    return Optional.of(
        new Verdict(stated.changesPick(), samePick && changes == stated.changesPick()));
  }

  private static Optional<Decision.Propose> rerun(CaseFile file, Moment moment, int without) {
    CampaignFold fold = new CampaignFold(file.codecs(), file.grace(), file.campaignId());
    for (int i = 0; i < moment.first(); i++) {
      if (i != without) {
        fold.take(file.entries().get(i));
      }
    }
    Instant at = moment.proposal().getProposedAt();
    int places = fold.campaign().view(at).open() + moment.place() + 1;
    fold.take(
        fold.redefined(
            CampaignDefined.newBuilder(fold.definition()).setParallelism(places).build()));
    List<Decision.Propose> picks = Moment.picks(fold.campaign().decide(at));
    return picks.size() > moment.place()
        ? Optional.of(picks.get(moment.place()))
        : Optional.empty();
  }
}
