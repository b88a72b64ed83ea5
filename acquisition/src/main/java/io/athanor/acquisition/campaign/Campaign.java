package io.athanor.acquisition.campaign;

import io.athanor.acquisition.campaign.CampaignEvent.CampaignDefined;
import io.athanor.acquisition.campaign.CampaignEvent.CampaignEnded;
import io.athanor.acquisition.campaign.CampaignEvent.CandidateAdmitted;
import io.athanor.acquisition.campaign.CampaignEvent.ExperimentMoved;
import io.athanor.acquisition.campaign.CampaignEvent.ExperimentProposed;
import io.athanor.acquisition.campaign.CampaignEvent.ObservationReceived;
import io.athanor.acquisition.campaign.CampaignEvent.PredictionReceived;
import io.athanor.acquisition.conformal.ServedInterval;
import io.athanor.acquisition.planner.Choice;
import io.athanor.acquisition.planner.Planner;
import io.athanor.acquisition.planner.PlannerMemo;
import io.athanor.acquisition.planner.PlanningProblem;
import io.athanor.acquisition.planner.PlanningProblem.Measurement;
import io.athanor.acquisition.planner.space.Point;
import io.athanor.acquisition.planner.space.SearchSpace;
import io.athanor.event.ExperimentProgressed;
import io.athanor.event.ExperimentState;
import io.athanor.schemas.lifecycle.ExperimentLifecycle;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The aggregate of one campaign: {@link #apply} folds an event, {@link #decide} says what should
 * happen now. It reads no clock and does no I/O, so folding the same events gives the same
 * decisions, byte for byte. Decisions take effect only when they come back as events. Owned by one
 * thread.
 */
public final class Campaign {
  private final Duration grace;
  private final PlannerMemo memo = new PlannerMemo();
  private final Candidates candidates = new Candidates();
  private final Map<String, Experiment> experiments = new LinkedHashMap<>();
  private final List<Point> trials = new ArrayList<>();
  private final List<Measurement> history = new ArrayList<>();
  private final Set<List<String>> facts = new HashSet<>();
  private final Forecasts forecasts = new Forecasts();
  private CampaignDefinition definition;
  private boolean ended;
  private int failures;

  /**
   * An empty campaign.
   *
   * @param grace how long the result of a succeeded experiment is awaited before its place is given
   *     to another
   */
  public Campaign(Duration grace) {
    this.grace = grace;
  }

  /** The definition that holds, once there is one. */
  public Optional<CampaignDefinition> definition() {
    return Optional.ofNullable(definition);
  }

  /** Folds one event. Only what is accepted changes anything. */
  public Outcome apply(CampaignEvent event) {
    if (event instanceof CampaignDefined defined) {
      return define(defined.definition());
    }
    if (definition == null) {
      return new Outcome.Refused("unknown-campaign", "campaignId", "the campaign is not defined");
    }
    if (event instanceof CandidateAdmitted candidate) {
      return admit(candidate);
    }
    if (event instanceof PredictionReceived prediction) {
      return candidates.score(prediction, definition.needsPredictions());
    }
    if (event instanceof ObservationReceived observation) {
      return observe(observation);
    }
    if (event instanceof ExperimentMoved moved) {
      return move(moved.step());
    }
    if (event instanceof CampaignEnded) {
      boolean first = !ended;
      ended = true;
      return first ? new Outcome.Accepted() : new Outcome.Duplicate();
    }
    return propose((ExperimentProposed) event);
  }

  private Outcome define(CampaignDefinition next) {
    if (next.equals(definition)) {
      return new Outcome.Duplicate();
    }
    if (definition != null && !definition.sameQuestion(next)) {
      return new Outcome.Refused(
          "id-reused",
          "campaignId",
          "objective, search space, features and seed of a campaign cannot change");
    }
    definition = next;
    ended = false;
    return new Outcome.Accepted();
  }

  private Outcome admit(CandidateAdmitted candidate) {
    if (!(definition.space() instanceof CampaignDefinition.DeclaredPool pool)) {
      return new Outcome.Refused(
          "invalid-field", "admittedTo", "the campaign searches a process space, not a pool");
    }
    OptionalInt cost = definition.policy().costColumn(pool.parameters());
    if (cost.isPresent() && !(candidate.point().coordinates().get(cost.getAsInt()) > 0)) {
      return new Outcome.Refused(
          "invalid-field",
          "candidate.parameters." + definition.policy().costParameter().orElseThrow(),
          "an experiment's cost must be positive");
    }
    return candidates.admit(candidate, pool.size());
  }

  private Outcome observe(ObservationReceived observation) {
    if (facts.contains(List.of(observation.readingId(), observation.property()))) {
      return new Outcome.Duplicate();
    }
    if (!Double.isFinite(observation.value())) {
      return new Outcome.Refused("not-finite", "quantity.value", "the value is no finite number");
    }
    Optional<Experiment> experiment = observation.experimentId().map(experiments::get);
    OptionalInt candidate =
        experiment
            .map(known -> OptionalInt.of(known.candidate()))
            .orElseGet(() -> candidates.indexOf(observation.candidateId()));
    if (candidate.isEmpty()) {
      return new Outcome.Refused(
          "unknown-candidate",
          "candidateId",
          "neither the pool nor an experiment has this candidate");
    }
    facts.add(List.of(observation.readingId(), observation.property()));
    List<IntervalTest> tested = new ArrayList<>();
    forecasts
        .observed(candidates.prediction(candidate.getAsInt()), observation)
        .ifPresent(tested::add);
    OptionalInt objective = definition.objectiveOf(observation.property());
    if (objective.isPresent()) {
      int which = objective.getAsInt();
      if (which == 0) {
        forecasts
            .measured(candidate.getAsInt(), served(candidate.getAsInt(), experiment), observation)
            .ifPresent(tested::add);
      }
      double error = observation.standardError();
      history.add(new Measurement(candidate.getAsInt(), which, observation.value(), error * error));
      experiment.ifPresent(
          known -> experiments.put(known.experimentId(), known.withObservation(which)));
    }
    return new Outcome.Accepted(tested);
  }

  /** The interval of this experiment, or of the last one that proposed the candidate. */
  private Optional<ServedInterval> served(int candidate, Optional<Experiment> experiment) {
    return experiment
        .or(
            () ->
                experiments.values().stream()
                    .filter(each -> each.candidate() == candidate)
                    .reduce((earlier, later) -> later))
        .flatMap(Experiment::interval);
  }

  private Outcome move(ExperimentProgressed step) {
    Experiment experiment = experiments.get(step.getExperimentId());
    if (experiment == null) {
      return new Outcome.Refused(
          "unknown-experiment", "experimentId", "the campaign has no such experiment");
    }
    ExperimentLifecycle.Transition transition = experiment.life().on(step);
    if (transition instanceof ExperimentLifecycle.Accepted accepted) {
      experiments.put(
          experiment.experimentId(),
          experiment.moved(accepted.next(), step.getMeta().getRecordedAt()));
      if (accepted.next().state() == ExperimentState.FAILED) {
        failures++;
      }
      return new Outcome.Accepted();
    }
    return transition instanceof ExperimentLifecycle.Refused refused
        ? new Outcome.Ignored(refused.reason())
        : new Outcome.Duplicate();
  }

  private Outcome propose(ExperimentProposed proposed) {
    if (experiments.containsKey(proposed.experimentId())) {
      return new Outcome.Duplicate();
    }
    if (proposed.ordinal() != experiments.size()) {
      return new Outcome.Refused(
          "invalid-field",
          "ordinal",
          "ordinal is %d, next is %d".formatted(proposed.ordinal(), experiments.size()));
    }
    experiments.put(
        proposed.experimentId(),
        new Experiment(
            proposed.experimentId(),
            proposed.ordinal(),
            proposed.candidate(),
            ExperimentLifecycle.proposed(proposed.terms()),
            Optional.empty(),
            Set.of(),
            proposed.interval()));
    trials.add(proposed.point());
    return new Outcome.Accepted();
  }

  /** What should happen at this moment; empty if nothing. */
  public List<Decision> decide(Instant now) {
    List<Decision> decisions = new ArrayList<>();
    experiments.values().forEach(experiment -> experiment.due(now).ifPresent(decisions::add));
    decisions.addAll(proposals(now));
    return List.copyOf(decisions);
  }

  private List<Decision> proposals(Instant now) {
    if (definition == null || ended || definition.state() != CampaignDefinition.State.OPEN) {
      return List.of();
    }
    int open = open(now);
    int left = definition.budget() - used();
    int count = Math.min(definition.parallelism() - open, left);
    if (left < 1 && open == 0) {
      return List.of(conclude(Conclusions.budget(definition.budget(), used())));
    }
    Optional<SearchSpace> space = count < 1 ? Optional.empty() : space();
    if (space.isEmpty()) {
      return List.of();
    }
    PlanningProblem problem = problem(space.get());
    Optional<Conclusion> stop = Conclusions.stop(definition.stopping(), problem, memo);
    if (stop.isPresent()) {
      return List.of(conclude(stop.get()));
    }
    List<Choice> choices = Planner.select(problem, count, memo);
    return choices.isEmpty() && open == 0
        ? List.of(conclude(Conclusions.exhausted()))
        : describe(choices, now);
  }

  private Decision conclude(Conclusion conclusion) {
    int measured =
        (int) history.stream().filter(measurement -> measurement.objective() == 0).count();
    return new Decision.Conclude(conclusion, experiments.size(), measured);
  }

  /** Columns of the complete pool that are the same in every row: the planner leaves them out. */
  public List<String> constantColumns() {
    return space()
        .filter(SearchSpace.Pool.class::isInstance)
        .map(pool -> ((SearchSpace.Pool) pool).constants())
        .orElse(List.of());
  }

  private Optional<SearchSpace> space() {
    if (definition.space() instanceof CampaignDefinition.DeclaredPool pool) {
      return candidates.complete(definition, pool).map(complete -> complete);
    }
    return Optional.of(((CampaignDefinition.Process) definition.space()).space());
  }

  private PlanningProblem problem(SearchSpace space) {
    Set<Integer> measured = new HashSet<>();
    history.forEach(measurement -> measured.add(measurement.candidate()));
    Set<Integer> unavailable = new HashSet<>(measured);
    List<Integer> pending = new ArrayList<>();
    Set<Integer> failed = new HashSet<>();
    for (Experiment experiment : experiments.values()) {
      if (!experiment.freesCandidate()) {
        unavailable.add(experiment.candidate());
      }
      // open, or done without a result: either way its surroundings are no longer the least known
      // place
      if (!experiment.neverHappened() && !measured.contains(experiment.candidate())) {
        pending.add(experiment.candidate());
        if (experiment.failed()) {
          failed.add(experiment.candidate());
        }
      }
    }
    return new PlanningProblem(
        space,
        space instanceof SearchSpace.Process ? trials : List.of(),
        definition.objectives(),
        definition.policy(),
        history,
        pending,
        failed,
        unavailable,
        definition.budget(),
        definition.seed(),
        experiments.size());
  }

  private List<Decision> describe(List<Choice> choices, Instant now) {
    List<Decision> decisions = new ArrayList<>();
    for (Choice choice : choices) {
      int ordinal = experiments.size() + decisions.size();
      decisions.add(
          new Decision.Propose(
              ExperimentIds.of(definition.campaignId(), ordinal),
              ordinal,
              choice.candidate().orElse(ordinal),
              idOf(choice.candidate()),
              choice,
              choice.runnersUp().stream().map(r -> idOf(r.candidate()).orElse("")).toList(),
              now,
              now.plus(definition.proposalLife()),
              candidates.modelDigest(),
              choice.forecast().flatMap(forecasts::serve)));
    }
    return decisions;
  }

  private Optional<String> idOf(OptionalInt candidate) {
    return candidate.isPresent()
        ? Optional.of(candidates.idOf(candidate.getAsInt()))
        : Optional.empty();
  }

  private int open(Instant now) {
    return (int)
        experiments.values().stream()
            .filter(e -> e.isOpen(now, grace, definition.wanted().size()))
            .count();
  }

  private int used() {
    return (int) experiments.values().stream().filter(e -> !e.neverHappened()).count();
  }

  /** Counts for people and metrics. */
  public CampaignView view(Instant now) {
    return new CampaignView(
        candidates.admitted(),
        candidates.scored(),
        experiments.size(),
        open(now),
        used(),
        history.size(),
        failures);
  }
}
