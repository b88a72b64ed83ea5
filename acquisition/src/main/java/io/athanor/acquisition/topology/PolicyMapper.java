package io.athanor.acquisition.topology;

import io.athanor.acquisition.planner.Fidelities;
import io.athanor.acquisition.planner.Policy;
import io.athanor.acquisition.planner.PriorCampaign;
import io.athanor.acquisition.planner.Stopping;
import io.athanor.acquisition.planner.Teachers;
import io.athanor.event.AcquisitionKind;
import io.athanor.event.BatchKind;
import io.athanor.event.FidelityLevel;
import io.athanor.event.SurrogateKind;
import io.athanor.materials.space.Parameter;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** How campaign-defined chooses, and when it stops. Symbols have the same names on both sides. */
final class PolicyMapper {
  private PolicyMapper() {}

  /**
   * The policy.
   *
   * @param parameters of the campaign, for the settings of past ones
   */
  static Policy policy(io.athanor.event.Policy event, List<Parameter> parameters) {
    if (event.getAcquisition() == AcquisitionKind.UNKNOWN) {
      throw DefinitionMapper.unknown("policy.acquisition");
    }
    if (event.getSurrogate() == SurrogateKind.UNKNOWN) {
      throw DefinitionMapper.unknown("policy.surrogate");
    }
    if (event.getBatch() == BatchKind.UNKNOWN) {
      throw DefinitionMapper.unknown("policy.batch");
    }
    return new Policy(
        Policy.Acquisition.valueOf(event.getAcquisition().name()),
        Policy.Surrogate.valueOf(event.getSurrogate().name()),
        Policy.Batch.valueOf(event.getBatch().name()),
        event.getSafe(),
        Optional.ofNullable(event.getCostParameter()),
        event.getKappa(),
        event.getInitialDesign(),
        event.getExploration(),
        new Teachers(
            event.getPriorCampaigns().stream().map(prior -> prior(prior, parameters)).toList(),
            event.getTransferFrom(),
            event.getFederated(),
            Optional.empty(),
            Optional.empty()),
        new Fidelities(event.getFidelities().stream().map(PolicyMapper::level).toList()),
        Optional.ofNullable(event.getDeadline()).map(PolicyMapper::deadline));
  }

  private static Duration deadline(String text) {
    try {
      return Duration.parse(text);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          "policy.deadline must be a duration like PT0.05S, was '%s'".formatted(text), e);
    }
  }

  private static Fidelities.Level level(FidelityLevel event) {
    return new Fidelities.Level(
        event.getName(), event.getCost(), event.getInstruments(), event.getMethods());
  }

  private static PriorCampaign prior(
      io.athanor.event.PriorCampaign event, List<Parameter> parameters) {
    return new PriorCampaign(
        event.getName(),
        event.getObservations().stream()
            .map(each -> EventMapper.point(each.getParameters(), parameters))
            .toList(),
        event.getObservations().stream().map(each -> each.getValue()).toList());
  }

  static Stopping stopping(io.athanor.event.Stopping event) {
    return event == null
        ? Stopping.never()
        : new Stopping(
            optional(event.getRegretBelow()),
            optional(event.getExpectedBetterBelow()),
            optional(event.getWorthBelow()),
            optional(event.getTargetReached()));
  }

  private static OptionalDouble optional(Double value) {
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }
}
