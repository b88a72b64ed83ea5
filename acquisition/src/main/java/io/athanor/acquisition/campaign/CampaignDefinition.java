package io.athanor.acquisition.campaign;

import io.athanor.acquisition.planner.Policy;
import io.athanor.acquisition.planner.objective.Goal;
import io.athanor.acquisition.planner.space.Parameter;
import io.athanor.acquisition.planner.space.SearchSpace;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * What is looked for, where, with how much, by which policy.
 *
 * @param campaignId the campaign
 * @param property the objective
 * @param unit UCUM code the objective is counted in
 * @param goal what better means
 * @param space where to look
 * @param policy how to choose
 * @param features what the surrogate sees; process spaces only have parameters
 * @param budget experiments in all, failed ones included
 * @param parallelism experiments open at once
 * @param proposalLife how long a proposal may wait for a lease
 * @param seed seed of every random choice
 * @param state whether it runs
 */
public record CampaignDefinition(
    String campaignId,
    String property,
    String unit,
    Goal goal,
    Space space,
    Policy policy,
    Set<Feature> features,
    int budget,
    int parallelism,
    Duration proposalLife,
    long seed,
    State state) {
  /** Where to look. */
  public sealed interface Space {
    /** The controllable inputs. */
    List<Parameter> parameters();
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
    Objects.requireNonNull(goal, "objectives[0].goal");
    Objects.requireNonNull(policy, "policy");
    Objects.requireNonNull(state, "state");
    features = Set.copyOf(features);
    if (campaignId.isBlank()) {
      throw new IllegalArgumentException("campaignId must not be blank");
    }
    if (property.isBlank()) {
      throw new IllegalArgumentException("objectives[0].property must not be blank");
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

  /** Whether candidates are proposed only once a model has scored them. */
  public boolean needsPredictions() {
    return features.contains(Feature.PREDICTION) || features.contains(Feature.EMBEDDING);
  }

  /**
   * Whether the other only changes what may change in mid-campaign: policy, budget, pace, state.
   */
  boolean sameQuestion(CampaignDefinition other) {
    return campaignId.equals(other.campaignId)
        && property.equals(other.property)
        && unit.equals(other.unit)
        && goal.equals(other.goal)
        && space.equals(other.space)
        && features.equals(other.features)
        && seed == other.seed;
  }
}
