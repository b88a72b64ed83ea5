package io.athanor.acquisition.topology;

import io.athanor.acquisition.campaign.CampaignEvent;
import io.athanor.acquisition.campaign.Decision;
import io.athanor.event.InventedCandidate;
import io.athanor.event.InventionAnswered;
import io.athanor.event.InventionRequested;
import io.athanor.event.ObservedCandidate;
import io.athanor.schemas.identity.EventIds;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Waves of inventions, between events and what a campaign means by them. */
final class InventionMapper {
  private InventionMapper() {}

  static InventionRequested requested(
      Decision.Invent decision, LiveCampaign live, Optional<LiveCampaign.Fact> trigger) {
    String campaignId = live.definition().getCampaignId();
    Instant at = decision.requestedAt();
    String id =
        EventIds.derived(
            at,
            DecisionMapper.APPLICATION,
            "invention-requested",
            campaignId,
            Integer.toString(decision.wave()));
    return InventionRequested.newBuilder()
        .setMeta(DecisionMapper.meta(id, at, live, trigger.map(LiveCampaign.Fact::meta)))
        .setCampaignId(campaignId)
        .setWave(decision.wave())
        .setSeed(decision.seed())
        .setFirstIndex(decision.firstIndex())
        .setCount(decision.count())
        .setDefinition(live.definition())
        .setObserved(
            decision.observed().stream()
                .map(
                    each ->
                        ObservedCandidate.newBuilder()
                            .setCandidateId(each.candidateId())
                            .setIndex(each.candidate())
                            .setCandidate(live.campaign().material(each.candidate()).orElse(null))
                            .setValues(each.values())
                            .build())
                .toList())
        .setExpectedImprovement(decision.expectedImprovement())
        .setFirstExpectedImprovement(decision.firstExpectedImprovement())
        .setModelDigest(decision.modelDigest().orElse(null))
        .build();
  }

  /** The campaign's own last word on a wave. */
  static InventionAnswered ended(Decision.EndWave decision, LiveCampaign live, Instant now) {
    String campaignId = live.definition().getCampaignId();
    String id =
        EventIds.derived(
            now,
            DecisionMapper.APPLICATION,
            "invention-ended",
            campaignId,
            Integer.toString(decision.wave()));
    return InventionAnswered.newBuilder()
        .setMeta(DecisionMapper.meta(id, now, live, Optional.empty()))
        .setCampaignId(campaignId)
        .setWave(decision.wave())
        .setFirstIndex(decision.firstIndex())
        .setCandidates(
            decision.candidates().stream()
                .map(each -> new InventedCandidate(each.candidateId(), each.index()))
                .toList())
        .setProblem(decision.problem())
        .build();
  }

  static CampaignEvent requested(InventionRequested event) {
    return new CampaignEvent.InventionRequested(
        event.getWave(), event.getFirstIndex(), event.getCount(), event.getMeta().getRecordedAt());
  }

  static CampaignEvent answered(InventionAnswered event) {
    List<CampaignEvent.Invented> candidates =
        event.getCandidates().stream()
            .map(each -> new CampaignEvent.Invented(each.getCandidateId(), each.getIndex()))
            .toList();
    return new CampaignEvent.InventionAnswered(
        event.getWave(),
        event.getFirstIndex(),
        candidates,
        Optional.ofNullable(event.getProblem()),
        event.getMeta().getRecordedAt());
  }
}
