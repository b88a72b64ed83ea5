package io.athanor.gateway.security;

/**
 * How much an identity may ask.
 *
 * @param perSecond requests each second in the long run
 * @param burst requests at once after a silence
 */
public record Quota(double perSecond, int burst) {
  /** Checks that something may be asked. */
  public Quota {
    if (!(perSecond > 0) || Double.isInfinite(perSecond)) {
      throw new IllegalArgumentException("quota.perSecond must be positive, is " + perSecond);
    }
    if (burst < 1) {
      throw new IllegalArgumentException("quota.burst must be at least 1, is " + burst);
    }
  }
}
