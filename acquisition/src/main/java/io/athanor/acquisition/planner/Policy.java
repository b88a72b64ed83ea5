package io.athanor.acquisition.planner;

import java.util.Objects;

/**
 * How to choose.
 *
 * @param acquisition what is maximised
 * @param surrogate what is believed
 * @param kappa weight of the standard deviation in {@link Acquisition#UPPER_CONFIDENCE_BOUND}: it
 *     starts at twice this and falls to half of it over the first observations (see {@link
 *     io.athanor.acquisition.planner.acquisition.UpperConfidenceBound#falling})
 * @param initialDesign proposals before the posterior decides: two seeded random ones, then the
 *     farthest from all before
 */
public record Policy(
    Acquisition acquisition, Surrogate surrogate, double kappa, int initialDesign) {
  /** What is maximised. */
  public enum Acquisition {
    /** mu + kappa sigma. */
    UPPER_CONFIDENCE_BOUND,
    /** log E max(0, y - best), best being the best posterior mean among what was observed. */
    LOG_EXPECTED_IMPROVEMENT,
    /** The best of one joint draw from the posterior. */
    THOMPSON_SAMPLING,
    /** The control: uniform among what is left. */
    RANDOM;

    /** Name in a proposal's breakdown. */
    public String label() {
      return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
  }

  /** What is believed. */
  public enum Surrogate {
    /**
     * Equal-weight mixture of three Matern-5/2 Gaussian processes: ARD, ARD + linear, isotropic.
     */
    GAUSSIAN_PROCESS,
    /** Normal-inverse-gamma linear model. */
    BAYESIAN_LINEAR
  }

  /** Checks the numbers. */
  public Policy {
    Objects.requireNonNull(acquisition, "policy.acquisition");
    Objects.requireNonNull(surrogate, "policy.surrogate");
    if (!Double.isFinite(kappa) || kappa < 0) {
      throw new IllegalArgumentException(
          "policy.kappa must be finite and not negative, was " + kappa);
    }
    if (initialDesign < 1) {
      throw new IllegalArgumentException(
          "policy.initialDesign must be at least 1, was " + initialDesign);
    }
  }

  /** The default: upper confidence bound on the mixture, two random starts. */
  public static Policy standard() {
    return new Policy(Acquisition.UPPER_CONFIDENCE_BOUND, Surrogate.GAUSSIAN_PROCESS, 1, 2);
  }
}
