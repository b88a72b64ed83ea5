package io.athanor.acquisition.analysis.why;

import io.athanor.acquisition.campaign.Campaign;
import io.athanor.acquisition.campaign.CampaignEvent;
import io.athanor.acquisition.campaign.Decision;
import io.athanor.acquisition.planner.Choice;
import io.athanor.acquisition.planner.Dissection;
import io.athanor.acquisition.planner.Leverage;
import io.athanor.acquisition.planner.PlannerMemo;
import io.athanor.acquisition.planner.PlanningProblem;
import io.athanor.acquisition.topology.CampaignFold;
import io.athanor.event.ExperimentState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Leave one event out: the journal is folded again without it and the same question asked, with as
 * many places free as it takes. Which events are looked at is decided cheaply; what is said of one
 * is never an estimate. Definitions, admissions and predictions are not left out: without them
 * nothing would be decided at all; nor are steps that only hand work on: no choice depends on them.
 */
final class Influences {
  static final Set<ExperimentState> ENDS =
      EnumSet.of(
          ExperimentState.FAILED,
          ExperimentState.EXPIRED,
          ExperimentState.CANCELLED,
          ExperimentState.REJECTED,
          ExperimentState.RETRACTED);

  private final Moment moment;

  Influences(Moment moment) {
    this.moment = moment;
  }

  /**
   * What one event did to the choice.
   *
   * @param index of the event in the journal
   * @param instead what would have been chosen; empty where nothing
   * @param changesPick whether that is another candidate
   * @param shift by how much more the candidate chosen would have been worth without the event;
   *     empty where it would not have been valued, or by another rule
   */
  record Influence(
      int index,
      CampaignFold.Told event,
      Optional<Decision.Propose> instead,
      boolean changesPick,
      OptionalDouble shift) {}

  /**
   * What was found.
   *
   * @param considered events that could have been left out
   * @param largest those looked at, by their effect
   */
  record Found(int considered, List<Influence> largest) {
    Found {
      largest = List.copyOf(largest);
    }
  }

  /** An event and how closely it is worth looking at. */
  private record Ranked(int index, double score) {}

  /** At most so many events are looked at. */
  Found find(int most) {
    if (moment.choice().isGiven()) {
      return new Found(0, List.of());
    }
    List<Ranked> ranked = ranked();
    List<Influence> influences = new ArrayList<>();
    for (Ranked each : ranked.subList(0, Math.min(most, ranked.size()))) {
      influences.add(without(each.index()));
    }
    influences.sort(
        Comparator.comparing((Influence each) -> !each.changesPick())
            .thenComparing(each -> -Math.abs(each.shift().orElse(0)))
            .thenComparing(each -> -each.index()));
    return new Found(ranked.size(), influences);
  }

  /** Those that may matter most first; among equals the newest. */
  private List<Ranked> ranked() {
    double[] leverage = Leverage.of(moment.problem(), moment.choice(), moment.memo());
    // a measurement told before its candidate counts from the admission on: orders may differ
    Map<CampaignEvent, Double> byEvent = new HashMap<>();
    List<CampaignEvent.ObservationReceived> measured = moment.campaign().measured();
    for (int i = 0; i < measured.size(); i++) {
      byEvent.put(measured.get(i), leverage[i]);
    }
    List<Ranked> ranked = new ArrayList<>();
    for (int i = 0; i < moment.before().size(); i++) {
      CampaignEvent event = moment.before().get(i).event();
      if (byEvent.containsKey(event)) {
        ranked.add(new Ranked(i, byEvent.get(event)));
      } else if (mayMatter(event)) {
        ranked.add(new Ranked(i, Double.POSITIVE_INFINITY));
      }
    }
    ranked.sort(
        Comparator.comparing((Ranked each) -> -each.score()).thenComparing(each -> -each.index()));
    return ranked;
  }

  private static boolean mayMatter(CampaignEvent event) {
    return event instanceof CampaignEvent.PersonDecided
        || event instanceof CampaignEvent.HaltDeclared
        || (event instanceof CampaignEvent.ExperimentMoved moved
            && ENDS.contains(moved.step().getState()));
  }

  private Influence without(int index) {
    Campaign sibling = moment.campaign().sibling();
    for (int i = 0; i < moment.before().size(); i++) {
      CampaignEvent event = moment.before().get(i).event();
      if (i != index && !ofCandidates(event)) {
        // what depends on the event left out is no longer accepted, and falls out with it
        sibling.apply(event);
      }
    }
    CampaignFold.Told event = moment.before().get(index);
    PlanningProblem problem = sibling.problem().orElseThrow();
    PlannerMemo memo = moment.memo().branch(problem);
    List<Decision.Propose> picks =
        Moment.picks(sibling.chosen(moment.proposal().getProposedAt(), moment.place() + 1, memo));
    Optional<Decision.Propose> instead =
        picks.size() > moment.place() ? Optional.of(picks.get(moment.place())) : Optional.empty();
    boolean same = instead.filter(each -> isSame(each.choice(), moment.choice())).isPresent();
    PlanningProblem asked =
        Moment.asked(problem, picks.subList(0, Math.min(moment.place(), picks.size())));
    OptionalDouble shift =
        instead
            .filter(each -> each.choice().function().equals(moment.choice().function()))
            .map(each -> shift(same ? Optional.of(each.choice()) : Optional.empty(), asked, memo))
            .orElse(OptionalDouble.empty());
    return new Influence(index, event, instead, !same, shift);
  }

  /** How much more the candidate chosen is worth in another course of events. */
  private OptionalDouble shift(
      Optional<Choice> chosenAgain, PlanningProblem problem, PlannerMemo memo) {
    Choice choice = moment.choice();
    if (chosenAgain.isEmpty() && !choice.hasPosterior()) {
      return OptionalDouble.empty();
    }
    try {
      double other =
          chosenAgain.isPresent()
              ? chosenAgain.get().value()
              : Dissection.of(problem, choice, memo).sum();
      double shift = other - choice.value();
      return Double.isFinite(shift) ? OptionalDouble.of(shift) : OptionalDouble.empty();
    } catch (IllegalArgumentException e) {
      // a process space draws other candidates around another best one
      return OptionalDouble.empty();
    }
  }

  private static boolean ofCandidates(CampaignEvent event) {
    return event instanceof CampaignEvent.CandidateAdmitted
        || event instanceof CampaignEvent.PredictionReceived
        || event instanceof CampaignEvent.ModelReleased
        || event instanceof CampaignEvent.InventionRequested
        || event instanceof CampaignEvent.InventionAnswered;
  }

  static boolean isSame(Choice one, Choice other) {
    return one.candidate().equals(other.candidate()) && one.point().equals(other.point());
  }
}
