package io.athanor.acquisition.scheduling;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What one campaign wants at this moment.
 *
 * @param terms the campaign
 * @param priority its own, plus what it gained by waiting
 * @param weight share of every place after the first, for which the campaign's own weight counts
 * @param demand experiments that it could have open
 * @param inHand experiments that are held or between two steps: they take their places in any case
 * @param hungrySince since when none of its experiments was begun
 * @param value part of its portfolio that it is worth, 0..1; empty outside portfolios
 */
public record Claim(
    CampaignTerms terms,
    int priority,
    double weight,
    int demand,
    int inHand,
    Instant hungrySince,
    OptionalDouble value) {
  /** Checks the counts. */
  public Claim {
    if (demand < 0 || inHand < 0) {
      throw new IllegalArgumentException("demand %d, in hand %d".formatted(demand, inHand));
    }
  }

  /** The campaign. */
  public String campaignId() {
    return terms.campaignId();
  }

  /** The name of its tenant, empty for the default one. */
  public String tenant() {
    return terms.tenant().orElse("");
  }

  /** The same with another weight for the places after the first. */
  public Claim weighted(double other) {
    return new Claim(terms, priority, other, demand, inHand, hungrySince, value);
  }

  /** Its deadline; the end of time without one. */
  public Instant deadline() {
    return terms.deadline().orElse(Instant.MAX);
  }

  /** The portfolio's name where it has a say. */
  public Optional<String> portfolio() {
    return value.isPresent() ? terms.portfolio() : Optional.empty();
  }
}
