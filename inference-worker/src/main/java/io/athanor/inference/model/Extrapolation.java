package io.athanor.inference.model;

/**
 * What estimates lack where training knows no such composition: a random effect of the unknown kind
 * of material.
 *
 * @param spread standard deviation of the effect in the property's unit; it adds to the epistemic
 *     one in quadrature
 * @param intervalFactor half-width of the 90 % interval in deviations, spread included
 */
public record Extrapolation(double spread, double intervalFactor) {
  public Extrapolation {
    if (!(spread >= 0) || Double.isInfinite(spread)) {
      throw new IllegalArgumentException("spread must be finite and not negative, got " + spread);
    }
    if (!(intervalFactor > 0) || Double.isInfinite(intervalFactor)) {
      throw new IllegalArgumentException(
          "intervalFactor must be positive and finite, got " + intervalFactor);
    }
  }
}
