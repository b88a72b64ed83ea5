package io.athanor.acquisition.campaign;

import io.athanor.acquisition.planner.Policy;
import io.athanor.acquisition.planner.Stopping;
import io.athanor.acquisition.planner.objective.Goal;
import io.athanor.acquisition.planner.objective.Objective;
import io.athanor.acquisition.planner.space.Point;
import io.athanor.acquisition.planner.space.SearchSpace;
import io.athanor.materials.space.Parameter;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * What is looked for, where, with how much, by which policy.
 *
 * @param campaignId the campaign
 * @param wanted the properties that count, at least one; the first is the main one
 * @param space where to look
 * @param policy how to choose
 * @param stopping when to propose nothing more before the budget is spent
 * @param features what the surrogate sees; process spaces only have parameters
 * @param budget experiments in all, failed ones included
 * @param parallelism experiments open at once
 * @param proposalLife how long a proposal may wait for a lease
 * @param seed seed of every random choice
 * @param state whether it runs
 * @param action how its experiments come to be done
 * @param invention what is invented when the pool promises little more; empty: nothing ever
 * @param drift what is done when outcomes are no longer what they were; empty: it is reported and
 *     intervals widen
 */
public record CampaignDefinition(
    String campaignId,
    List<Wanted> wanted,
    Space space,
    Policy policy,
    Stopping stopping,
    Set<Feature> features,
    int budget,
    int parallelism,
    Duration proposalLife,
    long seed,
    State state,
    ActionTerms action,
    Optional<InventionTerms> invention,
    Optional<DriftTerms> drift) {
  /** Candidates that a joint posterior of several objectives is computed of in reasonable time. */
  private static final int MOST_JOINT = 20_000;

  /** Of which any worker does the experiments, unasked, and that invents and forgets nothing. */
  public CampaignDefinition(
      String campaignId,
      List<Wanted> wanted,
      Space space,
      Policy policy,
      Stopping stopping,
      Set<Feature> features,
      int budget,
      int parallelism,
      Duration proposalLife,
      long seed,
      State state) {
    this(
        campaignId,
        wanted,
        space,
        policy,
        stopping,
        features,
        budget,
        parallelism,
        proposalLife,
        seed,
        state,
        ActionTerms.OPEN,
        Optional.empty(),
        Optional.empty());
  }

  /**
   * A property that counts.
   *
   * @param property its name, as observations name it
   * @param unit UCUM code it is counted in
   * @param objective what is wanted of it
   */
  public record Wanted(String property, String unit, Objective objective) {
    /** Refuses a nameless property. */
    public Wanted {
      Objects.requireNonNull(unit, "objective.unit");
      Objects.requireNonNull(objective, "objective");
      if (property.isBlank()) {
        throw new IllegalArgumentException("objective.property must not be blank");
      }
    }
  }

  /** Where to look. */
  public sealed interface Space {
    /** The controllable inputs. */
    List<Parameter> parameters();

    /** A setting by the names of its parameters: a number, or the word of a named one. */
    default SortedMap<String, Object> settings(Point point) {
      SortedMap<String, Object> settings = new TreeMap<>();
      for (int i = 0; i < parameters().size(); i++) {
        double coordinate = point.coordinates().get(i);
        settings.put(
            parameters().get(i).name(),
            parameters().get(i) instanceof Parameter.Named named
                ? named.options().get((int) coordinate)
                : (Object) coordinate);
      }
      return settings;
    }
  }

  /**
   * Candidates that arrive one by one.
   *
   * @param size how many there are: nothing is proposed before all have arrived
   * @param parameters their columns
   */
  public record DeclaredPool(int size, List<Parameter> parameters) implements Space {
    /** Copies and checks. */
    public DeclaredPool {
      parameters = List.copyOf(parameters);
      if (size < 1) {
        throw new IllegalArgumentException("search.size must be at least 1, was " + size);
      }
    }
  }

  /** A space the planner draws from. */
  public record Process(SearchSpace.Process space) implements Space {
    @Override
    public List<Parameter> parameters() {
      return space.parameters();
    }
  }

  /** What a surrogate sees of a candidate. */
  public enum Feature {
    /** The candidate's own parameters. */
    PARAMETERS,
    /** The model's mean of the objective. */
    PREDICTION,
    /** The model's embedding. */
    EMBEDDING
  }

  /** Whether it runs. */
  public enum State {
    /** Proposes. */
    OPEN,
    /** Takes facts, proposes nothing. */
    PAUSED,
    /** As paused, for good. */
    CLOSED
  }

  /** Checks the numbers. */
  public CampaignDefinition {
    Objects.requireNonNull(policy, "policy");
    Objects.requireNonNull(stopping, "stopping");
    Objects.requireNonNull(state, "state");
    Objects.requireNonNull(action, "action");
    Objects.requireNonNull(invention, "invention");
    Objects.requireNonNull(drift, "drift");
    features = Set.copyOf(features);
    wanted = List.copyOf(wanted);
    requireObjectives(wanted, policy);
    requireCosts(policy, space);
    requireFidelities(wanted, policy, budget, action);
    requireJoint(wanted, policy, space);
    requireDeadline(policy, stopping, invention);
    if (!policy.teachers().campaigns().isEmpty() && !features.equals(Set.of(Feature.PARAMETERS))) {
      throw new IllegalArgumentException(
          "policy.priorCampaigns needs parameters as the only features");
    }
    if (!policy.teachers().campaigns().isEmpty() && space.parameters().isEmpty()) {
      throw new IllegalArgumentException("policy.priorCampaigns needs a space with parameters");
    }
    if (policy.teachers().transferFrom().contains(campaignId)) {
      throw new IllegalArgumentException("policy.transferFrom must not be the campaign itself");
    }
    if (invention.isPresent()) {
      requireInventable(space, features);
    }
    if (campaignId.isBlank()) {
      throw new IllegalArgumentException("campaignId must not be blank");
    }
    if (budget < 1) {
      throw new IllegalArgumentException("budget must be at least 1, was " + budget);
    }
    if (parallelism < 1) {
      throw new IllegalArgumentException("parallelism must be at least 1, was " + parallelism);
    }
    if (proposalLife.isNegative() || proposalLife.isZero()) {
      throw new IllegalArgumentException("proposalSeconds must be positive, was " + proposalLife);
    }
    if (space instanceof DeclaredPool && features.isEmpty()) {
      throw new IllegalArgumentException("policy.features must not be empty");
    }
    if (space instanceof Process && !features.equals(Set.of(Feature.PARAMETERS))) {
      throw new IllegalArgumentException("policy.features of a process space must be PARAMETERS");
    }
  }

  /** The main property. */
  public String property() {
    return wanted.get(0).property();
  }

  /** UCUM code of the main property. */
  public String unit() {
    return wanted.get(0).unit();
  }

  /** What is wanted, in order. */
  public List<Objective> objectives() {
    return wanted.stream().map(Wanted::objective).toList();
  }

  /** Which of the wanted properties this is; empty for another one. */
  public OptionalInt objectiveOf(String property) {
    return IntStream.range(0, wanted.size())
        .filter(i -> wanted.get(i).property().equals(property))
        .findFirst();
  }

  private static void requireJoint(List<Wanted> wanted, Policy policy, Space space) {
    if (policy.surrogate() != Policy.Surrogate.MULTI_OUTPUT) {
      return;
    }
    if (wanted.size() < 2) {
      throw new IllegalArgumentException(
          "policy.surrogate multi-output needs two objectives, got " + wanted.size());
    }
    if (space instanceof DeclaredPool pool && pool.size() > MOST_JOINT) {
      throw new IllegalArgumentException(
          "policy.surrogate multi-output takes %d candidates at most, got %d"
              .formatted(MOST_JOINT, pool.size()));
    }
  }

  private static void requireFidelities(
      List<Wanted> wanted, Policy policy, int budget, ActionTerms action) {
    if (policy.fidelities().isEmpty()) {
      return;
    }
    if (wanted.size() > 1) {
      throw new IllegalArgumentException(
          "policy.fidelities needs one objective, got " + wanted.size());
    }
    if (action.scheduled()) {
      throw new IllegalArgumentException(
          "policy.fidelities needs an open dispatch: who measures at a level takes its proposals");
    }
    if (policy.fidelities().target().cost() > budget) {
      throw new IllegalArgumentException(
          "policy.fidelities: one at '%s' costs %s, the budget is %d"
              .formatted(
                  policy.fidelities().target().name(),
                  policy.fidelities().target().cost(),
                  budget));
    }
  }

  /** Who asks all candidates keeps no deadline. */
  private static void requireDeadline(
      Policy policy, Stopping stopping, Optional<InventionTerms> invention) {
    if (policy.deadline().isEmpty()) {
      return;
    }
    if (stopping.regretBelow().isPresent()
        || stopping.expectedBetterBelow().isPresent()
        || stopping.worthBelow().isPresent()) {
      throw new IllegalArgumentException(
          "policy.deadline needs no stopping rule but targetReached: the others ask all"
              + " candidates");
    }
    if (invention.isPresent()) {
      throw new IllegalArgumentException(
          "policy.deadline needs a campaign without invention: whether the pool is dry is asked of"
              + " all candidates");
    }
  }

  /** What is invented has no settings: only a model can tell one from another. */
  private static void requireInventable(Space space, Set<Feature> features) {
    if (!(space instanceof DeclaredPool)) {
      throw new IllegalArgumentException("invention needs a pool, not a process space");
    }
    if (features.contains(Feature.PARAMETERS) || !space.parameters().isEmpty()) {
      throw new IllegalArgumentException(
          "invention needs embedding or prediction as the only features of a pool without"
              + " parameters: what is invented has none");
    }
  }

  private static void requireCosts(Policy policy, Space space) {
    if (policy.costParameter().isEmpty()) {
      return;
    }
    String name = policy.costParameter().get();
    OptionalInt column = policy.costColumn(space.parameters());
    if (column.isEmpty()) {
      throw new IllegalArgumentException(
          "policy.costParameter '%s' is none of the parameters".formatted(name));
    }
    Parameter cost = space.parameters().get(column.getAsInt());
    if (cost instanceof Parameter.Categorical) {
      throw new IllegalArgumentException(
          "policy.costParameter '%s' must be numeric".formatted(name));
    }
    if (space instanceof Process
        && ((cost instanceof Parameter.Continuous range && range.low() <= 0)
            || (cost instanceof Parameter.Discrete discrete
                && discrete.values().stream().anyMatch(value -> value <= 0)))) {
      throw new IllegalArgumentException(
          "policy.costParameter '%s' must be positive throughout".formatted(name));
    }
    if (policy.acquisition() != Policy.Acquisition.AUTO && !policy.acquisition().isWeighable()) {
      throw new IllegalArgumentException(
          "policy.acquisition %s cannot be counted per cost"
              .formatted(policy.acquisition().label()));
    }
  }

  private static void requireObjectives(List<Wanted> wanted, Policy policy) {
    if (wanted.isEmpty()) {
      throw new IllegalArgumentException("objectives must not be empty");
    }
    if (wanted.stream().map(Wanted::property).distinct().count() < wanted.size()) {
      throw new IllegalArgumentException("objectives must name different properties");
    }
    boolean limited = wanted.stream().anyMatch(each -> each.objective().isLimited());
    if (policy.safe() && !limited) {
      throw new IllegalArgumentException(
          "policy.safe needs an objective with a lower or upper limit");
    }
    if (policy.acquisition() == Policy.Acquisition.WINDOW_PROBABILITY && !limited) {
      throw new IllegalArgumentException(
          "policy.acquisition window-probability needs an objective with a lower or upper limit");
    }
    long directed =
        wanted.stream().filter(w -> !(w.objective().goal() instanceof Goal.Window)).count();
    if (policy.batch() != Policy.Batch.CONDITIONAL_VARIANCE && directed > 1) {
      throw new IllegalArgumentException(
          "policy.batch must be conditional-variance for several objectives");
    }
    if (policy.acquisition().needsSeveralObjectives() && directed < 2) {
      throw new IllegalArgumentException(
          "policy.acquisition %s needs two objectives that are no windows, got %d"
              .formatted(policy.acquisition().label(), directed));
    }
  }

  /** Whether candidates are proposed only once a model has scored them. */
  public boolean needsPredictions() {
    return features.contains(Feature.PREDICTION) || features.contains(Feature.EMBEDDING);
  }

  /**
   * Whether the other only changes what may change in mid-campaign: policy, stopping, budget, pace,
   * state.
   */
  boolean sameQuestion(CampaignDefinition other) {
    return campaignId.equals(other.campaignId)
        && wanted.equals(other.wanted)
        && space.equals(other.space)
        && features.equals(other.features)
        && policy.costParameter().equals(other.policy.costParameter())
        && policy.fidelities().equals(other.policy.fidelities())
        && seed == other.seed;
  }
}
