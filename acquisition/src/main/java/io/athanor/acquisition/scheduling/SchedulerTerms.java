package io.athanor.acquisition.scheduling;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;

/**
 * The house rules of a scheduler.
 *
 * @param offerLife an offer that was not taken for so long may go elsewhere
 * @param patience whoever waits for so long counts one priority higher, for twice as long two, …
 * @param lookahead experiments that a campaign may have open beyond what the instruments take
 * @param sharedInstruments whether instruments of the default tenant serve every tenant
 * @param tenantQuotas most experiments that the campaigns of a tenant may have open together; the
 *     default tenant is the empty name
 */
public record SchedulerTerms(
    Duration offerLife,
    Duration patience,
    int lookahead,
    boolean sharedInstruments,
    Map<String, Integer> tenantQuotas) {
  /** Copies and checks. */
  public SchedulerTerms {
    Objects.requireNonNull(offerLife, "offerLife");
    tenantQuotas = Map.copyOf(tenantQuotas);
    if (patience.isZero() || patience.isNegative()) {
      throw new IllegalArgumentException("patience must be positive, was " + patience);
    }
    if (lookahead < 0) {
      throw new IllegalArgumentException("lookahead must not be negative, was " + lookahead);
    }
  }

  /** One minute for an offer, ten of patience, no lookahead, instruments to each tenant its own. */
  public static SchedulerTerms standard() {
    return new SchedulerTerms(Duration.ofMinutes(1), Duration.ofMinutes(10), 0, false, Map.of());
  }
}
