package io.athanor.acquisition.scheduling;

import java.util.OptionalDouble;

/**
 * How many experiments a campaign may have open.
 *
 * @param campaignId the campaign
 * @param slots the number
 * @param demand how many it could use
 * @param capacity what all campaigns had to share
 * @param value part of its portfolio that it is worth, 0..1; empty outside portfolios
 * @param reason for people
 */
public record Grant(
    String campaignId, int slots, int demand, int capacity, OptionalDouble value, String reason)
    implements Move {
  /** Part of the capacity, 0..1. */
  public double share() {
    return capacity == 0 ? 0 : Math.min(1, slots / (double) capacity);
  }
}
