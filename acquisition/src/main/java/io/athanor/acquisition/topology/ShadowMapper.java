package io.athanor.acquisition.topology;

import io.athanor.acquisition.campaign.CampaignDefinition;
import io.athanor.acquisition.planner.Choice;
import io.athanor.acquisition.planner.space.Point;
import io.athanor.acquisition.shadow.Belief;
import io.athanor.acquisition.shadow.OffPolicy;
import io.athanor.acquisition.shadow.Regret;
import io.athanor.acquisition.shadow.Scores;
import io.athanor.acquisition.shadow.Witnessed;
import io.athanor.event.Candidate;
import io.athanor.event.ExperimentProposed;
import io.athanor.event.Meta;
import io.athanor.event.OffPolicyEstimate;
import io.athanor.event.ShadowChosen;
import io.athanor.event.ShadowRegret;
import io.athanor.event.ShadowReported;
import io.athanor.event.ShadowVerdict;
import io.athanor.schemas.identity.EventIds;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** From what shadows choose and how they stand to the events that say so, and back. */
final class ShadowMapper {
  private static final String SHADOW = "shadow";

  private ShadowMapper() {}

  /** Of a decision about which a shadow was not asked, or had nothing to say. */
  static ShadowChosen.Builder without(
      ExperimentProposed proposal, String name, ShadowVerdict verdict, LiveCampaign live) {
    String id =
        EventIds.derived(
            proposal.getProposedAt(),
            DecisionMapper.APPLICATION,
            SHADOW,
            proposal.getExperimentId(),
            name);
    Meta meta =
        DecisionMapper.meta(id, proposal.getProposedAt(), live, Optional.of(proposal.getMeta()));
    return ShadowChosen.newBuilder()
        .setMeta(meta)
        .setCampaignId(proposal.getCampaignId())
        .setName(name)
        .setExperimentId(proposal.getExperimentId())
        .setOrdinal(proposal.getOrdinal())
        .setVerdict(verdict);
  }

  /**
   * Of a choice.
   *
   * @param expected what the campaign's own surrogate expects of it
   * @param propensity probability with which the campaign would have chosen the same
   */
  static ShadowChosen chosen(
      ExperimentProposed proposal,
      String name,
      Choice choice,
      Optional<Belief.Expectation> expected,
      OptionalDouble propensity,
      LiveCampaign live) {
    CampaignDefinition definition = live.campaign().definition().orElseThrow();
    OptionalInt place = choice.candidate();
    Candidate candidate =
        place.isPresent()
            ? live.pooled(place.getAsInt())
            : DecisionMapper.candidate(choice.point(), definition);
    boolean agreed =
        place.isPresent()
            ? place.getAsInt() == proposal.getPoolIndex()
            : candidate.getCandidateId().equals(proposal.getCandidateId());
    return without(proposal, name, ShadowVerdict.CHOSEN, live)
        .setCandidateId(candidate.getCandidateId())
        .setPoolIndex(place.orElse(-1))
        .setParameters(candidate.getParameters())
        .setAgreed(agreed)
        .setFunction(choice.function())
        .setValue(choice.value())
        .setMean(expected.map(Belief.Expectation::mean).orElse(null))
        .setStandardDeviation(expected.map(Belief.Expectation::deviation).orElse(null))
        .setPropensity(propensity.isPresent() ? propensity.getAsDouble() : null)
        .build();
  }

  /** As the scores see it. */
  static Witnessed witnessed(ShadowChosen event, CampaignDefinition definition) {
    boolean pooled = event.getPoolIndex() >= 0;
    return new Witnessed(
        event.getOrdinal(),
        pooled ? OptionalInt.of(event.getPoolIndex()) : OptionalInt.empty(),
        pooled
            ? Optional.empty()
            : Optional.of(
                EventMapper.point(event.getParameters(), definition.space().parameters())),
        event.getMean() == null
            ? Optional.empty()
            : Optional.of(new Belief.Expectation(event.getMean(), event.getStandardDeviation())),
        event.getPropensity() == null
            ? OptionalDouble.empty()
            : OptionalDouble.of(event.getPropensity()),
        event.getAgreed());
  }

  /** The campaign's own choice, likewise. */
  static Witnessed witnessed(ExperimentProposed event, CampaignDefinition definition) {
    boolean pooled = event.getPoolIndex() >= 0;
    Optional<Point> point =
        pooled
            ? Optional.empty()
            : Optional.of(
                EventMapper.point(
                    event.getCandidate().getParameters(), definition.space().parameters()));
    Double mean = event.getWhy().getMean();
    Double epistemic = event.getWhy().getStandardDeviation();
    Double aleatoric = event.getWhy().getAleatoric();
    return new Witnessed(
        event.getOrdinal(),
        pooled ? OptionalInt.of(event.getPoolIndex()) : OptionalInt.empty(),
        point,
        mean == null || epistemic == null
            ? Optional.empty()
            : Optional.of(
                new Belief.Expectation(
                    mean,
                    Math.sqrt(
                        epistemic * epistemic + (aleatoric == null ? 0 : aleatoric * aleatoric)))),
        OptionalDouble.empty(),
        true);
  }

  /** Counts of one shadow: decisions at which it was asked, or not, or chose the same. */
  record Counts(int decisions, int skipped, int agreed) {}

  static ShadowReported reported(
      String name, Counts counts, Optional<Scores.Score> score, LiveCampaign live, Instant now) {
    CampaignDefinition definition = live.campaign().definition().orElseThrow();
    String id =
        EventIds.derived(
            now, DecisionMapper.APPLICATION, SHADOW, definition.campaignId(), name, now.toString());
    return ShadowReported.newBuilder()
        .setMeta(DecisionMapper.meta(id, now, live, Optional.empty()))
        .setCampaignId(definition.campaignId())
        .setName(name)
        .setUnit(definition.unit())
        .setDecisions(counts.decisions())
        .setSkipped(counts.skipped())
        .setAgreed(counts.agreed())
        .setAgreement(
            counts.decisions() == 0 ? null : (double) counts.agreed() / counts.decisions())
        .setHypotheticalRegret(
            score.flatMap(Scores.Score::regret).map(ShadowMapper::event).orElse(null))
        .setOwnRegret(score.flatMap(Scores.Score::ownRegret).map(ShadowMapper::event).orElse(null))
        .setEstimate(score.flatMap(Scores.Score::estimate).map(ShadowMapper::event).orElse(null))
        .build();
  }

  private static ShadowRegret event(Regret regret) {
    return new ShadowRegret(regret.mean(), regret.lower(), regret.upper());
  }

  private static OffPolicyEstimate event(OffPolicy.Estimate estimate) {
    return OffPolicyEstimate.newBuilder()
        .setValue(estimate.doublyRobust())
        .setLower(estimate.lower())
        .setUpper(estimate.upper())
        .setLevel(estimate.level())
        .setDecisions(estimate.decisions())
        .setMatched(estimate.matched())
        .setInversePropensity(estimate.inversePropensity())
        .setSelfNormalised(
            estimate.selfNormalised().isPresent() ? estimate.selfNormalised().getAsDouble() : null)
        .build();
  }
}
