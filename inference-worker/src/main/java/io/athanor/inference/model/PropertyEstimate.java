package io.athanor.inference.model;

/**
 * One predicted property, in the property's unit.
 *
 * @param mean expectation
 * @param epistemic standard deviation between ensemble members: what more data would settle
 * @param aleatoric standard deviation the members themselves expect around their mean
 * @param lower lower end of the 90 % interval
 * @param upper upper end of the 90 % interval
 */
public record PropertyEstimate(
    double mean, double epistemic, double aleatoric, double lower, double upper) {

  /** What the interval claims to cover. */
  public static final double COVERAGE = 0.9;

  public PropertyEstimate {
    requireFinite("mean", mean);
    requireFinite("epistemic", epistemic);
    requireFinite("aleatoric", aleatoric);
    requireFinite("lower", lower);
    requireFinite("upper", upper);
    if (epistemic < 0 || aleatoric < 0) {
      throw new IllegalArgumentException("epistemic and aleatoric must not be negative");
    }
  }

  /** Standard deviation over both kinds of uncertainty. */
  public double deviation() {
    return Math.hypot(epistemic, aleatoric);
  }

  private static void requireFinite(String name, double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(name + " must be finite, got " + value);
    }
  }
}
