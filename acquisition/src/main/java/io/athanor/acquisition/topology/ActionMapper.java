package io.athanor.acquisition.topology;

import io.athanor.acquisition.campaign.ActionTerms;
import io.athanor.acquisition.campaign.ActionTerms.Approval;
import io.athanor.acquisition.campaign.ActionTerms.When;
import io.athanor.acquisition.campaign.ApprovalNeeded;
import io.athanor.acquisition.campaign.CampaignDefinition;
import io.athanor.acquisition.campaign.CampaignEvent;
import io.athanor.acquisition.campaign.Decision;
import io.athanor.acquisition.campaign.FollowUp;
import io.athanor.acquisition.critic.CriticPolicy;
import io.athanor.acquisition.critic.Critique;
import io.athanor.event.ApprovalMode;
import io.athanor.event.ApprovalTerms;
import io.athanor.event.CampaignDefined;
import io.athanor.event.CorrectiveAction;
import io.athanor.event.CriticTerms;
import io.athanor.event.Dispatch;
import io.athanor.event.DispatchMode;
import io.athanor.event.ExperimentDecided;
import io.athanor.event.ExperimentProposed;
import io.athanor.event.FailureCause;
import io.athanor.event.FailureDiagnosed;
import io.athanor.event.Parameter;
import io.athanor.event.Pool;
import io.athanor.event.ProcessSpace;
import io.athanor.event.Severity;
import io.athanor.schemas.identity.EventIds;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** From events to how experiments come to be done, and back. */
final class ActionMapper {
  private static final double MILLIS = 1000;

  private ActionMapper() {}

  static ActionTerms terms(CampaignDefined event) {
    Dispatch dispatch = event.getDispatch();
    return new ActionTerms(
        dispatch != null && dispatch.getMode() == DispatchMode.SCHEDULED,
        dispatch == null ? 1 : Math.max(1, dispatch.getRecipe().size()),
        dispatch == null || dispatch.getQuota() == null
            ? OptionalInt.empty()
            : OptionalInt.of(dispatch.getQuota()),
        Optional.ofNullable(dispatch).map(Dispatch::getDeadline),
        approval(event),
        event.getRetraction() == null
            ? OptionalDouble.empty()
            : OptionalDouble.of(event.getRetraction().getBelow()),
        critic(event.getCritic()),
        units(event));
  }

  private static CriticPolicy critic(CriticTerms terms) {
    return terms == null
        ? CriticPolicy.advise()
        : new CriticPolicy(
            switch (terms.getMode()) {
              case ADVISE -> CriticPolicy.Mode.ADVISE;
              case BLOCK -> CriticPolicy.Mode.BLOCK;
            },
            terms.getBlockAbove(),
            terms.getHazards());
  }

  private static List<String> units(CampaignDefined event) {
    List<Parameter> parameters =
        event.getSearch() instanceof Pool pool
            ? pool.getParameters()
            : ((ProcessSpace) event.getSearch()).getParameters();
    return parameters.stream().map(each -> each.getUnit() == null ? "" : each.getUnit()).toList();
  }

  static io.athanor.event.Critique event(Critique critique) {
    return new io.athanor.event.Critique(
        critique.risk(),
        critique.findings().stream()
            .map(
                each ->
                    new io.athanor.event.Finding(
                        each.check(),
                        switch (each.severity()) {
                          case NOTE -> Severity.NOTE;
                          case WARNING -> Severity.WARNING;
                          case GRAVE -> Severity.GRAVE;
                        },
                        each.score(),
                        each.text()))
            .toList());
  }

  private static Approval approval(CampaignDefined event) {
    ApprovalTerms terms = event.getApprovalTerms();
    return switch (event.getApproval()) {
      case AUTOMATIC -> new Approval.None();
      case REQUIRED -> {
        if (terms == null) {
          yield new Approval.Quorum(1, When.ALWAYS);
        }
        When when = new When(optional(terms.getAboveOutOfDomain()), optional(terms.getAboveRisk()));
        if (terms.getMode() == ApprovalMode.QUORUM) {
          yield new Approval.Quorum(terms.getQuorum(), when);
        }
        if (terms.getVetoSeconds() == null) {
          throw new IllegalArgumentException(
              "approvalTerms.vetoSeconds is needed for a veto window");
        }
        yield new Approval.VetoWindow(
            Duration.ofMillis(Math.round(terms.getVetoSeconds() * MILLIS)), when);
      }
    };
  }

  static io.athanor.event.ApprovalNeeded event(ApprovalNeeded needed) {
    return io.athanor.event.ApprovalNeeded.newBuilder()
        .setMode(needed.vetoUntil().isPresent() ? ApprovalMode.VETO_WINDOW : ApprovalMode.QUORUM)
        .setQuorum(Math.max(1, needed.quorum()))
        .setVetoUntil(needed.vetoUntil().orElse(null))
        .setBecause(needed.because())
        .build();
  }

  static FailureDiagnosed diagnosed(
      Decision.Diagnose decision,
      LiveCampaign live,
      Optional<LiveCampaign.Fact> trigger,
      Instant now) {
    String id =
        EventIds.derived(
            live.proposedAt(decision.experimentId()),
            DecisionMapper.APPLICATION,
            "diagnosed",
            decision.experimentId());
    return FailureDiagnosed.newBuilder()
        .setMeta(DecisionMapper.meta(id, now, live, trigger.map(LiveCampaign.Fact::meta)))
        .setCampaignId(live.definition().getCampaignId())
        .setExperimentId(decision.experimentId())
        .setInstrumentId(decision.instrumentId().orElse(null))
        .setCauses(
            decision.diagnosis().causes().stream()
                .map(
                    each ->
                        new FailureCause(each.cause().label(), each.probability(), each.evidence()))
                .toList())
        .setAction(
            new CorrectiveAction(
                decision.remedy().kind().label(),
                decision.remedy().text(),
                decision.remedy().parameters()))
        .setInfeasible(decision.diagnosis().infeasible())
        .build();
  }

  static Optional<ApprovalNeeded> needed(ExperimentProposed event) {
    return Optional.ofNullable(event.getApprovalNeeded())
        .map(
            said ->
                new ApprovalNeeded(
                    said.getVetoUntil() == null ? said.getQuorum() : 0,
                    Optional.ofNullable(said.getVetoUntil()),
                    said.getBecause()));
  }

  static io.athanor.event.FollowUp event(FollowUp followUp) {
    return new io.athanor.event.FollowUp(
        followUp.experimentId(), followUp.because(), followUp.text());
  }

  static Optional<FollowUp> followUp(ExperimentProposed event) {
    return Optional.ofNullable(event.getFollowsUp())
        .map(
            said ->
                new FollowUp(
                    said.getExperimentId(),
                    said.getBecause(),
                    said.getText() == null ? "" : said.getText()));
  }

  static CampaignEvent.PersonDecided decided(
      ExperimentDecided event, CampaignDefinition definition) {
    CampaignEvent.PersonDecided.Kind kind =
        switch (event.getDecision()) {
          case APPROVE -> CampaignEvent.PersonDecided.Kind.APPROVE;
          case VETO -> CampaignEvent.PersonDecided.Kind.VETO;
          case EDIT -> CampaignEvent.PersonDecided.Kind.EDIT;
          case BOOST -> CampaignEvent.PersonDecided.Kind.BOOST;
          case CANCEL -> CampaignEvent.PersonDecided.Kind.CANCEL;
          case UNKNOWN -> throw DefinitionMapper.unknown("decision");
        };
    try {
      return new CampaignEvent.PersonDecided(
          event.getMeta().getId(),
          event.getExperimentId(),
          kind,
          event.getBy(),
          Optional.ofNullable(event.getEdited())
              .map(
                  edited ->
                      new CampaignEvent.Edited(
                          edited.getCandidateId(),
                          EventMapper.point(
                              edited.getParameters(), definition.space().parameters()))),
          event.getBoost() == null ? 1 : event.getBoost());
    } catch (IllegalArgumentException e) {
      String text = String.valueOf(e.getMessage());
      throw new RefusedException("invalid-field", text.substring(0, text.indexOf(' ')), text);
    }
  }

  private static OptionalDouble optional(Double value) {
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }
}
