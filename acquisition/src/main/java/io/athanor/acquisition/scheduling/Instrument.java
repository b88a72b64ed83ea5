package io.athanor.acquisition.scheduling;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * An instrument as it last said of itself.
 *
 * @param instrumentId the instrument
 * @param tenant whose it is; empty for the default tenant
 * @param techniques what it does
 * @param capacity samples at once, at least 1
 * @param credits how many it takes beside what it held when it said so; empty: as many as its
 *     capacity leaves
 * @param envelope what it allows, by parameter
 * @param statedAt when it said so
 * @param serving false while it is offline, draining or in maintenance
 */
public record Instrument(
    String instrumentId,
    Optional<String> tenant,
    Set<String> techniques,
    int capacity,
    OptionalInt credits,
    Map<String, Limits> envelope,
    Instant statedAt,
    boolean serving) {
  /** Copies and checks. */
  public Instrument {
    Objects.requireNonNull(statedAt, "statedAt");
    techniques = Set.copyOf(techniques);
    envelope = Map.copyOf(envelope);
    if (instrumentId.isBlank()) {
      throw new IllegalArgumentException("instrumentId is blank");
    }
    if (capacity < 1) {
      throw new IllegalArgumentException("capacity must be at least 1, was " + capacity);
    }
    if (credits.isPresent() && credits.getAsInt() < 0) {
      throw new IllegalArgumentException("credits must not be negative, was " + credits);
    }
  }

  /** Whether it does this; every instrument does {@link Step#ANY}. */
  public boolean can(String technique) {
    return technique.equals(Step.ANY) || techniques.contains(technique);
  }

  /** Whether its envelope admits these settings; categories have no limits. */
  public boolean admits(Map<String, Double> settings, Map<String, String> units) {
    return envelope.entrySet().stream()
        .allMatch(
            limit -> {
              Double value = settings.get(limit.getKey());
              return value == null
                  || limit.getValue().admit(value, units.getOrDefault(limit.getKey(), "1"));
            });
  }
}
