package io.athanor.acquisition.planner;

import io.athanor.materials.space.Parameter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * How to choose.
 *
 * @param acquisition what is maximised
 * @param surrogate what is believed
 * @param batch how several are chosen at once
 * @param safe whether only candidates are chosen that keep all limits with confidence
 * @param costParameter numeric parameter that says what an experiment costs; empty: all cost alike
 * @param kappa weight of exploration: factor of the standard deviation in {@link
 *     Acquisition#UPPER_CONFIDENCE_BOUND}, which starts at twice this and falls to half of it over
 *     the first observations; factor of all standard deviations in functions of the marginals
 *     (improvement, hypervolume, scalarisation, desirability); 1 is neutral
 * @param initialDesign proposals before the posterior decides
 * @param exploration probability of a uniform pick instead of the best, in [0, 1)
 * @param teachers whom the surrogate of the first objective learns from besides
 * @param fidelities ways to measure the first objective, of which the planner chooses one
 * @param deadline time a pick may take; it becomes an amount of work at a fixed rate ({@link
 *     Deadline}), so that the answer does not depend on a clock; empty: every candidate is judged
 */
public record Policy(
    Acquisition acquisition,
    Surrogate surrogate,
    Batch batch,
    boolean safe,
    Optional<String> costParameter,
    double kappa,
    int initialDesign,
    double exploration,
    Teachers teachers,
    Fidelities fidelities,
    Optional<Duration> deadline) {
  /** What is maximised. */
  public enum Acquisition {
    /** The planner chooses by the problem, and says why. */
    AUTO,
    /** mu + kappa sigma. */
    UPPER_CONFIDENCE_BOUND,
    /** E max(0, y - best), best being the best posterior mean among what was observed. */
    EXPECTED_IMPROVEMENT,
    /** Its logarithm, which does not vanish far from the best. */
    LOG_EXPECTED_IMPROVEMENT,
    /** Expected improvement averaged over what the best may really be. */
    NOISY_EXPECTED_IMPROVEMENT,
    /** log P(y above best). */
    PROBABILITY_OF_IMPROVEMENT,
    /** The best of one joint draw from the posterior. */
    THOMPSON_SAMPLING,
    /** P(candidate is the best of all): share of joint draws that it wins. */
    PROBABILITY_OF_OPTIMALITY,
    /** Expected gain of the best posterior mean by one more measurement. */
    KNOWLEDGE_GRADIENT,
    /** Information that a measurement gives about the best value. */
    MAX_VALUE_ENTROPY,
    /** Posterior variance: learn the whole space. */
    MAX_VARIANCE,
    /** Variance that a measurement takes from all candidates together. */
    INTEGRATED_VARIANCE,
    /** Several objectives: expected growth of the dominated hypervolume. */
    EXPECTED_HYPERVOLUME_IMPROVEMENT,
    /** The same, averaged over what the front may really be. */
    NOISY_EXPECTED_HYPERVOLUME_IMPROVEMENT,
    /** Several objectives: improvement of a randomly weighted augmented Chebyshev scalarisation. */
    PAREGO,
    /** Several objectives: geometric mean of desirabilities. */
    DESIRABILITY,
    /** P(every property lies within its limits). */
    WINDOW_PROBABILITY,
    /** The control: uniform among what is left. */
    RANDOM;

    /** Name in a proposal's breakdown. */
    public String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether its values are at least 0, so that their logarithm ranks alike. */
    boolean isPositive() {
      return this == EXPECTED_IMPROVEMENT
          || this == PROBABILITY_OF_OPTIMALITY
          || this == KNOWLEDGE_GRADIENT
          || this == MAX_VALUE_ENTROPY
          || this == INTEGRATED_VARIANCE;
    }

    /** Whether a probability can be multiplied to its values, or a cost divide them. */
    public boolean isWeighable() {
      return isPositive()
          || this == PROBABILITY_OF_IMPROVEMENT
          || this == LOG_EXPECTED_IMPROVEMENT
          || this == NOISY_EXPECTED_IMPROVEMENT
          || this == EXPECTED_HYPERVOLUME_IMPROVEMENT
          || this == NOISY_EXPECTED_HYPERVOLUME_IMPROVEMENT
          || this == PAREGO
          || this == DESIRABILITY
          || this == WINDOW_PROBABILITY
          || this == MAX_VARIANCE;
    }

    /** Whether it sees marginals only, whose deviations the weight of exploration then scales. */
    boolean isMarginal() {
      return this == EXPECTED_IMPROVEMENT
          || this == LOG_EXPECTED_IMPROVEMENT
          || this == PROBABILITY_OF_IMPROVEMENT
          || this == EXPECTED_HYPERVOLUME_IMPROVEMENT
          || this == PAREGO
          || this == DESIRABILITY;
    }

    /** Whether it takes more than one objective; else the first one drives it. */
    boolean takesSeveralObjectives() {
      return needsSeveralObjectives()
          || this == DESIRABILITY
          || this == WINDOW_PROBABILITY
          || this == MAX_VARIANCE
          || this == INTEGRATED_VARIANCE;
    }

    /** Whether a candidate's value needs none of the other candidates that are left. */
    public boolean judgesOneByOne() {
      return !RELATIVE.contains(this);
    }

    /** Functions that compare all candidates, or measure them on a scale made of all. */
    private static final Set<Acquisition> RELATIVE =
        Set.of(
            THOMPSON_SAMPLING,
            PROBABILITY_OF_OPTIMALITY,
            KNOWLEDGE_GRADIENT,
            MAX_VALUE_ENTROPY,
            INTEGRATED_VARIANCE,
            DESIRABILITY,
            RANDOM);

    /** Whether it weighs several objectives against each other and means nothing for one. */
    public boolean needsSeveralObjectives() {
      return this == EXPECTED_HYPERVOLUME_IMPROVEMENT
          || this == NOISY_EXPECTED_HYPERVOLUME_IMPROVEMENT
          || this == PAREGO;
    }
  }

  /** What is believed. */
  public enum Surrogate {
    /** The planner chooses by the features and the pool. */
    AUTO,
    /** Equal-weight mixture of Matern-5/2 Gaussian processes with different kernels. */
    GAUSSIAN_PROCESS,
    /** The same with Student-t noise: single gross errors are discounted. */
    ROBUST_GAUSSIAN_PROCESS,
    /** Normal-inverse-gamma linear model. */
    BAYESIAN_LINEAR,
    /** Extremely randomised trees. */
    RANDOM_FOREST,
    /** One Gaussian process of all objectives, which inform each other where they vary together. */
    MULTI_OUTPUT
  }

  /** How several are chosen at once. */
  public enum Batch {
    /** One by one, each knowing those before it as pending. */
    CONDITIONAL_VARIANCE,
    /** One by one, values around those before it pressed down (Gonzalez et al. 2016). */
    LOCAL_PENALIZATION,
    /** Those most probably optimal (Fromer et al. 2024). */
    PROBABILITY_OF_OPTIMALITY,
    /** Good and different: greedy determinant of quality and similarity. */
    DETERMINANTAL
  }

  /** Checks the numbers. */
  public Policy {
    Objects.requireNonNull(acquisition, "policy.acquisition");
    Objects.requireNonNull(surrogate, "policy.surrogate");
    Objects.requireNonNull(batch, "policy.batch");
    Objects.requireNonNull(costParameter, "policy.costParameter");
    Objects.requireNonNull(teachers, "policy.teachers");
    Objects.requireNonNull(fidelities, "policy.fidelities");
    Objects.requireNonNull(deadline, "policy.deadline");
    boolean deaf =
        surrogate == Surrogate.ROBUST_GAUSSIAN_PROCESS
            || surrogate == Surrogate.RANDOM_FOREST
            || surrogate == Surrogate.MULTI_OUTPUT;
    if (deaf && !(teachers.campaigns().isEmpty() && teachers.transferFrom().isEmpty())) {
      throw new IllegalArgumentException(
          "policy.%s needs the surrogate gaussian-process, bayesian-linear or auto"
              .formatted(teachers.campaigns().isEmpty() ? "transferFrom" : "priorCampaigns"));
    }
    if (!Double.isFinite(kappa) || kappa < 0) {
      throw new IllegalArgumentException(
          "policy.kappa must be finite and not negative, was " + kappa);
    }
    if (initialDesign < 1) {
      throw new IllegalArgumentException(
          "policy.initialDesign must be at least 1, was " + initialDesign);
    }
    if (!(exploration >= 0) || exploration >= 1) {
      throw new IllegalArgumentException(
          "policy.exploration must be in [0, 1), was " + exploration);
    }
    if (exploration > 0 && batch != Batch.CONDITIONAL_VARIANCE) {
      throw new IllegalArgumentException(
          "policy.exploration needs the batch conditional-variance: each pick is a draw of its"
              + " own");
    }
    if (!fidelities.isEmpty()) {
      requireForLevels(
          surrogate == Surrogate.AUTO || surrogate == Surrogate.GAUSSIAN_PROCESS,
          "the surrogate gaussian-process or auto");
      requireForLevels(
          acquisition != Acquisition.RANDOM, "an acquisition that learns: random does not");
      requireForLevels(batch == Batch.CONDITIONAL_VARIANCE, "the batch conditional-variance");
      requireForLevels(exploration == 0, "no exploration: the odds of a level are not known");
      requireForLevels(!safe, "a policy that is not safe: limits are known of the last level only");
      requireForLevels(costParameter.isEmpty(), "no costParameter: each level says what it costs");
      requireForLevels(
          teachers.areSilent() && teachers.transferFrom().isEmpty() && !teachers.federated(),
          "no other campaigns or sites to learn from");
    }
    deadline.ifPresent(
        each ->
            Deadline.check(each, acquisition, batch, safe, exploration > 0, fidelities.isEmpty()));
  }

  private static void requireForLevels(boolean holds, String what) {
    if (!holds) {
      throw new IllegalArgumentException("policy.fidelities needs " + what);
    }
  }

  /** Of which all measure alike. */
  public Policy(
      Acquisition acquisition,
      Surrogate surrogate,
      Batch batch,
      boolean safe,
      Optional<String> costParameter,
      double kappa,
      int initialDesign,
      double exploration,
      Teachers teachers) {
    this(
        acquisition,
        surrogate,
        batch,
        safe,
        costParameter,
        kappa,
        initialDesign,
        exploration,
        teachers,
        Fidelities.none(),
        Optional.empty());
  }

  /** That learns from nobody else and does not explore. */
  public Policy(
      Acquisition acquisition,
      Surrogate surrogate,
      Batch batch,
      boolean safe,
      Optional<String> costParameter,
      double kappa,
      int initialDesign) {
    this(
        acquisition,
        surrogate,
        batch,
        safe,
        costParameter,
        kappa,
        initialDesign,
        0,
        Teachers.none());
  }

  /** Without costs or safety, chosen one by one. */
  public Policy(Acquisition acquisition, Surrogate surrogate, double kappa, int initialDesign) {
    this(
        acquisition,
        surrogate,
        Batch.CONDITIONAL_VARIANCE,
        false,
        Optional.empty(),
        kappa,
        initialDesign);
  }

  /** The default: whatever suits the problem, two random starts. */
  public static Policy standard() {
    return new Policy(Acquisition.AUTO, Surrogate.AUTO, 1, 2);
  }

  /** The same with another probability of a uniform pick. */
  public Policy exploring(double probability) {
    return with(probability, teachers, fidelities, deadline);
  }

  /** The same with other teachers. */
  public Policy taughtBy(Teachers others) {
    return with(exploration, others, fidelities, deadline);
  }

  /** The same with other ways to measure. */
  public Policy measuring(Fidelities ways) {
    return with(exploration, teachers, ways, deadline);
  }

  /** The same with a time that a pick may take. */
  public Policy within(Duration time) {
    return with(exploration, teachers, fidelities, Optional.of(time));
  }

  /**
   * The same with past campaigns besides its own, and what sites learned together.
   *
   * @param untaken why something that they learned is not taken
   */
  public Policy learningFrom(
      List<PriorCampaign> further, Optional<PriorHead> head, Optional<String> untaken) {
    return further.isEmpty() && head.isEmpty() && untaken.isEmpty()
        ? this
        : taughtBy(teachers.with(further, head, untaken));
  }

  private Policy with(
      double probability, Teachers others, Fidelities ways, Optional<Duration> time) {
    return new Policy(
        acquisition,
        surrogate,
        batch,
        safe,
        costParameter,
        kappa,
        initialDesign,
        probability,
        others,
        ways,
        time);
  }

  /** Which of these parameters says what an experiment costs; empty where all cost alike. */
  public OptionalInt costColumn(List<Parameter> parameters) {
    return IntStream.range(0, parameters.size())
        .filter(i -> costParameter.filter(parameters.get(i).name()::equals).isPresent())
        .findFirst();
  }
}
