package io.athanor.acquisition.topology;

import io.athanor.acquisition.campaign.CampaignDefinition;
import io.athanor.acquisition.campaign.Conclusion;
import io.athanor.acquisition.campaign.Decision;
import io.athanor.acquisition.campaign.Prospect;
import io.athanor.acquisition.planner.Choice;
import io.athanor.acquisition.planner.FidelityPick;
import io.athanor.acquisition.planner.Search;
import io.athanor.acquisition.planner.space.Point;
import io.athanor.event.AcquisitionBreakdown;
import io.athanor.event.Approval;
import io.athanor.event.BoundedSearch;
import io.athanor.event.CampaignConcluded;
import io.athanor.event.Candidate;
import io.athanor.event.ExperimentProgressed;
import io.athanor.event.ExperimentProposed;
import io.athanor.event.ExperimentState;
import io.athanor.event.FidelityWorth;
import io.athanor.event.Meta;
import io.athanor.event.ObjectiveBelief;
import io.athanor.event.RunnerUp;
import io.athanor.materials.identity.ContentHash;
import io.athanor.schemas.identity.EventIds;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** From decisions to the events that announce them. */
final class DecisionMapper {
  static final String APPLICATION = "acquisition";
  private static final String SOURCE = "athanor/" + APPLICATION;

  private DecisionMapper() {}

  static ExperimentProposed proposed(
      Decision.Propose proposal, LiveCampaign live, Optional<LiveCampaign.Fact> trigger) {
    CampaignDefinition definition = live.campaign().definition().orElseThrow();
    Choice choice = proposal.choice();
    boolean pooled = choice.candidate().isPresent();
    Candidate candidate =
        pooled ? live.pooled(proposal.candidate()) : candidate(choice.point(), definition);
    Instant at = proposal.proposedAt();
    String id = EventIds.derived(at, APPLICATION, proposal.experimentId());
    return ExperimentProposed.newBuilder()
        .setMeta(meta(id, at, live, Optional.of(cause(live, trigger))))
        .setCampaignId(definition.campaignId())
        .setExperimentId(proposal.experimentId())
        .setOrdinal(proposal.ordinal())
        .setCandidateId(candidate.getCandidateId())
        .setCandidate(candidate)
        .setPoolIndex(pooled ? proposal.candidate() : -1)
        .setObjective(definition.property())
        .setWhy(why(proposal, definition))
        .setRunnersUp(runnersUp(proposal, definition))
        .setSeed(choice.seed())
        .setOffsetsSeen(live.offsetsSeen())
        .setModelDigest(proposal.modelDigest().orElse(null))
        .setProposedAt(proposal.proposedAt())
        .setExpiresAt(proposal.expiresAt())
        .setTriggerRecordedAt(trigger.flatMap(LiveCampaign.Fact::readingRecordedAt).orElse(null))
        .setApproval(proposal.approval().isPresent() ? Approval.REQUIRED : Approval.AUTOMATIC)
        .setApprovalNeeded(proposal.approval().map(ActionMapper::event).orElse(null))
        .setFollowsUp(proposal.followsUp().map(ActionMapper::event).orElse(null))
        .setProspect(proposal.prospect().map(DecisionMapper::prospect).orElse(null))
        .setCampaignEpoch(proposal.campaignEpoch())
        .setCritique(ActionMapper.event(proposal.critique()))
        .setDispatch(live.definition().getDispatch())
        .setFidelity(choice.fidelity().map(FidelityPick::name).orElse(null))
        .setSimulated(live.definition().getSimulated())
        .build();
  }

  private static Meta cause(LiveCampaign live, Optional<LiveCampaign.Fact> trigger) {
    return trigger.map(LiveCampaign.Fact::meta).orElse(live.definition().getMeta());
  }

  /** Of an event that a campaign says by itself. */
  static Meta meta(String id, Instant at, LiveCampaign live, Optional<Meta> cause) {
    return Meta.newBuilder()
        .setId(id)
        .setSource(SOURCE)
        .setOccurredAt(at)
        .setRecordedAt(at)
        .setCorrelationId(live.definition().getCampaignId())
        .setCausedBy(cause.map(each -> List.of(each.getId())).orElse(List.of()))
        .setTraceparent(cause.map(Meta::getTraceparent).orElse(null))
        .setTenant(live.definition().getMeta().getTenant())
        .build();
  }

  static CampaignConcluded concluded(
      Decision.Conclude decision,
      LiveCampaign live,
      Optional<LiveCampaign.Fact> trigger,
      Instant now) {
    String campaignId = live.definition().getCampaignId();
    Conclusion conclusion = decision.conclusion();
    String id =
        EventIds.derived(
            now, APPLICATION, "concluded", campaignId, live.definition().getMeta().getId());
    return CampaignConcluded.newBuilder()
        .setMeta(meta(id, now, live, Optional.of(cause(live, trigger))))
        .setCampaignId(campaignId)
        .setRule(conclusion.rule())
        .setFigure(boxed(conclusion.figure()))
        .setLimit(boxed(conclusion.limit()))
        .setReason(conclusion.reason())
        .setProposals(decision.proposals())
        .setObservations(decision.observations())
        .build();
  }

  private static io.athanor.event.Prospect prospect(Prospect prospect) {
    return new io.athanor.event.Prospect(
        prospect.measured(), prospect.expectedImprovement(), prospect.improvement());
  }

  /** Said again it is the same event: its id follows from what it says. */
  static ExperimentProgressed settled(
      Decision.Settle settle, LiveCampaign live, Optional<LiveCampaign.Fact> trigger, Instant now) {
    String id =
        EventIds.derived(
            live.proposedAt(settle.experimentId()),
            APPLICATION,
            settle.state().name(),
            settle.experimentId(),
            Integer.toString(settle.epoch()));
    return ExperimentProgressed.newBuilder()
        .setMeta(meta(id, now, live, trigger.map(LiveCampaign.Fact::meta)))
        .setCampaignId(live.definition().getCampaignId())
        .setExperimentId(settle.experimentId())
        .setState(settle.state())
        .setLeaseEpoch(settle.epoch())
        .setReason(settle.reason())
        .build();
  }

  static ExperimentProgressed expired(Decision.Expire expiry, LiveCampaign live, Instant now) {
    String id =
        EventIds.derived(
            expiry.since(),
            APPLICATION,
            "expired",
            expiry.experimentId(),
            Integer.toString(expiry.epoch()));
    return ExperimentProgressed.newBuilder()
        .setMeta(
            Meta.newBuilder(meta(id, now, live, Optional.empty()))
                .setOccurredAt(expiry.since())
                .build())
        .setCampaignId(live.definition().getCampaignId())
        .setExperimentId(expiry.experimentId())
        .setState(ExperimentState.EXPIRED)
        .setLeaseEpoch(expiry.epoch())
        .setReason("not " + (expiry.epoch() == 0 ? "leased" : "renewed") + " by " + expiry.since())
        .build();
  }

  private static String reason(Choice choice) {
    String level = choice.fidelity().map(FidelityPick::reason).orElse("");
    return Stream.of(choice.reason(), level)
        .filter(each -> !each.isEmpty())
        .collect(Collectors.joining(" "));
  }

  private static List<ObjectiveBelief> beliefs(Choice choice, CampaignDefinition definition) {
    List<ObjectiveBelief> beliefs = new ArrayList<>();
    for (int i = 0; i < choice.beliefs().size(); i++) {
      beliefs.add(
          new ObjectiveBelief(
              definition.wanted().get(i).property(),
              choice.beliefs().get(i).mean(),
              choice.beliefs().get(i).standardDeviation()));
    }
    return beliefs;
  }

  private static AcquisitionBreakdown why(
      Decision.Propose proposal, CampaignDefinition definition) {
    Choice choice = proposal.choice();
    return AcquisitionBreakdown.newBuilder()
        .setFunction(choice.function())
        .setValue(choice.value())
        .setMean(choice.belief().map(Choice.Belief::mean).orElse(null))
        .setStandardDeviation(choice.belief().map(Choice.Belief::standardDeviation).orElse(null))
        .setExploitation(boxed(choice.exploitation()))
        .setExploration(boxed(choice.exploration()))
        .setIncumbent(boxed(choice.incumbent()))
        .setObservations(choice.observations())
        .setPending(choice.pending())
        .setAleatoric(choice.forecast().map(Choice.Forecast::aleatoric).orElse(null))
        .setInterval(proposal.interval().map(CoverageMapper::served).orElse(null))
        .setReason(reason(choice))
        .setFidelities(
            choice.fidelity().map(FidelityPick::worths).orElse(List.of()).stream()
                .map(each -> new FidelityWorth(each.name(), each.cost(), each.reduction()))
                .toList())
        .setFeasibility(boxed(choice.feasibility()))
        .setObjectives(beliefs(choice, definition))
        .setPropensity(boxed(choice.propensity()))
        .setSearch(choice.search().map(DecisionMapper::search).orElse(null))
        .build();
  }

  private static BoundedSearch search(Search search) {
    return new BoundedSearch(search.judged(), search.of(), boxed(search.gap()));
  }

  private static List<RunnerUp> runnersUp(
      Decision.Propose proposal, CampaignDefinition definition) {
    List<RunnerUp> runnersUp = new ArrayList<>();
    for (int i = 0; i < proposal.runnersUpIds().size(); i++) {
      Choice.RunnerUp runnerUp = proposal.choice().runnersUp().get(i);
      String id = proposal.runnersUpIds().get(i);
      runnersUp.add(
          RunnerUp.newBuilder()
              .setCandidateId(
                  id.isEmpty() ? candidate(runnerUp.point(), definition).getCandidateId() : id)
              .setPoolIndex(runnerUp.candidate().orElse(-1))
              .setValue(runnerUp.value())
              .setMean(runnerUp.belief().map(Choice.Belief::mean).orElse(null))
              .setStandardDeviation(
                  runnerUp.belief().map(Choice.Belief::standardDeviation).orElse(null))
              .build());
    }
    return runnersUp;
  }

  /** A new point of a process space as a recipe of its own. */
  static Candidate candidate(Point point, CampaignDefinition definition) {
    Map<String, Object> parameters = definition.space().settings(point);
    return Candidate.newBuilder()
        .setCandidateId(ContentHash.candidateId(Optional.empty(), parameters, Optional.empty()))
        .setParameters(parameters)
        .build();
  }

  private static Double boxed(OptionalDouble value) {
    return value.isPresent() ? value.getAsDouble() : null;
  }
}
