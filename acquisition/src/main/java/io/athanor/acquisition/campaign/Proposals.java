package io.athanor.acquisition.campaign;

import io.athanor.acquisition.critic.Critique;
import io.athanor.acquisition.planner.Choice;
import io.athanor.acquisition.planner.Fidelities;
import io.athanor.acquisition.planner.FidelityPick;
import io.athanor.acquisition.planner.PlanningProblem.Measurement;
import io.athanor.acquisition.planner.space.Point;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** What is said of an experiment where it is proposed. */
final class Proposals {
  private final CampaignDefinition definition;
  private final Reviewer reviewer;
  private final Candidates candidates;
  private final Forecasts forecasts;
  private final List<Measurement> main;
  private final List<Point> measured;

  /**
   * For one moment.
   *
   * @param main measurements of the main objective
   * @param measured the setting of each
   */
  Proposals(
      CampaignDefinition definition,
      Reviewer reviewer,
      Candidates candidates,
      Forecasts forecasts,
      List<Measurement> main,
      List<Point> measured) {
    this.definition = definition;
    this.reviewer = reviewer;
    this.candidates = candidates;
    this.forecasts = forecasts;
    this.main = main;
    this.measured = measured;
  }

  /**
   * One proposal for each pick, in that order.
   *
   * @param first ordinal of the first one
   * @param epoch how often the campaign was halted before
   */
  List<Decision> of(List<Pick> picks, int first, int epoch, Instant now) {
    List<Decision> decisions = new ArrayList<>();
    for (Pick pick : picks) {
      Choice choice = levelled(pick.choice());
      int ordinal = first + decisions.size();
      Critique critique = assess(choice);
      decisions.add(
          new Decision.Propose(
              ExperimentIds.of(definition.campaignId(), ordinal),
              ordinal,
              choice.candidate().orElse(ordinal),
              idOf(choice.candidate()),
              choice,
              choice.runnersUp().stream().map(r -> idOf(r.candidate()).orElse("")).toList(),
              now,
              expiry(now),
              candidates.modelDigest(),
              // what is forecast is the value that counts
              choice.forecast().filter(said -> !choice.isCheap()).flatMap(forecasts::serve),
              approval(choice, critique, now),
              pick.followsUp(),
              Prospect.of(choice, definition.objectives().get(0).goal(), main),
              epoch,
              critique));
    }
    return decisions;
  }

  /** What somebody asked for is measured at the level that counts, unless he said otherwise. */
  private Choice levelled(Choice choice) {
    Fidelities levels = definition.policy().fidelities();
    return levels.isEmpty() || choice.fidelity().isPresent()
        ? choice
        : choice.at(FidelityPick.target(levels, ""));
  }

  private Optional<ApprovalNeeded> approval(Choice choice, Critique critique, Instant now) {
    ActionTerms action = definition.action();
    return action.critic().blocks(critique)
        ? Optional.of(ApprovalNeeded.blocked())
        : ApprovalNeeded.of(
            action.approval(),
            now,
            outOfDomain(choice.candidate()),
            OptionalDouble.of(critique.risk()));
  }

  private Critique assess(Choice choice) {
    OptionalInt place = choice.candidate();
    return place.isPresent()
        ? reviewer.assess(
            choice.point(),
            Optional.of(candidates.at(place.getAsInt())),
            candidates.prediction(place.getAsInt()),
            measured)
        : reviewer.assess(choice.point(), Optional.empty(), Optional.empty(), measured);
  }

  private Instant expiry(Instant now) {
    Instant end = now.plus(definition.proposalLife());
    return definition.action().deadline().filter(deadline -> deadline.isBefore(end)).orElse(end);
  }

  private OptionalDouble outOfDomain(OptionalInt candidate) {
    return candidate.isPresent()
        ? candidates
            .prediction(candidate.getAsInt())
            .map(CampaignEvent.PredictionReceived::outOfDomain)
            .orElse(OptionalDouble.empty())
        : OptionalDouble.empty();
  }

  private Optional<String> idOf(OptionalInt candidate) {
    return candidate.isPresent()
        ? Optional.of(candidates.idOf(candidate.getAsInt()))
        : Optional.empty();
  }
}
