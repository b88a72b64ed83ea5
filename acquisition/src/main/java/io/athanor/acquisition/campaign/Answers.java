package io.athanor.acquisition.campaign;

import io.athanor.acquisition.campaign.CampaignEvent.Edited;
import io.athanor.acquisition.planner.Choice;
import io.athanor.acquisition.planner.Fidelities;
import io.athanor.acquisition.planner.FidelityPick;
import io.athanor.acquisition.planner.space.Point;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** Experiments that somebody asked for: a person in place of another one, or a diagnosis. */
final class Answers {
  private final CampaignDefinition definition;
  private final Candidates candidates;
  private final int observations;

  /**
   * For one moment.
   *
   * @param observations measurements known
   */
  Answers(CampaignDefinition definition, Candidates candidates, int observations) {
    this.definition = definition;
    this.candidates = candidates;
    this.observations = observations;
  }

  /** What people asked for in place of experiments that are withdrawn by now, in their order. */
  Stream<Pick> edits(Experiments experiments, People people) {
    return experiments.all().stream()
        .filter(Experiment::neverHappened)
        .filter(each -> people.about(each.experimentId()).awaitsEdit())
        .map(each -> edit(each, people.about(each.experimentId()).edit().orElseThrow()));
  }

  private Pick edit(Experiment replaced, CampaignEvent.PersonDecided decision) {
    Edited edited = decision.edited().orElseThrow();
    OptionalInt place =
        definition.space() instanceof CampaignDefinition.DeclaredPool
            ? candidates.indexOf(edited.candidateId())
            : OptionalInt.empty();
    FollowUp followUp =
        new FollowUp(replaced.experimentId(), FollowUp.EDIT, "edited by " + decision.by());
    Pick pick = pick(place, edited.point(), followUp);
    Fidelities levels = definition.policy().fidelities();
    return levels.isCheap(replaced.fidelity())
        ? new Pick(pick.choice().at(FidelityPick.cheap(levels, "")), pick.followsUp())
        : pick;
  }

  /** What diagnoses ask for and the space allows, oldest first. */
  Stream<Pick> corrections(Experiments experiments, Failures failures, Points points) {
    return failures.unanswered().stream()
        .flatMap(
            each ->
                correction(
                    each, experiments.find(each.experimentId()).orElseThrow().candidate(), points)
                    .stream());
  }

  private Optional<Pick> correction(Failures.Diagnosed failure, int candidate, Points points) {
    Point point = points.of(candidate);
    Point remedied = Failures.remedied(failure.remedy(), point, definition.space().parameters());
    boolean pooled = definition.space() instanceof CampaignDefinition.DeclaredPool;
    // where the pool has no such candidate the planner goes on from what was learned
    boolean possible = pooled ? remedied.equals(point) : breach(remedied).isEmpty();
    return possible
        ? Optional.of(
            pick(
                pooled ? OptionalInt.of(candidate) : OptionalInt.empty(),
                remedied,
                new FollowUp(failure.experimentId(), FollowUp.DIAGNOSIS, failure.remedy().text())))
        : Optional.empty();
  }

  /** The known candidate that says whether the instrument moved, where something did. */
  Stream<Pick> references(Readings readings, Optional<DriftTerms> terms, Points points) {
    return readings.surveillance().unasked().stream()
        .flatMap(
            change ->
                known(change, readings, terms).stream()
                    .mapToObj(candidate -> reference(change, candidate, points)));
  }

  /**
   * The one that the terms name; else the one measured most often before, and the first of those.
   */
  private OptionalInt known(Change change, Readings readings, Optional<DriftTerms> terms) {
    Map<Integer, Integer> counts = new LinkedHashMap<>();
    readings.history().stream()
        .limit(change.first())
        .filter(each -> each.objective() == 0)
        .forEach(each -> counts.merge(each.candidate(), 1, Integer::sum));
    OptionalInt named =
        terms
            .flatMap(DriftTerms::referenceCandidateId)
            .map(candidates::indexOf)
            .orElseGet(OptionalInt::empty);
    return named.isPresent() && counts.containsKey(named.getAsInt())
        ? named
        : counts.entrySet().stream()
            .reduce((first, later) -> later.getValue() > first.getValue() ? later : first)
            .map(each -> OptionalInt.of(each.getKey()))
            .orElseGet(OptionalInt::empty);
  }

  private Pick reference(Change change, int candidate, Points points) {
    String text =
        "reads a known candidate again, to tell whether the instrument moved: "
            + change.movement().text(definition.property(), definition.unit());
    boolean pooled = definition.space() instanceof CampaignDefinition.DeclaredPool;
    return new Pick(
        Choice.reference(
            pooled ? OptionalInt.of(candidate) : OptionalInt.empty(),
            points.of(candidate),
            text,
            observations,
            definition.seed()),
        Optional.of(new FollowUp(change.after(), FollowUp.DRIFT, text)));
  }

  private Pick pick(OptionalInt place, Point point, FollowUp followUp) {
    return new Pick(
        Choice.given(place, point, followUp.text(), observations, definition.seed()),
        Optional.of(followUp));
  }

  /** Why a person's own candidate cannot be proposed, if it cannot. */
  Optional<String> breach(Edited edited) {
    if (definition.space() instanceof CampaignDefinition.Process) {
      return breach(edited.point());
    }
    return candidates.indexOf(edited.candidateId()).isPresent()
        ? Optional.empty()
        : Optional.of("the pool has no candidate " + edited.candidateId());
  }

  private Optional<String> breach(Point point) {
    return ((CampaignDefinition.Process) definition.space())
        .space()
        .recipes()
        .breach(point.coordinates().stream().mapToDouble(each -> each).toArray());
  }

  /** Settings by candidate, as the planner numbers them. */
  interface Points {
    /** Of one candidate. */
    Point of(int candidate);
  }
}
