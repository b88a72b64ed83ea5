package io.athanor.gateway.security;

import java.time.Duration;
import java.time.Instant;

/**
 * What is left of a quota (token bucket): it fills by {@code perSecond} up to {@code burst}, a
 * request takes one.
 *
 * @param tokens requests that may be made at once, a fraction of one included
 * @param at when that was
 */
public record TokenBucket(double tokens, Instant at) {
  private static final double NANOS = 1e9;

  /** Whether a request may pass, and what is left then. */
  public sealed interface Taken {}

  /** It may. */
  public record Passed(TokenBucket left) implements Taken {}

  /** It may not. */
  public record Refused(Duration retryAfter) implements Taken {}

  /** A full one. */
  public static TokenBucket full(Quota quota, Instant now) {
    return new TokenBucket(quota.burst(), now);
  }

  /** Takes one token, if there is one; a clock that goes back takes nothing away. */
  public Taken take(Quota quota, Instant now) {
    double seconds = Math.max(0, Duration.between(at, now).toNanos() / NANOS);
    double available = Math.min(quota.burst(), tokens + seconds * quota.perSecond());
    if (available >= 1) {
      return new Passed(new TokenBucket(available - 1, now));
    }
    double wait = (1 - available) / quota.perSecond();
    return new Refused(Duration.ofNanos((long) Math.ceil(wait * NANOS)));
  }
}
