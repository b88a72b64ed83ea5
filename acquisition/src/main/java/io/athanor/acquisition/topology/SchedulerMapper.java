package io.athanor.acquisition.topology;

import io.athanor.acquisition.portfolio.Prospect;
import io.athanor.acquisition.scheduling.CampaignTerms;
import io.athanor.acquisition.scheduling.Grant;
import io.athanor.acquisition.scheduling.Instrument;
import io.athanor.acquisition.scheduling.Job;
import io.athanor.acquisition.scheduling.LaboratoryEvent;
import io.athanor.acquisition.scheduling.Limits;
import io.athanor.acquisition.scheduling.Offer;
import io.athanor.acquisition.scheduling.Step;
import io.athanor.event.CampaignDefined;
import io.athanor.event.CampaignState;
import io.athanor.event.CapacityGranted;
import io.athanor.event.Dispatch;
import io.athanor.event.DispatchMode;
import io.athanor.event.ExperimentDecided;
import io.athanor.event.ExperimentProgressed;
import io.athanor.event.ExperimentProposed;
import io.athanor.event.ExperimentState;
import io.athanor.event.HaltDeclared;
import io.athanor.event.InstrumentRegistered;
import io.athanor.event.InstrumentState;
import io.athanor.event.Interval;
import io.athanor.event.Meta;
import io.athanor.event.Parameter;
import io.athanor.event.Pool;
import io.athanor.event.ProcessSpace;
import io.athanor.event.RecipeStep;
import io.athanor.schemas.identity.EventIds;
import io.athanor.schemas.lifecycle.ExperimentLifecycle;
import io.athanor.schemas.lifecycle.Terms;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;

/** From events to what the laboratory folds, and from its decisions to events. */
final class SchedulerMapper {
  private static final String APPLICATION = "scheduler";
  private static final String SOURCE = "athanor/" + APPLICATION;

  private SchedulerMapper() {}

  static LaboratoryEvent instrument(InstrumentRegistered event) {
    try {
      return new LaboratoryEvent.InstrumentSeen(
          new Instrument(
              event.getInstrumentId(),
              Optional.ofNullable(event.getMeta().getTenant()),
              Set.copyOf(event.getTechniques()),
              event.getCapacity(),
              event.getCredits() == null ? OptionalInt.empty() : OptionalInt.of(event.getCredits()),
              limits(event.getEnvelope()),
              event.getMeta().getRecordedAt(),
              serves(event.getState())));
    } catch (IllegalArgumentException e) {
      throw new RefusedException("invalid-field", null, e.getMessage());
    }
  }

  static LaboratoryEvent.Boosted boosted(ExperimentDecided event) {
    double factor = event.getBoost();
    if (!(factor > 0) || Double.isInfinite(factor)) {
      throw new RefusedException(
          "invalid-field", "boost", "must be positive and finite, was " + factor);
    }
    return new LaboratoryEvent.Boosted(event.getExperimentId(), factor);
  }

  /** Silence is no absence: an instrument that never spoke of its state is used. */
  private static boolean serves(InstrumentState state) {
    return state == null
        || switch (state) {
          case UNKNOWN, ONLINE -> true;
          case OFFLINE, DRAINING, MAINTENANCE -> false;
        };
  }

  private static Map<String, Limits> limits(Map<String, Interval> envelope) {
    Map<String, Limits> limits = new TreeMap<>();
    envelope.forEach(
        (name, interval) -> {
          if (!interval.getLow().getUnit().equals(interval.getHigh().getUnit())) {
            throw new IllegalArgumentException(
                "envelope.%s: its ends are in different units".formatted(name));
          }
          limits.put(
              name,
              new Limits(
                  interval.getLow().getValue(),
                  interval.getHigh().getValue(),
                  interval.getLow().getUnit()));
        });
    return limits;
  }

  /** What a campaign asks for; one without dispatch terms asks for nothing. */
  static LaboratoryEvent campaign(CampaignDefined event) {
    Dispatch dispatch = event.getDispatch();
    if (dispatch == null) {
      return new LaboratoryEvent.CampaignWithdrawn(event.getCampaignId());
    }
    try {
      return new LaboratoryEvent.CampaignSeen(
          new CampaignTerms(
              event.getCampaignId(),
              Optional.ofNullable(event.getMeta().getTenant()),
              dispatch.getPriority(),
              dispatch.getWeight(),
              dispatch.getQuota() == null
                  ? OptionalInt.empty()
                  : OptionalInt.of(dispatch.getQuota()),
              event.getParallelism(),
              event.getBudget(),
              Optional.ofNullable(dispatch.getDeadline()),
              steps(dispatch.getRecipe()),
              Optional.ofNullable(dispatch.getPortfolio()),
              units(event.getSearch()),
              event.getMeta().getRecordedAt(),
              event.getState() == CampaignState.OPEN));
    } catch (IllegalArgumentException e) {
      throw new RefusedException("invalid-field", null, e.getMessage());
    }
  }

  private static Map<String, String> units(Object search) {
    List<Parameter> parameters =
        search instanceof Pool pool
            ? pool.getParameters()
            : ((ProcessSpace) search).getParameters();
    Map<String, String> units = new TreeMap<>();
    parameters.forEach(each -> units.put(each.getName(), each.getUnit()));
    return units;
  }

  private static List<Step> steps(List<RecipeStep> recipe) {
    return recipe.stream()
        .map(
            step ->
                new Step(
                    step.getName(),
                    step.getTechnique(),
                    step.getSeconds() == null
                        ? OptionalDouble.empty()
                        : OptionalDouble.of(step.getSeconds())))
        .toList();
  }

  static LaboratoryEvent halt(HaltDeclared event) {
    return new LaboratoryEvent.Halt(event.getScope(), event.getHalted());
  }

  static LaboratoryEvent proposed(ExperimentProposed event) {
    try {
      return new LaboratoryEvent.JobProposed(job(event), prospect(event));
    } catch (IllegalArgumentException e) {
      throw new RefusedException("invalid-field", null, e.getMessage());
    }
  }

  static Job job(ExperimentProposed event) {
    Dispatch dispatch = event.getDispatch();
    Map<String, Double> settings = new TreeMap<>();
    event
        .getCandidate()
        .getParameters()
        .forEach(
            (name, value) -> {
              if (value instanceof Double number) {
                settings.put(name, number);
              }
            });
    return new Job(
        event.getCampaignId(),
        event.getExperimentId(),
        settings,
        dispatch == null ? 0 : dispatch.getPriority(),
        Optional.ofNullable(dispatch).map(Dispatch::getDeadline),
        dispatch == null ? List.of() : steps(dispatch.getRecipe()),
        dispatch != null && dispatch.getMode() == DispatchMode.SCHEDULED,
        ExperimentLifecycle.proposed(Terms.of(event)),
        event.getProposedAt(),
        event.getProposedAt());
  }

  private static Optional<Prospect> prospect(ExperimentProposed event) {
    return Optional.ofNullable(event.getProspect())
        .map(
            said ->
                new Prospect(
                    said.getMeasured(), said.getExpectedImprovement(), said.getImprovement()));
  }

  static CapacityGranted granted(Grant grant, Instant now) {
    return CapacityGranted.newBuilder()
        .setMeta(
            meta(
                EventIds.derived(
                    now,
                    APPLICATION,
                    "granted",
                    grant.campaignId(),
                    Integer.toString(grant.slots())),
                grant.campaignId(),
                now))
        .setCampaignId(grant.campaignId())
        .setSlots(grant.slots())
        .setDemand(grant.demand())
        .setCapacity(grant.capacity())
        .setShare(grant.share())
        .setValue(grant.value().isPresent() ? grant.value().getAsDouble() : null)
        .setReason(grant.reason())
        .build();
  }

  static Grant granted(CapacityGranted event) {
    return new Grant(
        event.getCampaignId(),
        event.getSlots(),
        event.getDemand(),
        event.getCapacity(),
        event.getValue() == null ? OptionalDouble.empty() : OptionalDouble.of(event.getValue()),
        event.getReason());
  }

  static ExperimentProgressed offered(Offer offer) {
    return ExperimentProgressed.newBuilder()
        .setMeta(
            meta(
                EventIds.derived(
                    offer.at(),
                    APPLICATION,
                    "offered",
                    offer.experimentId(),
                    Integer.toString(offer.step()),
                    Integer.toString(offer.epoch()),
                    offer.instrumentId()),
                offer.campaignId(),
                offer.at()))
        .setCampaignId(offer.campaignId())
        .setExperimentId(offer.experimentId())
        .setState(ExperimentState.OFFERED)
        .setLeaseEpoch(offer.epoch())
        .setInstrumentId(offer.instrumentId())
        .setStep(offer.step())
        .setReason(offer.again() ? "offered elsewhere before" : null)
        .build();
  }

  static Offer offered(ExperimentProgressed event) {
    return new Offer(
        event.getCampaignId(),
        event.getExperimentId(),
        event.getInstrumentId(),
        event.getStep(),
        event.getLeaseEpoch(),
        event.getMeta().getRecordedAt(),
        event.getReason() != null);
  }

  private static Meta meta(String id, String campaignId, Instant now) {
    return Meta.newBuilder()
        .setId(id)
        .setSource(SOURCE)
        .setOccurredAt(now)
        .setRecordedAt(now)
        .setCorrelationId(campaignId)
        .build();
  }
}
