package io.athanor.federation.head;

/**
 * A normal-inverse-gamma prior: w | s² ~ N(0, s² variance I), s² ~ IG(shape, rate).
 *
 * @param relativeVariance of each weight in units of the noise variance, positive
 * @param shape above 1, so that the noise variance has a mean
 * @param rate in squared target units, positive
 */
public record HeadPrior(double relativeVariance, double shape, double rate) {
  /** Checks the numbers. */
  public HeadPrior {
    if (!(relativeVariance > 0)) {
      throw new IllegalArgumentException(
          "prior.relativeVariance " + relativeVariance + " is not positive");
    }
    if (!(shape > 1)) {
      throw new IllegalArgumentException("prior.shape " + shape + " is not above 1");
    }
    if (!(rate > 0)) {
      throw new IllegalArgumentException("prior.rate " + rate + " is not positive");
    }
  }
}
