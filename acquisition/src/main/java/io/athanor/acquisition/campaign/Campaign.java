package io.athanor.acquisition.campaign;

import io.athanor.acquisition.campaign.CampaignEvent.CampaignDefined;
import io.athanor.acquisition.campaign.CampaignEvent.CampaignEnded;
import io.athanor.acquisition.campaign.CampaignEvent.CandidateAdmitted;
import io.athanor.acquisition.campaign.CampaignEvent.CapacityGranted;
import io.athanor.acquisition.campaign.CampaignEvent.ExperimentMoved;
import io.athanor.acquisition.campaign.CampaignEvent.ExperimentProposed;
import io.athanor.acquisition.campaign.CampaignEvent.FailureDiagnosed;
import io.athanor.acquisition.campaign.CampaignEvent.HaltDeclared;
import io.athanor.acquisition.campaign.CampaignEvent.HeadLearned;
import io.athanor.acquisition.campaign.CampaignEvent.InventionAnswered;
import io.athanor.acquisition.campaign.CampaignEvent.InventionRequested;
import io.athanor.acquisition.campaign.CampaignEvent.LessonLearned;
import io.athanor.acquisition.campaign.CampaignEvent.LessonsRequested;
import io.athanor.acquisition.campaign.CampaignEvent.ModelReleased;
import io.athanor.acquisition.campaign.CampaignEvent.ObservationReceived;
import io.athanor.acquisition.campaign.CampaignEvent.PersonDecided;
import io.athanor.acquisition.campaign.CampaignEvent.PredictionReceived;
import io.athanor.acquisition.planner.Choice;
import io.athanor.acquisition.planner.Planner;
import io.athanor.acquisition.planner.PlannerMemo;
import io.athanor.acquisition.planner.PlanningProblem;
import io.athanor.acquisition.planner.PlanningProblem.Measurement;
import io.athanor.acquisition.planner.Policy;
import io.athanor.acquisition.planner.space.Point;
import io.athanor.acquisition.planner.space.SearchSpace;
import io.athanor.event.Candidate;
import io.athanor.event.ExperimentProgressed;
import io.athanor.schemas.lifecycle.ExperimentLifecycle;
import io.athanor.schemas.lifecycle.Held;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/**
 * The aggregate of one campaign: {@link #apply} folds an event, {@link #decide} says what should
 * happen now. It reads no clock and does no I/O, so folding the same events gives the same
 * decisions, byte for byte. Decisions take effect only when they come back as events. Owned by one
 * thread.
 */
public final class Campaign {
  /** Proposals blocked one after the other that say that something else is wrong. */
  private static final int MOST_BLOCKED = 25;

  private final Duration grace;
  private final PlannerMemo memo = new PlannerMemo();
  private final Candidates candidates;
  private final Experiments experiments = new Experiments();
  private final People people = new People();
  private final Halts halts = new Halts();
  private final Failures failures = new Failures();
  private final RetractionReview review = new RetractionReview();
  private final List<Point> trials = new ArrayList<>();
  private final Forecasts forecasts = new Forecasts();
  private final Readings readings;
  private final Lessons lessons;
  private final Set<String> borrowers = new TreeSet<>();
  private CampaignDefinition definition;
  private Reviewer reviewer;
  private boolean ended;
  private int firstOfDefinition;
  private OptionalInt granted = OptionalInt.empty();
  private Set<Integer> withheld = Set.of();

  /**
   * An empty campaign.
   *
   * @param grace how long the result of a succeeded experiment is awaited before its place is given
   *     to another
   */
  public Campaign(Duration grace) {
    this(grace, new Candidates());
  }

  private Campaign(Duration grace, Candidates candidates) {
    this.grace = grace;
    this.candidates = candidates;
    this.readings = new Readings(candidates, experiments, forecasts);
    this.lessons = new Lessons(candidates);
  }

  /**
   * An empty campaign over the candidates of this one, for another course of events: it is told all
   * but what candidates there are and what models say of them.
   */
  public Campaign sibling() {
    return new Campaign(grace, candidates);
  }

  /** The definition that holds, once there is one. */
  public Optional<CampaignDefinition> definition() {
    return Optional.ofNullable(definition);
  }

  /**
   * Keeps candidates of the pool from being proposed, for whoever asks what this campaign would do
   * and has no answer for them.
   */
  public void withhold(Set<Integer> candidates) {
    withheld = Set.copyOf(candidates);
  }

  /** Lets it go on as if no emergency stop held, for whoever asks what it would do without. */
  public void lift() {
    halts.lift();
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
      return grown(candidates.score(prediction, definition));
    }
    if (event instanceof ModelReleased released) {
      return grown(candidates.released(released.release(), definition));
    }
    if (event instanceof InventionRequested requested) {
      return candidates.waves().requested(requested, candidates.size());
    }
    if (event instanceof InventionAnswered answered) {
      return grown(candidates.waves().answered(answered));
    }
    if (event instanceof ObservationReceived observation) {
      return readings.observe(observation, definition);
    }
    if (event instanceof ExperimentMoved moved) {
      return move(moved.step());
    }
    if (event instanceof PersonDecided decision) {
      return hear(decision);
    }
    if (event instanceof CapacityGranted grant) {
      boolean same = granted.equals(OptionalInt.of(grant.slots()));
      granted = OptionalInt.of(grant.slots());
      return same ? new Outcome.Duplicate() : new Outcome.Accepted();
    }
    if (event instanceof FailureDiagnosed diagnosed) {
      return failures.said(diagnosed.experimentId());
    }
    if (event instanceof HaltDeclared halt) {
      return halts.hear(halt);
    }
    if (event instanceof LessonsRequested request) {
      return borrowers.add(request.borrower()) ? new Outcome.Accepted() : new Outcome.Duplicate();
    }
    if (event instanceof LessonLearned lesson) {
      return lessons.learn(lesson, definition);
    }
    if (event instanceof HeadLearned said) {
      return lessons.learn(said, definition);
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
    if (next.space() instanceof CampaignDefinition.DeclaredPool pool) {
      candidates.declare(pool.size());
    }
    reviewer = new Reviewer(next);
    firstOfDefinition = experiments.size();
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
    Outcome outcome = candidates.admit(candidate);
    return outcome instanceof Outcome.Accepted
            && candidates.indexOf(candidate.candidateId()).isPresent()
        ? grown(new Outcome.Accepted(readings.admitted(candidate.candidateId(), definition)))
        : grown(outcome);
  }

  /** After an event that may have made a wave of inventions whole: what was told of it counts. */
  private Outcome grown(Outcome outcome) {
    if (!(outcome instanceof Outcome.Accepted accepted)) {
      return outcome;
    }
    List<CandidateAdmitted> joined = candidates.grow();
    if (joined.isEmpty()) {
      return outcome;
    }
    List<IntervalTest> tested = new ArrayList<>(accepted.tested());
    for (CandidateAdmitted each : joined) {
      tested.addAll(readings.admitted(each.candidateId(), definition));
    }
    return new Outcome.Accepted(tested);
  }

  private Outcome move(ExperimentProgressed step) {
    Optional<Experiment> before = experiments.find(step.getExperimentId());
    Optional<String> instrument =
        before
            .map(Experiment::life)
            .filter(Held.class::isInstance)
            .flatMap(held -> ((Held) held).instrumentId())
            .or(() -> Optional.ofNullable(step.getInstrumentId()));
    Outcome outcome = experiments.move(step);
    if (outcome instanceof Outcome.Accepted) {
      // what fails cheaply says nothing of the experiment that counts
      before
          .filter(each -> !definition.policy().fidelities().isCheap(each.fidelity()))
          .map(each -> pointOf(each.candidate()))
          .ifPresent(
              point -> failures.ended(step, instrument, point, definition.space().parameters()));
    }
    return outcome;
  }

  private Outcome hear(PersonDecided decision) {
    Optional<Experiment> experiment = experiments.find(decision.experimentId());
    if (experiment.isEmpty()) {
      return new Outcome.Refused(
          "unknown-experiment", "experimentId", "the campaign has no such experiment");
    }
    Optional<String> breach = decision.edited().flatMap(answers()::breach);
    if (breach.isPresent()) {
      return new Outcome.Refused("invalid-field", "edited", breach.get());
    }
    return people.hear(decision);
  }

  private Answers answers() {
    return new Answers(definition, candidates, readings.size());
  }

  private Outcome propose(ExperimentProposed proposed) {
    if (experiments.find(proposed.experimentId()).isPresent()) {
      return new Outcome.Duplicate();
    }
    if (proposed.ordinal() != experiments.size()) {
      return new Outcome.Refused(
          "invalid-field",
          "ordinal",
          "ordinal is %d, next is %d".formatted(proposed.ordinal(), experiments.size()));
    }
    hope();
    experiments.put(
        new Experiment(
            proposed.experimentId(),
            proposed.ordinal(),
            proposed.candidate(),
            ExperimentLifecycle.proposed(proposed.terms()),
            Optional.empty(),
            Set.of(),
            proposed.interval(),
            proposed.approval(),
            readings.size(),
            proposed.fidelity()));
    trials.add(proposed.point());
    proposed
        .followsUp()
        .ifPresent(
            each -> {
              if (each.because().equals(FollowUp.EDIT)) {
                people.served(each.experimentId());
              } else if (each.because().equals(FollowUp.DRIFT)) {
                readings
                    .surveillance()
                    .asked(
                        proposed.experimentId(),
                        definition.space() instanceof CampaignDefinition.Process
                            ? trials.indexOf(proposed.point())
                            : proposed.candidate());
              } else {
                failures.followed(each.experimentId(), proposed.experimentId());
              }
            });
    return new Outcome.Accepted();
  }

  /** Before the first proposal by a posterior is folded: what the pool promises. */
  private void hope() {
    if (definition.invention().isPresent() && candidates.waves().first().isEmpty()) {
      problem()
          .map(problem -> Promise.of(problem, memo))
          .ifPresent(promise -> promise.ifPresent(candidates.waves()::begin));
    }
  }

  /** What should happen at this moment; empty if nothing. */
  public List<Decision> decide(Instant now) {
    List<Decision> decisions = new ArrayList<>();
    experiments.all().forEach(experiment -> experiment.due(now).ifPresent(decisions::add));
    decisions.addAll(Settlements.due(experiments.all(), people, halts.isHalted(), now));
    for (Failures.Diagnosed each : failures.unsaid()) {
      decisions.add(
          new Decision.Diagnose(
              each.experimentId(), each.instrumentId(), each.diagnosis(), each.remedy()));
    }
    // a diagnosis is a fact that proposals follow from: they wait until it is one
    if (definition != null && !ended && isRunning() && failures.unsaid().isEmpty()) {
      decisions.addAll(retractions());
      decisions.addAll(proposals(now, OptionalInt.empty(), memo));
      // last, so that what led to a proposal stands right before it in the journal
      candidates.overdue(now, grace).ifPresent(decisions::add);
    }
    return List.copyOf(decisions);
  }

  /**
   * What would be proposed, or concluded, if so many places were free, however many are: a
   * question, not a step.
   *
   * @param known saved work; it does not change the answer
   */
  public List<Decision> chosen(Instant now, int places, PlannerMemo known) {
    return definition != null && !ended && isRunning() && failures.unsaid().isEmpty()
        ? proposals(now, OptionalInt.of(places), known)
        : List.of();
  }

  /** What the planner would be asked now; empty while there is nothing to choose from. */
  public Optional<PlanningProblem> problem() {
    return definition == null ? Optional.empty() : space().map(space -> problem(space, Set.of()));
  }

  /** What told each measurement of {@link #problem}, in its order. */
  public List<ObservationReceived> measured() {
    return readings.sources();
  }

  /** Measurements, in the order in which they began to count. */
  public List<Measurement> measurements() {
    return readings.history();
  }

  /** What a model said of a candidate of the pool, if one did. */
  public Optional<PredictionReceived> prediction(int candidate) {
    return candidates.prediction(candidate);
  }

  /** The model whose predictions the planner sees, once it sees any. */
  public Optional<String> modelDigest() {
    return candidates.modelDigest();
  }

  private boolean isRunning() {
    return definition.state() == CampaignDefinition.State.OPEN && !halts.isHalted();
  }

  private List<Decision> proposals(Instant now, OptionalInt free, PlannerMemo known) {
    int open = open(now);
    int left = Spending.left(definition, experiments);
    if (left < 1 && open == 0) {
      return List.of(conclude(Spending.spent(definition, experiments)));
    }
    int blocked = experiments.blockedInARow(firstOfDefinition);
    if (blocked >= MOST_BLOCKED) {
      return List.of(conclude(Conclusions.blocked(blocked)));
    }
    Optional<SearchSpace> space = left < 1 || isLate(now) ? Optional.empty() : space();
    if (space.isEmpty()) {
      return List.of();
    }
    List<Pick> given = new ArrayList<>();
    answers().edits(experiments, people).limit(left).forEach(given::add);
    int count = Math.min(free.orElse(places() - open), left) - given.size();
    answers()
        .corrections(experiments, failures, this::pointOf)
        .limit(Math.max(0, count))
        .forEach(given::add);
    answers()
        .references(readings, definition.drift(), this::pointOf)
        .limit(Math.max(0, count - given.size()))
        .forEach(given::add);
    if (!given.isEmpty() || count < 1) {
      // the planner must know of them first: it is asked again when they have come back
      return describe(given, now);
    }
    PlanningProblem problem = problem(space.get(), Set.of());
    Optional<Conclusion> stop = Conclusions.stop(definition.stopping(), problem, known);
    if (stop.isPresent()) {
      return List.of(conclude(stop.get()));
    }
    List<Choice> choices = Planner.select(problem, count, known);
    Optional<Decision> wave =
        left > choices.size()
            ? Promise.invention(problem, !choices.isEmpty(), definition, candidates, now, known)
            : Optional.empty();
    if (choices.isEmpty() && open == 0 && wave.isEmpty()) {
      return candidates.waves().areAwaited(now, grace)
          ? List.of()
          : List.of(conclude(Conclusions.exhausted()));
    }
    List<Decision> decisions = describe(choices.stream().map(Pick::free).toList(), now);
    wave.ifPresent(decisions::add);
    return decisions;
  }

  /** Experiments that may be open at once. */
  private int places() {
    ActionTerms action = definition.action();
    int places = Math.min(definition.parallelism(), action.quota().orElse(Integer.MAX_VALUE));
    // who is placed by the scheduler waits for its word; others need none
    return Math.min(places, granted.orElse(action.scheduled() ? 0 : Integer.MAX_VALUE));
  }

  private boolean isLate(Instant now) {
    return definition.action().deadline().filter(end -> !now.isBefore(end)).isPresent();
  }

  private List<Decision> retractions() {
    OptionalDouble below = definition.action().retractBelow();
    return below.isEmpty()
        ? List.of()
        : review.due(
            below.getAsDouble(),
            experiments,
            readings.size(),
            List.of(candidates.modelDigest(), candidates.size(), readings.cheapSize()),
            forgotten -> space().map(space -> problem(space, forgotten)),
            memo);
  }

  private Decision conclude(Conclusion conclusion) {
    return new Decision.Conclude(conclusion, experiments.size(), readings.main().size());
  }

  /** Columns of the complete pool that are the same in every row: the planner leaves them out. */
  public List<String> constantColumns() {
    return space()
        .filter(SearchSpace.Pool.class::isInstance)
        .map(pool -> ((SearchSpace.Pool) pool).constants())
        .orElse(List.of());
  }

  /** Where it looks, as its planner sees it; empty while a pool is not complete. */
  public Optional<SearchSpace> space() {
    if (definition.space() instanceof CampaignDefinition.DeclaredPool pool) {
      return candidates.complete(definition, pool).map(complete -> complete);
    }
    return Optional.of(((CampaignDefinition.Process) definition.space()).space());
  }

  private PlanningProblem problem(SearchSpace space, Set<String> forgotten) {
    Experiments.Standing standing =
        experiments.standing(
            readings.history(), people, failures, forgotten, definition.policy().fidelities());
    Set<Integer> unavailable = new HashSet<>(standing.unavailable());
    unavailable.addAll(withheld);
    unavailable.addAll(candidates.empty());
    return new PlanningProblem(
        space,
        space instanceof SearchSpace.Process ? trials : List.of(),
        definition.objectives(),
        taught(space),
        readings.history(),
        standing.pending(),
        standing.failed(),
        unavailable,
        Spending.all(definition),
        definition.seed(),
        experiments.size(),
        readings.cheap(definition, forgotten));
  }

  private Policy taught(SearchSpace space) {
    Optional<String> digest = candidates.modelDigest();
    return definition
        .policy()
        .learningFrom(
            lessons.priors(definition, space, digest),
            lessons.head(definition, space, digest),
            lessons.untaken(definition, space, digest));
  }

  /** Campaigns that learn from this one's outcomes, in order. */
  public Set<String> borrowers() {
    return Collections.unmodifiableSet(borrowers);
  }

  /** A candidate's setting, in the order of the declared parameters. */
  public Point setting(int candidate) {
    return pointOf(candidate);
  }

  private List<Decision> describe(List<Pick> picks, Instant now) {
    List<Measurement> main = readings.main();
    List<Point> measured = main.stream().map(each -> pointOf(each.candidate())).toList();
    return new Proposals(definition, reviewer, candidates, forecasts, main, measured)
        .of(picks, experiments.size(), halts.epoch(), now);
  }

  private Point pointOf(int candidate) {
    return definition.space() instanceof CampaignDefinition.DeclaredPool
        ? candidates.at(candidate).point()
        : trials.get(candidate);
  }

  /**
   * A candidate of the pool as it was admitted; empty where nothing but its parameters is known.
   */
  public Optional<Candidate> material(int index) {
    return Optional.ofNullable(candidates.at(index))
        .flatMap(CampaignEvent.CandidateAdmitted::material);
  }

  private int open(Instant now) {
    return experiments.open(now, grace, definition.wanted().size());
  }

  /** Outcomes that came after an experiment was chosen: what its choice did not know. */
  public OptionalInt staleness(String experimentId) {
    return experiments
        .find(experimentId)
        .map(each -> OptionalInt.of(readings.size() - each.knownBefore()))
        .orElseGet(OptionalInt::empty);
  }

  /** Predictions kept of all versions, which is what takes its memory. */
  int retained() {
    return candidates.retained();
  }

  /** Counts for people and metrics. */
  public CampaignView view(Instant now) {
    return new CampaignView(
        candidates.admitted(),
        candidates.scored(),
        experiments.size(),
        open(now),
        experiments.used(),
        readings.size(),
        experiments.failures());
  }
}
